export {
  actAs,
  holdsRight,
  noteRead,
  reachOf,
  readOnce,
  requireAnyRight,
  requireRight,
  workFor,
  workUnder,
  type Caller,
  type Principal,
  type Right,
} from './acting.ts';
export { actTogether, type PrincipalWith } from './acting-together.ts';
export { chainTrail } from './audit/chain.ts';
export { testRestored, testTrail } from './audit/restore-test.ts';
export { noteRecovery } from './audit/recover-notes.ts';
export type { TrailEntry } from './audit/read-trail.ts';
export { readHeads, signHead, type SignedHead } from './audit/signed-head.ts';
export { verifyTrail, type Verification } from './audit/verify-trail.ts';
export {
  isMachineUser,
  listPeople,
  personMeant,
  personNamed,
  machinePerson,
  personOfMachineUser,
  refreshAccess,
  type Person,
} from './identity/people.ts';
export { addPerson, assignRole, mapMachineUser, type Place } from './identity/assignments.ts';
export { addDemoPeople, demoOperator, demoPeople } from './identity/demo-people.ts';
export { businessDay, readDemoDay, setDemoDay } from './demo-clock.ts';
export { readMatrix, readPrivileges, type Matrix, type Privilege } from './rights/matrix.ts';
export { endLongSessions, listLogins, type Login } from './identity/logins.ts';
export { certificateOf, type Certificate } from './certificate.ts';
export type { IssuedKey } from './identity/api-keys.ts';
export { endSession, signOut, type SessionRules, type Visit } from './identity/sessions.ts';
export { scopes, type Scope } from './identity/token.ts';
export { callerNear } from './identity/caller-near.ts';
export {
  callerOfToken,
  requireScope,
  requireStepUp,
  visitorOf,
  type Doors,
  type Visitor,
} from './identity/visitor.ts';
export { ServiceLimits, type Admission, type Budget, type LimitRules } from './service-limits.ts';
export { openServiceLogin } from './service-login.ts';
export { startLocalIssuer, type LocalIssuer } from './sign-in/local-issuer.ts';
export { localIssuer, Provider } from './sign-in/provider.ts';
export { flowSeal, type FlowSeal } from './sign-in/sealed-flow.ts';
export { admitByProviderToken, finishSignIn, noteWrongToken, type SignInParts } from './sign-in/sign-in.ts';
export type { KeyPlace } from './privacy/key-ring.ts';
export { inspectKeys, keyRingOf, signingKeyOf, type OwnKeys } from './privacy/own-keys.ts';
export { Sealer } from './privacy/sealer.ts';
export { carryDuties, lastConflict, performDuty } from './rights/conflicts.ts';
export {
  approveAccess,
  grantInEmergency,
  listAccessRequests,
  refuseAccess,
  requestAccess,
  type AccessFor,
} from './use-cases/access-requests.ts';
export {
  decideAccessReview,
  listAccessReviews,
  openAccessReview,
  readAccessReview,
  restoreWithheldRole,
} from './use-cases/access-reviews.ts';
export {
  openDueReviews,
  type AccessReview,
  type LineDecision,
  type ReviewLine,
  type ReviewPeriod,
} from './access/reviews.ts';
export {
  decideLargeExport,
  listLargeExports,
  listExportLimits,
  listUnusualExports,
  setExportLimit,
  type LimitHolder,
} from './use-cases/large-exports.ts';
export { endLapsedAccess, type AccessRequest } from './access/requests.ts';
export { listApiKeys, makeApiKey, revokeApiKey, rotateApiKey } from './use-cases/api-keys.ts';
export {
  claimDatabaseLogin,
  endDatabaseLogin,
  listDatabaseLogins,
  makeDatabaseLogin,
  type CreatedLogin,
} from './use-cases/logins.ts';
export { endOpenSession, listOpenSessions } from './use-cases/sessions.ts';
export { endSupport, readSupport, startSupport } from './use-cases/support-sessions.ts';
export { asOwner, byToken, seenInSupport, type SupportSession } from './access/support.ts';
export {
  disableUser,
  enableUser,
  endDormantAccess,
  reportUsage,
  type RoleInUse,
} from './use-cases/people-in-use.ts';
export { disableDormant, type PersonInUse } from './access/dormant.ts';
export { listDictionary, readDictionary } from './use-cases/data-dictionary.ts';
export { listRoles } from './use-cases/known-roles.ts';
export { appearances, noteVisit, readOwnChoices, setOwnChoices } from './use-cases/own-choices.ts';
export { readOwnRights } from './use-cases/own-rights.ts';
export {
  addUser,
  grantRole,
  listChangedRights,
  listRights,
  listUsers,
  mapUserOfMachine,
  readUser,
  removeRole,
  setRight,
} from './use-cases/users.ts';
export {
  drawEvidence,
  explainAuditFinding,
  exportAuditTrail,
  readAuditEntry,
  readAuditTrail,
  signAuditTrail,
  testRestoredBackup,
  verifyAuditTrail,
  type EvidenceDrawn,
  type SigningPlace,
} from './use-cases/audit-trail.ts';
export {
  eraseAgain,
  erasePersonalData,
  type ErasingKeys,
  exportPersonalData,
  listPersonalData,
  rotatePersonalKeys,
  sealPersonalData,
} from './use-cases/personal-data.ts';
export {
  listLegalHolds,
  listRetentionClasses,
  placeLegalHold,
  purgeExpired,
  releaseLegalHold,
} from './use-cases/retention.ts';
export { calledRoles, rolesText, rolesToType, roleTitles } from './rights/role-titles.ts';
