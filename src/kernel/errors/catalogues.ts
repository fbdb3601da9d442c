/** Refusals of the catalogues that people choose from. */
export const cataloguesErrors = {
  CATALOGUE_UNKNOWN: {
    status: 404,
    says: 'There is no catalogue {catalogue}.',
    next: 'Use one of: {catalogues}.',
  },
  CATALOGUE_ENTRY_INVALID: {
    status: 422,
    says: 'An entry of {catalogue} was not saved: {faults}.',
    next: 'Correct it; daybook catalogues list {catalogue} shows the current entries.',
  },
  CATALOGUE_ENTRY_UNKNOWN: {
    status: 404,
    says: '{catalogue} has no entry {code} in force.',
    next: 'See daybook catalogues list {catalogue} --history.',
  },
  CATALOGUE_CHANGED_SINCE: {
    status: 409,
    says: 'Entry {code} of {catalogue} has changed since number {seen}: {who} at {when}. It is now: {now}.',
    next: 'Read it again, then save with --seen {latest}.',
  },
} as const;
