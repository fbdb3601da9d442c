declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http';

  interface Listing {
    readonly objects: readonly { readonly key: string }[];
    readonly commonPrefixes: readonly string[];
    readonly isTruncated: boolean;
  }

  /** A server of the protocol of S3 that stores objects in a folder and checks signatures. */
  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<unknown>;
    close(): Promise<void>;
    readonly httpServer: Server;
    readonly store: {
      listObjects: (
        bucket: string,
        options: { readonly prefix?: string; readonly delimiter?: string },
      ) => Promise<Listing>;
    };
    readonly middleware: ((context: { readonly path: string }, next: () => unknown) => unknown)[];
    /** Lets requests through that are signed with another key. */
    allowMismatchedSignatures: boolean;
  }
}
