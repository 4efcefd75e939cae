export type { Agency, AgencySeed, Desk } from './agency.ts';
export { agencyDetail, type HeldFunction } from './agency-detail.ts';
export { agencyNamed } from './agency-named.ts';
export { agenciesWithFunction, agencyWithFunction, type FunctionQuery } from './agency-with-function.ts';
export type { Appointment } from './appointment.ts';
export { type AssignRoleInput, assignRole } from './assign-role.ts';
export { type AuditLine, auditPage } from './audit-page.ts';
export type { AuditFilters } from './audit-store.ts';
export { beginEnrolment, type Enrolment } from './begin-enrolment.ts';
export { beginFederatedSignIn } from './begin-federated-sign-in.ts';
export { beginPasskeyRegistration } from './begin-passkey-registration.ts';
export { beginPasskeySignIn } from './begin-passkey-sign-in.ts';
export { type BreakGlassInput, breakGlass } from './break-glass.ts';
export { type BreakGlass, type BreakGlassOutcome, breakGlassOutcomes } from './break-glass-review.ts';
export { changePassword } from './change-password.ts';
export { chooseAgency } from './choose-agency.ts';
export { colleagueNames } from './colleague-names.ts';
export { type CompleteEnrolmentInput, completeEnrolment } from './complete-enrolment.ts';
export { type CompleteFederatedSignInInput, completeFederatedSignIn } from './complete-federated-sign-in.ts';
export { type CompletePasskeyRegistrationInput, completePasskeyRegistration } from './complete-passkey-registration.ts';
export { completePasskeySignIn } from './complete-passkey-sign-in.ts';
export { createDesk } from './create-desk.ts';
export { type CreateMachineClientInput, createMachineClient } from './create-machine-client.ts';
export { type CreatePersonInput, createPerson } from './create-person.ts';
export { decideAppointment } from './decide-appointment.ts';
export {
  type DemonstrationSignIn,
  demonstrationActors,
  demonstrationCommunes,
  demonstrationSignIns,
  isDemonstrationPerson,
  seedDemonstrationPeople,
} from './demonstration.ts';
export { disablePerson } from './disable-person.ts';
export { type DissolveAgencyInput, dissolveAgency } from './dissolve-agency.ts';
export { endRole } from './end-role.ts';
export { endSession } from './end-session.ts';
export { endSessionsOf } from './end-sessions-of.ts';
export { isFederated } from './federation.ts';
export { findColleagues } from './find-colleagues.ts';
export { identify, identifyMachine, identifyRequest } from './identify.ts';
export { inviteFirstAdministrator } from './invite-first-administrator.ts';
export { membersJobs } from './jobs.ts';
export { listAgencies } from './list-agencies.ts';
export { type AppointmentInList, listAppointments } from './list-appointments.ts';
export { type BreakGlassInList, listBreakGlass } from './list-break-glass.ts';
export { listDesks } from './list-desks.ts';
export { listKeyHolders } from './list-key-holders.ts';
export { listMachineClients } from './list-machine-clients.ts';
export { listNotices } from './list-notices.ts';
export { listPasskeys } from './list-passkeys.ts';
export { listPeople, type PersonInList } from './list-people.ts';
export { listSessions } from './list-sessions.ts';
export { listVisitors, type Visitor } from './list-visitors.ts';
export type { MachineClient } from './machine-client.ts';
export { type MoveFunctionInput, moveFunction } from './move-function.ts';
export type { Notice, NoticeRecipient } from './notice.ts';
export type { OpenedSession } from './open-session.ts';
export { type OwnAccount, ownAccount } from './own-account.ts';
export type { PasskeyAnswer } from './passkey-answer.ts';
export type { Passkey } from './passkey-store.ts';
export { type AccessReason, type PersonWhoCan, peopleWhoCan } from './people-who-can.ts';
export type { Person, RoleAssignment } from './person.ts';
export { personDetail } from './person-detail.ts';
export type { PersonFilters } from './person-store.ts';
export { membersCapabilities, membersPolicies } from './policies.ts';
export { postNotice } from './post-notice.ts';
export { type NoticeToAgency, postNotices } from './post-notices.ts';
export { readNotices } from './read-notices.ts';
export { readPastNotices } from './read-past-notices.ts';
export { refusals as membersRefusals } from './refusals.ts';
export { removePasskey } from './remove-passkey.ts';
export { renewRecoveryCodes } from './renew-recovery-codes.ts';
export { resetSignIn } from './reset-sign-in.ts';
export { restrictMachineClient } from './restrict-machine-client.ts';
export { type ReviewBreakGlassInput, reviewBreakGlass } from './review-break-glass.ts';
export { revokeMachineClient } from './revoke-machine-client.ts';
export {
  clearedSessionCookie,
  SESSION_LIMITS,
  type SessionPurpose,
  sessionCookieName,
  sessionPurposes,
} from './session.ts';
export type { SessionInList } from './session-store.ts';
export { setPurpose } from './set-purpose.ts';
export { type SignInInput, signIn } from './sign-in.ts';
export { signOut } from './sign-out.ts';
export { stepUp } from './step-up.ts';
export { stepUpWithPasskey } from './step-up-with-passkey.ts';
export { type SuggestedAgency, suggestAgencies } from './suggest-agencies.ts';
export { syncAgencies } from './sync-agencies.ts';
export { verifyAudit } from './verify-audit.ts';

import type { ModuleSchema } from '../kernel/index.ts';
import { membersPolicies } from './policies.ts';

export const membersSchema: ModuleSchema = {
  name: 'members',
  migrations: new URL('./migrations/', import.meta.url),
  policies: membersPolicies,
};
