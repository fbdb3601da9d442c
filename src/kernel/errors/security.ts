/** Refusals of the security room. */
export const securityErrors = {
  SECURITY_NOBODY: {
    status: 401,
    says: 'The user {user} of this machine is mapped to no person, so there is nobody to act as.',
    next:
      'Name one with --as, or have an administrator map you: daybook users map {user} --to <person>; ' +
      'on a new installation begin with daybook users first <you>.',
  },
  SECURITY_PERSON_AMBIGUOUS: {
    status: 409,
    says: '{user} is short for more than one person: {people}.',
    next: 'Give the whole user name.',
  },
  SECURITY_PERSON_UNKNOWN: {
    status: 404,
    says: 'Nobody is known as {user}.',
    next:
      'Check the spelling with `daybook users`. People come with the load of workday_rls_bisecurity; ' +
      'others are added with `daybook users add`.',
  },
  SECURITY_PERSON_DISABLED: {
    status: 403,
    says: '{user} was disabled: {reason}.',
    next: 'Ask the administrator of Workday, or of Daybook, to enable the person again.',
  },
  SECURITY_NO_ROLE: {
    status: 403,
    says: 'The site data of {user} could not be retrieved: the person holds no role. {why}',
    next:
      'Ask the administrator of Workday for a job profile that opens sites, or the administrator of Daybook for a ' +
      'role (`daybook users grant`).',
  },
  SECURITY_FORBIDDEN: {
    status: 403,
    says: '{user} ({roles}) may not {action} “{object}”{where}.',
    next: '{remedy} Ask the administrator of Daybook, with the reason.',
  },
  SECURITY_ROLE_UNKNOWN: {
    status: 404,
    says: 'There is no role {role}.',
    next: 'Use one of: {roles}.',
  },
  SECURITY_PLACE_UNKNOWN: {
    status: 404,
    says: 'No site list names the {kind} {name}, so that the role would reach nothing.',
    next: 'Name one that it has: {known}. Or load the site list that names it first.',
  },
  SECURITY_OBJECT_UNKNOWN: {
    status: 404,
    says: 'There is no right {action} on {object}.',
    next: 'See docs/reference/authorization.md, or `daybook rights`.',
  },
  SECURITY_CONFLICT: {
    status: 409,
    says: 'Segregation of duties: {attempted} conflicts with {conflict} ({subject}). The attempt is recorded.',
    next: 'Have another person do it.',
  },
  SECURITY_RIGHTS_BUSY: {
    status: 409,
    says: 'The right was not changed: somebody was reading or writing a table of it for more than five seconds.',
    next: 'Try again when loads, bill runs and long reports are over; nothing was changed.',
  },
  SECURITY_REASON_MISSING: {
    status: 422,
    says: 'This is kept with a reason, and none was given.',
    next: 'Add --reason with a sentence that an auditor will understand.',
  },
  SECURITY_END_MISSING: {
    status: 422,
    says: 'The role {role} is given until a date only.',
    next: 'Add --until YYYY-MM-DD.',
  },
  SECURITY_FIRST_EXISTS: {
    status: 409,
    says: 'There is an administrator already ({user}).',
    next: 'Ask that person: daybook users grant <person> <role> --reason …',
  },
  SECURITY_FIRST_MAPPED: {
    status: 409,
    says: 'This installation is not new: on this machine {machineUser} acts as {user}.',
    next:
      'Add the person with `daybook users add` and `daybook users grant` as an administrator (--as), then map the ' +
      'machine user with `daybook users map`; for an installation of your own use another data folder.',
  },
  SECURITY_LOGIN_TAKEN: {
    status: 409,
    says: 'The server has a role named {login} already.',
    next: 'Choose another name, or end that login first; `daybook logins` lists those of Daybook.',
  },
  SECURITY_LOGIN_UNKNOWN: {
    status: 404,
    says: 'No person has the login {login}.',
    next: 'See `daybook logins`.',
  },
  SECURITY_CLAIM_UNKNOWN: {
    status: 404,
    says: 'No login {login} was made for {user}.',
    next: 'Ask the administrator for its name, or to make it: daybook logins make {login} --for {user}.',
  },
  SECURITY_CLAIM_EXPIRED: {
    status: 410,
    says: 'The password of {login} could be set until {at} UTC.',
    next: 'Ask the administrator to make the login anew: daybook logins make {login} --for {user}.',
  },
  SECURITY_CLAIM_USED: {
    status: 409,
    says: 'The password of {login} was set at {at} UTC, and it is set once.',
    next:
      'If it is lost, or if it was not you, tell the administrator: daybook logins end {login}, then ' +
      'daybook logins make {login} --for {user}.',
  },
  SECURITY_CLAIM_OF_NAMED: {
    status: 403,
    says: 'The password of {login} is shown to {user} only, and --as names {user} without proof.',
    next:
      'Let {user} sign in in the browser and set it on the status page, or run the command without --as as the user ' +
      'of the machine that is mapped to {user}.',
  },
  SECURITY_KEYS_UNREADABLE: {
    status: 503,
    says: 'The keys of personal data cannot be read from {where}: {cause}.',
    next: 'Put the key file back from its backup, or correct DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND.',
  },
  SECURITY_KEYS_ELSEWHERE: {
    status: 409,
    says: 'The keys come from {command}, so they are not changed here.',
    next: 'Add a key with the next version to the document in the vault, then run this command again with --kept.',
  },
  SECURITY_KEYS_MISSING: {
    status: 503,
    says:
      'The keys of personal data are not at {where}, and this database was sealed with keys: new ones would give ' +
      'everybody another pseudonym.',
    next:
      'Bring back the folder `keys` of the data folder from its backup, or name the ring that the other servers of ' +
      'this database use: DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND.',
  },
  SECURITY_KEYS_OTHER: {
    status: 409,
    says: 'The keys of personal data at {where} are not those that this database was sealed with.',
    next:
      'Put the keys of this database in their place, from the backup or from another server of it: copy its folder ' +
      '`keys`, or name the ring with DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND.',
  },
  SECURITY_SIGNING_KEY_MISSING: {
    status: 503,
    says: 'The key that signs the audit trail is not at {where}, and this trail was signed before.',
    next:
      'Bring it back from the backup of the folder `keys`, or name it with DAYBOOK_AUDIT_KEY_FILE. If it is lost: ' +
      '`daybook audit sign --new-key --reason "…"`; heads that were signed stay valid.',
  },
  SECURITY_SIGNING_KEY_OTHER: {
    status: 409,
    says: 'The key at {where} never signed the audit trail of this database.',
    next:
      'Put the key of this database in its place or name it with DAYBOOK_AUDIT_KEY_FILE. If it is lost: ' +
      '`daybook audit sign --new-key --reason "…"`; heads that were signed stay valid.',
  },
  SECURITY_KEY_WRONG: {
    status: 409,
    says: 'The master key of version {version} does not open what was encrypted under it.',
    next: 'Put the key file of this database back from its backup; the one in place belongs to another.',
  },
  SECURITY_HELD: {
    status: 409,
    says: 'A legal hold stands in the way: {reason}.',
    next: 'Have it released (`daybook retention release {hold}`), then run the command again.',
  },
  SECURITY_HOLD_UNKNOWN: {
    status: 404,
    says: 'No hold {hold} stands.',
    next: 'See `daybook retention holds`.',
  },
  SECURITY_PURGE_AHEAD: {
    status: 422,
    says: 'Nothing is purged as of {day}, which has not come.',
    next: 'Purge as of today or earlier; without --yes the command says what would go on a later day.',
  },
  SECURITY_NOBODY_FOUND: {
    status: 404,
    says: 'Nothing is kept about {identifiers}.',
    next: 'Check the spelling; give the e-mail address, the employee number and the full name, each in quotes.',
  },
  SECURITY_RESTORED_MISSING: {
    status: 404,
    says: 'There is no restored database in {folder}.',
    next: 'Restore the backup into a folder of its own and name that folder, or the address of a restored database.',
  },
  SECURITY_RESTORED_IN_USE: {
    status: 422,
    says: 'The database in {folder} is the one that is in use, not a restored copy of it.',
    next: 'Restore the backup beside it, into a folder with a cluster of its own, and name that folder.',
  },
  SECURITY_QUARTER_UNREADABLE: {
    status: 422,
    says: '{quarter} is no quarter.',
    next: 'Write it like 2026-Q1.',
  },
  SECURITY_RIGHT_UNCHANGED: {
    status: 409,
    says: 'The right {action} on “{object}” of {role} is as it was.',
    next: 'See `daybook rights --role {role}`; a change of rights that you hold yourself is stopped and recorded.',
  },
  SECURITY_ASSIGNMENT_UNKNOWN: {
    status: 404,
    says: '{user} holds no {role} by assignment.',
    next: 'See `daybook users show {user}`; a role that comes from Workday ends there.',
  },
  SECURITY_SERVICE_LOGIN_MISSING: {
    status: 503,
    says: 'The owner of the database at {where} has no password from which one for the service could be made.',
    next: 'Make a login that is a member of daybook_service, and set DATABASE_SERVICE_URL to its address.',
  },
  SECURITY_SIGN_IN_NEEDED: {
    status: 401,
    says: 'This needs a sign-in, and the request carries none.',
    next:
      'Open /sign-in in a browser. A script sends a key that `daybook keys make` made: ' +
      'Authorization: Bearer <key>.',
  },
  SECURITY_TOKEN_UNKNOWN: {
    status: 401,
    says: 'The request carries a token that is not known here.',
    next: 'Sign in again at /sign-in, or have a new key made: daybook keys make.',
  },
  SECURITY_SESSION_ENDED: {
    status: 401,
    says: 'The {kind} has ended: {why}.',
    next: 'Sign in again at /sign-in, or have a new key made: daybook keys make.',
  },
  SECURITY_SCOPE_MISSING: {
    status: 403,
    says: 'This needs the scope {scope}; the token carries {scopes}.',
    next: 'Have a key made with that scope: daybook keys make --scope {scope}.',
  },
  SECURITY_PEOPLE_ONLY: {
    status: 403,
    says: 'Only a person who signed in may do this, and the request carries the token of a script.',
    next: 'Open it in a browser, or use the command line.',
  },
  SECURITY_STEP_UP_NEEDED: {
    status: 403,
    says: 'This needs a fresh sign-in: one of the last {minutes} minutes.',
    next: 'Open /sign-in?step-up=1, then do it again.',
  },
  SECURITY_SIGN_IN_OFF: {
    status: 503,
    says: 'Nobody can sign in: no identity provider is configured.',
    next: 'Set DAYBOOK_OIDC_ISSUER, DAYBOOK_OIDC_CLIENT_ID and DAYBOOK_OIDC_CLIENT_SECRET, then start again.',
  },
  SECURITY_PROVIDER_UNREACHABLE: {
    status: 502,
    says: 'The identity provider {issuer} does not answer as one: {cause}.',
    next: 'Try again; when it stays, compare DAYBOOK_OIDC_ISSUER with what the provider calls its issuer.',
  },
  SECURITY_SIGN_IN_FAILED: {
    status: 401,
    says: 'The sign-in was not completed: {cause}.',
    next: 'Begin again at /sign-in.',
  },
  SECURITY_SECOND_FACTOR_MISSING: {
    status: 403,
    says: '{user} signed in without a second factor, and one is needed here.',
    next: 'Set up a second factor at the identity provider, or have its administrator ask for one, and sign in again.',
  },
  SECURITY_ACCOUNT_UNNAMED: {
    status: 403,
    says: 'The identity provider did not say who signed in: its token has no usable {claims}.',
    next: 'Have the administrator of the provider add that claim, or set DAYBOOK_OIDC_USER_CLAIM to one that it sends.',
  },
  SECURITY_ACCOUNT_UNKNOWN: {
    status: 403,
    says: 'You are signed in as {account}, and nobody of that name is known here.',
    next:
      'Ask the administrator of Workday for access to sites, or the administrator of Daybook to add you ' +
      '(`daybook users add`).',
  },
  SECURITY_ACCOUNT_TAKEN: {
    status: 403,
    says: '{user} is bound to another account of the identity provider.',
    next: 'Sign in with that account, or ask the administrator of Daybook who owns the name.',
  },
  SECURITY_SERVICE_UNKNOWN: {
    status: 403,
    says: 'The service {client} is not known here.',
    next: 'Add it with `daybook users add {client} --service` and give it a role with `daybook users grant`.',
  },
  SECURITY_SESSION_UNKNOWN: {
    status: 404,
    says: 'There is no open session {session}.',
    next: 'See `daybook sessions`.',
  },
  SECURITY_KEY_UNKNOWN: {
    status: 404,
    says: 'There is no living key {key}.',
    next: 'See `daybook keys`.',
  },
  SECURITY_KEY_OF_ANOTHER: {
    status: 403,
    says: 'A key of {user} would let whoever sees it act as {user}.',
    next: 'Let {user} make the key; for scripts, make one for a service (`daybook users add NAME --service`).',
  },
  SECURITY_SCOPE_UNKNOWN: {
    status: 422,
    says: 'There is no scope “{scope}”.',
    next: 'Use one or more of: {scopes}.',
  },
  SECURITY_KEY_TOO_LONG: {
    status: 422,
    says: 'A key lives 1 to {most} days; {days} were asked for.',
    next: 'Choose fewer days, and rotate the key before it ends.',
  },
  SECURITY_LIMIT_REACHED: {
    status: 429,
    says: '{who} reached the limit of {limit}.',
    next: 'Wait {seconds} seconds, then go on; the x-ratelimit-remaining headers of every answer show what is left.',
  },
  SECURITY_TLS_NEEDED: {
    status: 503,
    says: '{host} can be reached from other machines, and there is no certificate to speak TLS with.',
    next:
      'Set DAYBOOK_TLS_CERTIFICATE and DAYBOOK_TLS_KEY, start with --self-signed to try it out, or keep to 127.0.0.1 ' +
      'behind a proxy that speaks TLS.',
  },
  SECURITY_CERTIFICATE_UNUSABLE: {
    status: 503,
    says: 'The certificate {certificate} with the key {key} cannot be used: {cause}.',
    next: 'Give a PEM certificate with its chain and the PEM key that belongs to it.',
  },
} as const;
