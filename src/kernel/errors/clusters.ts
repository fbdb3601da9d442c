export const clusterErrors = {
  CLUSTER_NODES_INVALID: {
    status: 422,
    says: 'The machines of the cluster are not clear: {problem}.',
    next: 'Name three or more as --nodes db1=10.0.0.11,db2=10.0.0.12,db3=10.0.0.13.',
  },
  CLUSTER_FOLDER_TAKEN: {
    status: 409,
    says: '{folder} is not empty, and keys that lie there would be lost. Nothing was written.',
    next: 'Name a new folder with --out.',
  },
} as const;
