/** Refusals of the administration of sites. */
export const sitesErrors = {
  SITES_FIELD_UNKNOWN: {
    status: 400,
    says: '"{field}" cannot be set for a site.',
    next: 'Use one of: {fields}. Everything else comes with the site list (master_non_financial).',
  },
  SITES_VALUES_INVALID: {
    status: 422,
    says: 'Nothing was changed at site {site}: {faults}.',
    next: 'Correct the values and save again; docs/use/sites.md lists what each field takes.',
  },
  SITES_NOT_SET_HERE: {
    status: 409,
    says: 'At site {site}, {fields} is what the list says; there is nothing to give back to it.',
    next: 'See daybook sites show {site}.',
  },
  SITES_REASON_MISSING: {
    status: 400,
    says: 'A change of a site needs a reason, and none was given.',
    next: 'Say why, with --reason or, over HTTP, the header x-daybook-reason.',
  },
  SITES_CHANGED_SINCE: {
    status: 409,
    says: 'Site {site} has changed since revision {seen}: {changes}. Nothing was saved.',
    next: 'Read it again with `daybook sites show {site}`, then save with --seen {latest}.',
  },
} as const;
