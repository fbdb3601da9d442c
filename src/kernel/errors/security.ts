/** Refusals of the security room. */
export const securityErrors = {
  SECURITY_NOBODY: {
    status: 401,
    says: 'The machine user {user} is not mapped to a person, so Daybook does not know who you are.',
    next:
      'Name a person with --as, or have an administrator map you: daybook users map {user} --to <person>; on a new ' +
      'installation, start with daybook users first <you>.',
  },
  SECURITY_FINDING_UNKNOWN: {
    status: 404,
    says: 'The trail has no finding “{rule}” there.',
    next: 'Look at the findings with `daybook audit verify --json`, and name rule and entries, or rule and subject.',
  },
  SECURITY_FINDING_FIXED: {
    status: 409,
    says: 'A finding “{rule}” cannot be explained: no legitimate use causes it.',
    next:
      'Only these can: {rules}. Anything else means damage or tampering: keep the evidence and have it ' +
      'investigated.',
  },
  SECURITY_FINDING_OWN: {
    status: 409,
    says: 'You wrote entry {entry} yourself, so you may not explain it.',
    next: 'Ask another auditor to explain it.',
  },
  SECURITY_NO_ROLE: {
    status: 403,
    says: 'The site data of {user} could not be retrieved: the person has no role. {why}',
    next:
      'Ask the Workday administrator for a job profile with access to sites, or the Daybook administrator for a role ' +
      '(`daybook users grant`).',
  },
  SECURITY_FORBIDDEN: {
    status: 403,
    says: '{user} ({roles}) may not {action} “{object}”{where}.',
    next: '{remedy} Ask the Daybook administrator, with your reason.',
  },
  SECURITY_ROLE_UNKNOWN: {
    status: 404,
    says: 'There is no role {role}.',
    next: 'Use one of: {roles}.',
  },
  SECURITY_PLACE_UNKNOWN: {
    status: 404,
    says: 'No site list has the {kind} {name}, so the role would apply nowhere.',
    next: 'Use one of: {known}. Or first load the site list that has it.',
  },
  SECURITY_OBJECT_UNKNOWN: {
    status: 404,
    says: 'There is no right to {action} “{object}”.',
    next: 'Choose one of `daybook rights`.',
  },
  SECURITY_CONFLICT: {
    status: 409,
    says: 'Segregation of duties: {rule} ({subject}). The attempt was recorded.',
    next: 'Somebody else must do it{who}.',
  },
  SECURITY_RIGHTS_BUSY: {
    status: 409,
    says: 'The right was not changed: one of its tables was in use for more than five seconds.',
    next: 'Try again when loads, bill runs and long reports have finished; nothing was changed.',
  },
  SECURITY_REASON_MISSING: {
    status: 422,
    says: 'This needs a reason.',
    next: 'Add --reason with a sentence that an auditor will understand.',
  },
  SECURITY_END_MISSING: {
    status: 422,
    says: 'The role {role} must have an end date.',
    next: 'Add --until YYYY-MM-DD.',
  },
  SECURITY_END_PAST: {
    status: 422,
    says: 'The role would end on {until}, which is not in the future.',
    next: 'Name a later day with --until YYYY-MM-DD: the first day on which it no longer applies.',
  },
  SECURITY_ACCESS_UNKNOWN: {
    status: 404,
    says: 'There is no access request {number}.',
    next: 'Run `daybook access`.',
  },
  SECURITY_ACCESS_REQUESTED: {
    status: 409,
    says: 'Access request {number} for the same person, role and place is not decided yet.',
    next: 'Wait until it is decided; `daybook access` shows by whom.',
  },
  SECURITY_ACCESS_DECIDED: {
    status: 409,
    says: 'Access request {number} is already {state}.',
    next: 'Run `daybook access` to see who decided it; ask again with `daybook access request`.',
  },
  SECURITY_ACCESS_NOT_YOURS: {
    status: 403,
    says: 'You may not take the next decision on access request {number}.',
    next:
      'A manager who reaches every site of the request approves first, then an administrator of rights. ' +
      '`daybook access --mine` lists what awaits you.',
  },
  SECURITY_REVIEW_UNKNOWN: {
    status: 404,
    says: 'There is no access review {number}.',
    next: 'Run `daybook reviews`.',
  },
  SECURITY_REVIEW_OPEN: {
    status: 409,
    says: 'The review of {period} is already open.',
    next: 'Run `daybook reviews`, and decide its lines.',
  },
  SECURITY_LINE_UNKNOWN: {
    status: 404,
    says: 'There is no line {number} in any access review.',
    next: 'Run `daybook reviews show <review>`.',
  },
  SECURITY_LINE_DECIDED: {
    status: 409,
    says: 'Line {number} was already decided: {decision}.',
    next: 'Change the role itself with `daybook users`, or wait for the next review.',
  },
  SECURITY_LINE_NOT_YOURS: {
    status: 403,
    says: 'You may not decide line {number}.',
    next: 'It is decided by an administrator of rights, or by a manager who reaches all of its sites.',
  },
  SECURITY_ROLE_NOT_WITHHELD: {
    status: 404,
    says: 'Nothing withholds the role {role} from {user}.',
    next: 'Run `daybook users show {user}`.',
  },
  SECURITY_EXPORT_WAITS: {
    status: 403,
    says: 'An export of {rows} rows exceeds your limit of {limit} and awaits approval: export {number}.',
    next:
      'Have it approved: `daybook exports approve {number}`, by a manager of all of your sites if your roles are ' +
      'bound to sites, otherwise by an administrator of rights. Then run the same command again within seven days.',
  },
  SECURITY_EXPORT_GUARDED: {
    status: 403,
    says: '{why}, so exporting it awaits approval: export {number}.',
    next:
      'Have it approved: `daybook exports approve {number}`, by a manager of all of your sites if your roles are ' +
      'bound to sites, otherwise by an administrator of rights. Then run the same command again within seven days.',
  },
  SECURITY_ENTRY_UNKNOWN: {
    status: 404,
    says: 'The audit trail has no entry {place} that you may read.',
    next: 'Run `daybook audit log`.',
  },
  SECURITY_RELATION_UNKNOWN: {
    status: 404,
    says: 'There is no table or view {relation}.',
    next: 'The data dictionary lists those there are (over HTTP: GET /dictionary).',
  },
  SECURITY_EXPORT_UNKNOWN: {
    status: 404,
    says: 'There is no export {number}.',
    next: 'Run `daybook exports`.',
  },
  SECURITY_EXPORT_DECIDED: {
    status: 409,
    says: 'Export {number} needs no decision: it is {state}.',
    next: 'Run `daybook exports`.',
  },
  SECURITY_EXPORT_NOT_YOURS: {
    status: 403,
    says: 'You may not decide export {number}.',
    next:
      'Exports of people who are bound to sites are decided by a manager of all of those sites, all others by an ' +
      'administrator of rights. `daybook exports --mine` lists what awaits you.',
  },
  SECURITY_FIRST_EXISTS: {
    status: 409,
    says: 'There is already an administrator ({user}).',
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
    says: 'The server already has a role named {login}.',
    next: 'Choose another name, or end that login first; `daybook logins` lists those of Daybook.',
  },
  SECURITY_LOGIN_UNKNOWN: {
    status: 404,
    says: 'There is no login {login}.',
    next: 'Run `daybook logins`.',
  },
  SECURITY_CLAIM_UNKNOWN: {
    status: 404,
    says: '{user} has no login {login}.',
    next: 'Ask the administrator for its name, or to create it: daybook logins make {login} --for {user}.',
  },
  SECURITY_CLAIM_EXPIRED: {
    status: 410,
    says: 'The time to set the password of {login} ended at {at} UTC.',
    next: 'Ask the administrator to create the login again: daybook logins make {login} --for {user}.',
  },
  SECURITY_CLAIM_USED: {
    status: 409,
    says: 'The password of {login} was set at {at} UTC and can be set only once.',
    next:
      'If you lost it or did not set it, tell the administrator: daybook logins end {login}, then daybook logins ' +
      'make {login} --for {user}.',
  },
  SECURITY_CLAIM_OF_NAMED: {
    status: 403,
    says:
      'Only {user} may see the password of {login}, and to be named on the command line is no proof of being ' +
      '{user}.',
    next:
      'Have {user} sign in with the browser and set it on the status page, or run the command without --as as the ' +
      'machine user mapped to {user}.',
  },
  SECURITY_KEYS_UNREADABLE: {
    status: 503,
    says: 'The personal data keys cannot be read from {where}: {cause}.',
    next: 'Restore the key file from its backup, or correct DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND.',
  },
  SECURITY_KEYS_ELSEWHERE: {
    status: 409,
    says: 'The keys come from {command}, so they cannot be changed here.',
    next: 'Add a key with the next version to the document in the vault, then run this command again with --kept.',
  },
  SECURITY_KEYS_MISSING: {
    status: 503,
    says:
      'The personal data keys are missing at {where}, and this database was sealed with keys: new ones would give ' +
      'everyone a different pseudonym.',
    next:
      'Restore the folder `keys` of the data folder from its backup, or set DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND ' +
      'to the key ring that other servers of this database use.',
  },
  SECURITY_KEYS_OTHER: {
    status: 409,
    says: 'The personal data keys at {where} are not the ones this database was sealed with.',
    next:
      'Replace them with the keys of this database, from the backup or another of its servers: copy the folder ' +
      '`keys`, or set DAYBOOK_KEY_FILE or DAYBOOK_KEY_COMMAND to the key ring.',
  },
  SECURITY_SIGNING_KEY_MISSING: {
    status: 503,
    says: 'The audit trail signing key is missing at {where}, and this trail was signed before.',
    next:
      'Restore it from the backup of the folder `keys`, or set DAYBOOK_AUDIT_KEY_FILE. If it is lost: `daybook audit ' +
      'sign --new-key --reason "…"`; signed heads stay valid.',
  },
  SECURITY_SIGNING_KEY_UNREADABLE: {
    status: 503,
    says: 'The key that signs the audit trail cannot be read from {where}: {cause}.',
    next: 'Put the file back from its backup; if the key is lost: daybook audit sign --new-key --reason "…".',
  },
  SECURITY_SIGNING_KEY_OTHER: {
    status: 409,
    says: 'The key at {where} never signed the audit trail of this database.',
    next:
      'Replace it with the key of this database, or set DAYBOOK_AUDIT_KEY_FILE. If it is lost: `daybook audit sign ' +
      '--new-key --reason "…"`; signed heads stay valid.',
  },
  SECURITY_KEY_WRONG: {
    status: 409,
    says: 'Version {version} of the master key does not decrypt what was encrypted with it.',
    next: 'Restore the key file of this database from its backup; the one in place belongs to another.',
  },
  SECURITY_HELD: {
    status: 409,
    says: 'A legal hold prevents this: {reason}.',
    next: 'Have it released (`daybook retention release {hold}`), then run the command again.',
  },
  SECURITY_HOLD_STANDS: {
    status: 409,
    says: 'Hold {hold} on {what} is in effect for the same reason.',
    next: 'Name the other matter as the reason, or leave it: `daybook retention holds` lists what is in effect.',
  },
  SECURITY_HOLD_UNKNOWN: {
    status: 404,
    says: 'There is no active hold {hold}.',
    next: 'Run `daybook retention holds`.',
  },
  SECURITY_PURGE_AHEAD: {
    status: 422,
    says: 'Nothing can be purged as of {day}, which is in the future.',
    next: 'Purge as of today or earlier; without --yes the command previews a later date.',
  },
  SECURITY_NOBODY_FOUND: {
    status: 404,
    says: 'No data was found about {identifiers}.',
    next: 'Check the spelling; give the e-mail address, the employee number and the full name, each in quotes.',
  },
  SECURITY_RESTORED_MISSING: {
    status: 404,
    says: 'There is no restored database in {folder}.',
    next: 'Restore the backup into its own folder and name that folder, or the address of a restored database.',
  },
  SECURITY_RESTORED_IN_USE: {
    status: 422,
    says: 'The database in {folder} is the one in use, not a restored copy.',
    next: 'Restore the backup into a separate folder with its own cluster, and name that folder.',
  },
  SECURITY_QUARTER_UNREADABLE: {
    status: 422,
    says: '{quarter} is not a quarter.',
    next: 'Use, for example, 2026-Q1.',
  },
  SECURITY_RIGHT_UNCHANGED: {
    status: 409,
    says: 'The right {action} on “{object}” of {role} was not changed.',
    next: 'Run `daybook rights --role {role}`; a change to a right that you hold is blocked and recorded.',
  },
  SECURITY_ASSIGNMENT_UNKNOWN: {
    status: 404,
    says: '{user} has not been assigned {role}.',
    next: 'Run `daybook users show {user}`; a role from Workday ends in Workday.',
  },
  SECURITY_SERVICE_LOGIN_MISSING: {
    status: 503,
    says: 'The database owner at {where} has no password from which to derive one for the service.',
    next: 'Create a login that is a member of daybook_service, and set DATABASE_SERVICE_URL to its address.',
  },
  SECURITY_SIGN_IN_NEEDED: {
    status: 401,
    says: 'This needs a sign-in, and the request has none.',
    next: 'Open /sign-in in a browser. A script sends a key from `daybook keys make`: Authorization: Bearer <key>.',
  },
  SECURITY_TOKEN_UNKNOWN: {
    status: 401,
    says: 'The token of the request is not valid here.',
    next: 'Sign in again at /sign-in, or get a new key: daybook keys make.',
  },
  SECURITY_SESSION_ENDED: {
    status: 401,
    says: 'The {kind} has ended: {why}.',
    next: 'Sign in again at /sign-in, or get a new key: daybook keys make.',
  },
  SECURITY_SCOPE_MISSING: {
    status: 403,
    says: 'This needs the scope {scope}; the token has {scopes}.',
    next: 'Get a key with that scope: daybook keys make --scope {scope}.',
  },
  SECURITY_PEOPLE_ONLY: {
    status: 403,
    says: "Only a person who signed in may do this, and the request has a script's token.",
    next: 'Use a browser or the command line.',
  },
  SECURITY_STEP_UP_NEEDED: {
    status: 403,
    says: 'This needs a repeated sign-in of the last {minutes} minutes; the one that began the session does not count.',
    next: 'Open /sign-in?step-up=1, then try again.',
  },
  SECURITY_SIGN_IN_OFF: {
    status: 503,
    says: 'Sign-in is off: no identity provider is configured.',
    next: 'Set DAYBOOK_OIDC_ISSUER, DAYBOOK_OIDC_CLIENT_ID and DAYBOOK_OIDC_CLIENT_SECRET, then start again.',
  },
  SECURITY_PROVIDER_UNREACHABLE: {
    status: 502,
    says: 'The identity provider {issuer} did not give a valid answer: {cause}.',
    next: 'Try again; if it persists, check that DAYBOOK_OIDC_ISSUER is what the provider calls its issuer.',
  },
  SECURITY_SIGN_IN_FAILED: {
    status: 401,
    says: 'The sign-in was not completed: {cause}.',
    next: 'Start again at /sign-in.',
  },
  SECURITY_SECOND_FACTOR_MISSING: {
    status: 403,
    says: '{user} signed in without a second factor, which is required here.',
    next: 'Set up a second factor at the identity provider, or have its administrator require one, and sign in again.',
  },
  SECURITY_ACCOUNT_UNNAMED: {
    status: 403,
    says: 'The identity provider did not say who signed in: its token has no usable {claims}.',
    next: "Have the provider's administrator add that claim, or set DAYBOOK_OIDC_USER_CLAIM to one that it sends.",
  },
  SECURITY_ACCOUNT_UNKNOWN: {
    status: 403,
    says: 'You are signed in as {account}, but Daybook has no user with that name.',
    next:
      'Ask the Workday administrator for access to sites, or the Daybook administrator to add you (`daybook users ' +
      'add`).',
  },
  SECURITY_ACCOUNT_TAKEN: {
    status: 403,
    says: '{user} is linked to another account of the identity provider.',
    next: 'Sign in with that account, or ask the Daybook administrator who owns the name.',
  },
  SECURITY_SERVICE_UNKNOWN: {
    status: 403,
    says: 'There is no service {client}.',
    next: 'Add it with `daybook users add {client} --service`, and give it a role with `daybook users grant`.',
  },
  SECURITY_SESSION_UNKNOWN: {
    status: 404,
    says: 'There is no open session {session}.',
    next: 'Run `daybook sessions`.',
  },
  SECURITY_KEY_UNKNOWN: {
    status: 404,
    says: 'There is no active key {key}.',
    next: 'Run `daybook keys`.',
  },
  SECURITY_KEY_OF_ANOTHER: {
    status: 403,
    says: 'A key of {user} would let anyone who sees it act as {user}.',
    next: 'Let {user} make the key; for scripts, make a key for a service (`daybook users add NAME --service`).',
  },
  SECURITY_SCOPE_UNKNOWN: {
    status: 422,
    says: 'There is no scope “{scope}”.',
    next: 'Use one or more of: {scopes}.',
  },
  SECURITY_KEY_REPLACED: {
    status: 409,
    says: 'Key {key} already has a successor: it was rotated at {at}.',
    next: 'Use the key that was shown then; if it is lost, rotate or revoke that one (`daybook keys` lists it).',
  },
  SECURITY_KEY_TOO_LONG: {
    status: 422,
    says: 'A key is valid for 1 to {most} days; {days} were requested.',
    next: 'Choose fewer days, and rotate the key before it expires.',
  },
  SECURITY_LIMIT_REACHED: {
    status: 429,
    says: '{who} reached the limit of {limit}.',
    next:
      'Wait {seconds} seconds, then continue; the x-ratelimit-remaining headers of every response show ' +
      'what is left.',
  },
  SECURITY_TLS_NEEDED: {
    status: 503,
    says: '{host} can be reached from other machines, and there is no TLS certificate.',
    next:
      'Set DAYBOOK_TLS_CERTIFICATE and DAYBOOK_TLS_KEY, start with --self-signed to try it out, or stay on 127.0.0.1 ' +
      'behind a TLS proxy.',
  },
  SECURITY_CERTIFICATE_UNUSABLE: {
    status: 503,
    says: 'The certificate {certificate} with the key {key} cannot be used: {cause}.',
    next: 'Give a PEM certificate with its chain and the matching PEM key.',
  },
} as const;
