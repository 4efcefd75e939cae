import { type Actor, canBy, type PersonActor, personsOnly, type RecordKind, systemActor } from '../../kernel/index.ts';
import { consultationPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow } from '../tables.ts';
import { consultationStates } from './consultation.ts';
import { findConsultation } from './consultation-store.ts';

export const CONSULTATION = 'consultation';
/** The platform's own hand: what the portal reads and writes, and what the clock closes. */
export const VOICE = systemActor('voice.portal');
export type ConsultationAct = (typeof consultationPolicy)['actions'][number];

const shared = {
  kind: CONSULTATION,
  find: (tx, id, { lock }) => findConsultation(tx, id, lock ? 'for update' : undefined),
  can: canBy(consultationPolicy, ({ state }) => ({ state })),
  notFound: () => refuse('consultation.not-found'),
  notPermitted: (actor, action, { state }, now) =>
    consultationStates.some((other) => consultationPolicy.can(actor, action, { state: other }, now))
      ? refuse('consultation.wrong-state', { facts: { state } })
      : undefined,
  versionOf: ({ version }) => version,
  meanwhile: ({ state }) => ({ state }),
  changed: (tx, { id }) => tx.notify({ topic: 'voice.consultation', id, roles: ['youth_union_moderator'] }),
} satisfies Omit<RecordKind<ConsultationRow, ConsultationAct, Actor>, 'acts'>;

/** An act on a consultation, by somebody who speaks for children. */
export const consultationRecord: RecordKind<ConsultationRow, ConsultationAct, PersonActor> = {
  ...shared,
  acts: personsOnly,
};

/** The same of an act that the clock does too. */
export const consultationOfClock: RecordKind<ConsultationRow, ConsultationAct, Actor> = {
  ...shared,
  acts: (actor): actor is Actor => actor.kind === 'person' || actor.kind === 'system',
};
