// What lists and pages say while they wait, when there is nothing, and when the service refuses.
export const answers = {
  loading: 'Loading',
  again: 'Try again',
  refused: 'This did not work',
  noPermission: 'Not part of your role',
  notFoundTitle: 'There is no such page',
  notFound: (path: string): string => `Nothing is at ${path}.`,
  toHome: 'Go to Home',
  faultTitle: 'This page has a fault',
  fault:
    'Nothing was lost on the server. Reload the page; if the fault persists, tell your administrator what you did.',
  reload: 'Reload',
  code: (code: string): string => `Code ${code}`,
  unreachable: 'Daybook does not answer.',
  unreachableNext: 'Check your connection and try again. What you typed is still here.',
  statusOnly: (status: number): string => `Daybook answered with status ${String(status)}.`,
  statusNext: (request: string): string =>
    `Try again; if it persists, give your administrator the request ID ${request}.`,
  signInAgain: 'Sign in again',
  cancel: 'Cancel',
  close: 'Close',
  reason: 'Reason',
  reasonHint: 'Kept in the audit trail.',
  optional: (hint: string): string => `Optional. ${hint}`,
  copy: 'Copy it',
  copied: 'Copied',
} as const;
