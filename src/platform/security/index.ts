export {
  actAs,
  holdsRight,
  noteRead,
  requireAnyRight,
  requireRight,
  workFor,
  type Caller,
  type Principal,
  type Right,
} from './acting.ts';
export { chainTrail } from './audit/chain.ts';
export { evidenceOf, type Population } from './audit/evidence.ts';
export { testRestored } from './audit/restore-test.ts';
export { noteRecovery } from './audit/recover-notes.ts';
export { exportTrail, noteVerification, readTrail, type TrailEntry } from './audit/read-trail.ts';
export { explainFinding } from './audit/explain-finding.ts';
export { readHeads, signHead, type Signing } from './audit/signed-head.ts';
export { verifyAgainstRelease, verifyTrail, type Verification } from './audit/verify-trail.ts';
export {
  isMachineUser,
  listPeople,
  personMeant,
  personNamed,
  machinePerson,
  personOfMachineUser,
  refreshAccess,
  requireActive,
  type Person,
} from './identity/people.ts';
export { addPerson, assignRole, mapMachineUser, type Place } from './identity/assignments.ts';
export { addDemoPeople, demoOperator, demoPeople } from './identity/demo-people.ts';
export { businessDay, readDemoDay, setDemoDay } from './demo-clock.ts';
export { readMatrix, readPrivileges, type Matrix, type Privilege } from './rights/matrix.ts';
export { endLongSessions, listLogins, type Login } from './identity/logins.ts';
export { certificateOf, type Certificate } from './certificate.ts';
export type { MadeKey } from './identity/api-keys.ts';
export { endSession, signOut, type SessionRules, type Visit } from './identity/sessions.ts';
export { scopes, type Scope } from './identity/token.ts';
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
export type { KeyPlace, KeyRing } from './privacy/key-ring.ts';
export { inspectKeys, keyRingOf, signingKeyOf, type OwnKeys } from './privacy/own-keys.ts';
export { Sealer } from './privacy/sealer.ts';
export { rotateMasterKey } from './privacy/subjects.ts';
export {
  countPersonal,
  erasePerson,
  exportPerson,
  listPersonalColumns,
  sealPlainIdentifiers,
} from './privacy/erasure.ts';
export {
  listHolds,
  listRetention,
  placeHold,
  purge,
  releaseHold,
  reportRetention,
  retentionOfOutbox,
  type PurgeLine,
} from './privacy/retention.ts';
export { carryDuties, lastConflict, performDuty, type Duty } from './rights/conflicts.ts';
export { listApiKeys, makeApiKey, revokeApiKey, rotateApiKey, type Whose } from './use-cases/api-keys.ts';
export {
  claimDatabaseLogin,
  endDatabaseLogin,
  listDatabaseLogins,
  makeDatabaseLogin,
  type MadeLogin,
} from './use-cases/logins.ts';
export { endOpenSession, listOpenSessions } from './use-cases/sessions.ts';
export {
  addUser,
  grantRole,
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
  readAuditTrail,
  signAuditTrail,
  testRestoredBackup,
  verifyAuditTrail,
  type SigningPlace,
} from './use-cases/audit-trail.ts';
export {
  erasePersonalData,
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
