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
    next: 'Correct the values and save again.',
  },
  SITES_NOT_SET_HERE: {
    status: 409,
    says: 'At site {site}, {fields} already follows the list; there is nothing to reset.',
    next: 'See daybook sites show {site}.',
  },
  SITES_REASON_MISSING: {
    status: 400,
    says: 'Changing a site needs a reason, and none was given.',
    next: 'Say why, with --reason or, over HTTP, the header x-daybook-reason.',
  },
  SITES_CHANGED_SINCE: {
    status: 409,
    says: 'Site {site} has changed since revision {seen}: {changes}. Nothing was saved.',
    next: 'Read it again with `daybook sites show {site}`, then save with --seen {latest}.',
  },
  SITES_NOT_YOURS: {
    status: 403,
    says: 'You may not change site {site}.',
    next: 'Leave it out, or ask a site administrator.',
  },
  SITES_DAY_INVALID: {
    status: 400,
    says: '"{day}" is not {wanted}.',
    next: 'Write it as YYYY-MM-DD.',
  },
  SITES_TABLE_INVALID: {
    status: 422,
    says: 'Nothing was saved: {count}. {faults}',
    next: 'Correct them and load the file again; --dry-run shows what each row would do.',
  },
  SITES_CONTACT_INVALID: {
    status: 422,
    says: 'The contact was not added to site {site}: {faults}.',
    next: 'Correct it and add it again.',
  },
  SITES_CONTACT_UNKNOWN: {
    status: 404,
    says: 'There is no contact {number}, or it has ended.',
    next: 'Run `daybook sites contacts list` for the numbers.',
  },
  SITES_TERRITORY_INVALID: {
    status: 400,
    says: '"{territory}" is not a valid territory name.',
    next: 'Use 1 to 100 characters, none of them a control character.',
  },
  SITES_TERRITORY_TAKEN: {
    status: 409,
    says: 'Territory {territory} already exists.',
    next: 'See daybook sites territories list.',
  },
  SITES_TERRITORY_UNKNOWN: {
    status: 404,
    says: 'There is no territory {territory}; there are {known}.',
    next: 'Add it with daybook sites territories add.',
  },
  SITES_TERRITORY_HELD: {
    status: 409,
    says: 'Sites are still in territory {territory}: {sites}.',
    next: 'Move them first with daybook sites territories assign.',
  },
  SITES_PLACED_SINCE: {
    status: 409,
    says: 'Site {site} has a history in territory {territory} that reaches {since}; it cannot be moved as of {from}.',
    next: 'Name a later day: history does not change.',
  },
  SITES_NOT_IN_MASTER: {
    status: 404,
    says: 'The site list has no site {site}.',
    next: 'Check the number. A new site arrives with the site list: ask the site master team, then load the list.',
  },
  SITES_MASTER_INCOMPLETE: {
    status: 404,
    says: 'The site list lacks {fields} for site {site}. The site was not onboarded.',
    next: 'Ask {whom}; once the list has it, load master_non_financial and try again.',
  },
  SITES_ONBOARDED: {
    status: 409,
    says: 'Site {site} was already onboarded: {how}.',
    next: 'See daybook sites show {site}; change it with daybook sites set.',
  },
  SITES_ONBOARDING_INCOMPLETE: {
    status: 422,
    says: 'Site {site} was not onboarded: it has no {fields}.',
    next: 'Give them with the command (--emails, --opened) or in the row (EMAILS, OPENED).',
  },
} as const;
