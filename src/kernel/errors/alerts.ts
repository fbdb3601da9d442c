/** Refusals of alerts, their rules and silences. */
export const alertErrors = {
  ALERT_UNKNOWN: {
    status: 404,
    says: 'There is no alert {alert}.',
    next: 'Choose one of `daybook alerts list --all`.',
  },
  ALERT_RESOLVED: {
    status: 409,
    says: 'Alert {alert} is resolved: {title}.',
    next: 'See what became of it: `daybook alerts show {alert}`.',
  },
  ALERT_KIND_UNKNOWN: {
    status: 404,
    says: 'There is no kind of alert {kind}.',
    next: 'Choose one of `daybook alerts rules`.',
  },
  ALERT_ASSIGNEE_UNKNOWN: {
    status: 422,
    says: 'Nobody who may sign in is called {person}.',
    next: 'Enter the full name used at sign-in, as in `daybook users`.',
  },
  ALERT_LIMIT_UNREADABLE: {
    status: 422,
    says: '"{typed}" is not a limit for {kind}, which is measured in {unit}.',
    next: 'Enter it with its unit, such as 2 h 30 min, 80 % or 5 GiB; a count has none, such as 100.',
  },
  ALERT_LIMITS_CROSSED: {
    status: 422,
    says: '{kind} cannot warn at {warn} and be critical at {critical}: the warning would come later.',
    next: 'Choose the limits so that the warning is reached first.',
  },
  ALERT_TOLD_UNKNOWN: {
    status: 422,
    says: '{name} is neither a role nor an e-mail address.',
    next: 'Name one of these roles: {roles}; or enter an address such as operations@example.com.',
  },
  ALERT_SILENCE_EMPTY: {
    status: 422,
    says: 'The silence ends before it begins, or is over already.',
    next: 'Give an end that is later than the beginning, and than now.',
  },
  ALERT_SILENCE_STANDS: {
    status: 409,
    says: 'Silence {silence} covers the same until {until}.',
    next: 'Give a later end, or leave it.',
  },
  ALERT_SILENCE_UNKNOWN: {
    status: 404,
    says: 'There is no silence {silence} that is not over.',
    next: 'Choose one of `daybook alerts silences`.',
  },
} as const;
