export type { Agency, AgencySeed, Desk, HeldFunction } from './agencies/agency.ts';
export { agencyDetail } from './agencies/agency-detail.ts';
export { agencyNamed } from './agencies/agency-named.ts';
export { agenciesWithFunction, type FunctionQuery } from './agencies/agency-with-function.ts';
export { chooseAgency } from './agencies/choose-agency.ts';
export { createDesk } from './agencies/create-desk.ts';
export { type DissolveAgencyInput, dissolveAgency } from './agencies/dissolve-agency.ts';
export { listAgencies } from './agencies/list-agencies.ts';
export { listDesks } from './agencies/list-desks.ts';
export { listKeyHolders } from './agencies/list-key-holders.ts';
export { type MoveFunctionInput, moveFunction } from './agencies/move-function.ts';
export { type SuggestedAgency, suggestAgencies } from './agencies/suggest-agencies.ts';
export { syncAgencies } from './agencies/sync-agencies.ts';
export type { Appointment, WaitingAppointment } from './appointments/appointment.ts';
export { type AssignRoleInput, assignRole } from './appointments/assign-role.ts';
export { endRole } from './appointments/end-role.ts';
export { inviteFirstAdministrator } from './appointments/invite-first-administrator.ts';
export { type AppointmentInList, listAppointments } from './appointments/list-appointments.ts';
export { rolesToGive } from './appointments/roles-to-give.ts';
export { type AuditLine, auditPage } from './audit/audit-page.ts';
export type { AuditFilters } from './audit/audit-store.ts';
export { verifyAudit } from './audit/verify-audit.ts';
export { type BreakGlassInput, breakGlass } from './break-glass/break-glass.ts';
export { type BreakGlass, type BreakGlassOutcome, breakGlassOutcomes } from './break-glass/break-glass-review.ts';
export { type BreakGlassInList, listBreakGlass } from './break-glass/list-break-glass.ts';
export { type ReviewBreakGlassInput, reviewBreakGlass } from './break-glass/review-break-glass.ts';
export { addDemonstrationPeople, type DemonstrationCast } from './demonstration/add-demonstration-people.ts';
export { closeDemonstrationPeople, holdsRealPeople } from './demonstration/close-demonstration.ts';
export { demonstrationActors, isDemonstrationPerson } from './demonstration/demonstration-actors.ts';
export type { DemonstrationPerson } from './demonstration/demonstration-person.ts';
export { type DemonstrationSignIn, demonstrationSignIns } from './demonstration/demonstration-sign-ins.ts';
export { type CreateMachineClientInput, createMachineClient } from './machines/create-machine-client.ts';
export { listMachineClients } from './machines/list-machine-clients.ts';
export type { MachineClient } from './machines/machine-client.ts';
export { restrictMachineClient } from './machines/restrict-machine-client.ts';
export { revokeMachineClient } from './machines/revoke-machine-client.ts';
export { membersModule } from './module.ts';
export type { NoticeRecipient } from './notices/notice-recipient.ts';
export { peopleMeant } from './notices/people-meant.ts';
export { postNotice } from './notices/post-notice.ts';
export { type AddressedNotice, postNotices } from './notices/post-notices.ts';
export { colleagueNames } from './people/colleague-names.ts';
export { type CreatePersonInput, createPerson } from './people/create-person.ts';
export { disablePerson } from './people/disable-person.ts';
export { findColleagues } from './people/find-colleagues.ts';
export { type ColleagueOnShift, findColleaguesOnShift } from './people/find-colleagues-on-shift.ts';
export { agencyGrantsReach, grantReaches } from './people/grant-reach.ts';
export { listPeople, type PersonInList } from './people/list-people.ts';
export type { Visitor } from './people/list-visitors.ts';
export { nameKey } from './people/name-key.ts';
export type { OwnAccount } from './people/own-account.ts';
export { type AccessReason, type PersonWhoCan, peopleWhoCan } from './people/people-who-can.ts';
export type { Person, RoleAssignment } from './people/person.ts';
export { personDetail } from './people/person-detail.ts';
export type { PersonFilters } from './people/person-store.ts';
export { membersCapabilities } from './policies.ts';
export { beginEnrolment, type Enrolment } from './sign-in/begin-enrolment.ts';
export { beginFederatedSignIn } from './sign-in/begin-federated-sign-in.ts';
export { beginPasskeyRegistration } from './sign-in/begin-passkey-registration.ts';
export { beginPasskeySignIn } from './sign-in/begin-passkey-sign-in.ts';
export { changePassword } from './sign-in/change-password.ts';
export { type CompleteEnrolmentInput, completeEnrolment } from './sign-in/complete-enrolment.ts';
export { type CompleteFederatedSignInInput, completeFederatedSignIn } from './sign-in/complete-federated-sign-in.ts';
export {
  type CompletePasskeyRegistrationInput,
  completePasskeyRegistration,
} from './sign-in/complete-passkey-registration.ts';
export { completePasskeySignIn } from './sign-in/complete-passkey-sign-in.ts';
export { endSession } from './sign-in/end-session.ts';
export { endSessionsOf } from './sign-in/end-sessions-of.ts';
export { isFederated } from './sign-in/federation.ts';
export { identify, identifyRequest } from './sign-in/identify.ts';
export { listPasskeys } from './sign-in/list-passkeys.ts';
export { listSessions } from './sign-in/list-sessions.ts';
export type { OpenedSession } from './sign-in/open-session.ts';
export type { PasskeyAnswer } from './sign-in/passkey-answer.ts';
export type { Passkey } from './sign-in/passkey-store.ts';
export { removePasskey } from './sign-in/remove-passkey.ts';
export { renewRecoveryCodes } from './sign-in/renew-recovery-codes.ts';
export { resetSignIn } from './sign-in/reset-sign-in.ts';
export {
  deviceLabel,
  SESSION_LIMITS,
  type SessionPurpose,
  sessionCookieName,
  sessionPurposes,
} from './sign-in/session.ts';
export { type SessionEnd, sessionEnd } from './sign-in/session-end.ts';
export type { SessionInList } from './sign-in/session-store.ts';
export { setPurpose } from './sign-in/set-purpose.ts';
export { type SignInInput, signIn } from './sign-in/sign-in.ts';
export { signOut } from './sign-in/sign-out.ts';
export { stepUp } from './sign-in/step-up.ts';
export { stepUpWithPasskey } from './sign-in/step-up-with-passkey.ts';
