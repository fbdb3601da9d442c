/** Refusals of the security room about support sessions. */
export const supportErrors = {
  SECURITY_SUPPORT_OVER: {
    status: 409,
    says: 'Support session {number} is not open, or is not yours.',
    next: 'Run `daybook support list`; start another with `daybook support start`.',
  },
  SECURITY_SUPPORT_READS_ONLY: {
    status: 403,
    says: 'Support session {number} is read-only: nothing can be changed, sent, exported or signed in it.',
    next: 'Have the person do it; or do it as yourself, without the support session, if you may.',
  },
  SECURITY_SUPPORT_TOO_LONG: {
    status: 422,
    says: 'A support session of {minutes} minutes is too long; the limit is {most} minutes.',
    next: 'Ask for less, and start another one afterwards. The limit is DAYBOOK_SUPPORT_MINUTES.',
  },
  SECURITY_SUPPORT_REFUSED: {
    status: 403,
    says: 'A support session cannot show what {user} sees: {why}.',
    next: 'Ask the person to show you.',
  },
} as const;
