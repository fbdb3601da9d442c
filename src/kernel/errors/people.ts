/** Refusals of the security room about people. */
export const peopleErrors = {
  SECURITY_PERSON_AMBIGUOUS: {
    status: 409,
    says: '{user} matches more than one person: {people}.',
    next: 'Give the full user name.',
  },
  SECURITY_PERSON_UNKNOWN: {
    status: 404,
    says: 'No such user: {user}.',
    next:
      'Check the spelling with `daybook users`. People arrive with the load of workday_rls_bisecurity; add others ' +
      'with `daybook users add`.',
  },
  SECURITY_PERSON_UNNAMED: {
    status: 422,
    says: 'A person or service needs a name for the sign-in.',
    next: 'Give the name known to the identity provider, such as rita@company.example.',
  },
  SECURITY_PERSON_DISABLED: {
    status: 403,
    says: '{user} is disabled: {reason}.',
    next: 'Ask the administrator of Workday or Daybook to enable the person.',
  },
  SECURITY_PERSON_LEFT: {
    status: 409,
    says: '{user} is disabled because Workday no longer lists the person ({reason}).',
    next: 'The person is enabled again by the next load of workday_rls_bisecurity that lists {user}.',
  },
  SECURITY_PERSON_UNCHANGED: {
    status: 409,
    says: '{user} is already {state}.',
    next: 'Run `daybook users show {user}`.',
  },
} as const;
