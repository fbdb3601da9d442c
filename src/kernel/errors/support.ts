/** Refusals of the security room that are about support sessions. */
export const supportErrors = {
  SECURITY_SUPPORT_OVER: {
    status: 409,
    says: 'Support session {number} is not open, or is not yours.',
    next: 'Run `daybook support list`; begin another one with `daybook support start`.',
  },
  SECURITY_SUPPORT_READS_ONLY: {
    status: 403,
    says: 'Support session {number} is for looking only: nothing is changed, sent, exported or signed in it.',
    next: 'Have the person do it; or do it as yourself, without the support session, if you may.',
  },
  SECURITY_SUPPORT_TOO_LONG: {
    status: 422,
    says: 'A support session of {minutes} minutes is too long; it lasts {most} minutes at most.',
    next: 'Ask for less, and begin another one afterwards. The limit is DAYBOOK_SUPPORT_MINUTES.',
  },
  SECURITY_SUPPORT_REFUSED: {
    status: 403,
    says: 'Nobody sees what {user} sees in a support session: {why}.',
    next: 'Ask the person to show it.',
  },
} as const;
