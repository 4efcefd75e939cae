import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PersonActor,
  permittedOn,
  personsOnly,
  type RecordKind,
  type Result,
  SealedRecord,
  type Tx,
} from '../../kernel/index.ts';
import { contactPolicy } from '../policies.ts';
import type { ContactRow } from '../tables.ts';
import { findContact } from './contact-store.ts';

/** What the desk may do with a contact. */
export type ContactAction = Parameters<typeof contactPolicy.can>[1];

const contactKind: RecordKind<ContactRow, ContactAction> = {
  kind: 'contact',
  acts: personsOnly,
  find: (tx, id, { lock }) => findContact(tx, id, { lock }),
  can: canBy(contactPolicy, (contact: ContactRow) => contact),
  underPurpose: ['contact.read'],
  versionOf: (contact) => contact.version,
  onePlan: true,
  sharedFlush: true,
};

/** The lines of a contact and the drafts of them (`thread`), and the notes of colleagues (`internal`). */
export type ContactKey = 'thread' | 'internal';
export const contactRecord = new SealedRecord<ContactKey>({
  objectKind: 'contact',
  table: 'counselling.sealed_part',
  idColumn: 'contact_id',
});

export interface OnContact {
  readonly contact: string;
  readonly version?: number | undefined;
}

/** An act of the desk on a contact, in the frame of every act on a record. */
export function contactAct<T>(
  ctx: Ctx,
  action: ContactAction,
  on: OnContact & Pick<OnRecord, 'readOnly'>,
  act: (tx: Tx, contact: ContactRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { contact: id, ...options } = on;
  return actOnRecord(contactKind, ctx, action, { ...options, id }, act);
}

export function permitted(person: PersonActor, action: ContactAction, contact: ContactRow, now: Date): Result<void> {
  return permittedOn(contactKind, person, action, contact, now);
}

/** The part of an audit entry that names a contact. */
export function auditOf(contact: Pick<ContactRow, 'id' | 'organisation'>) {
  return { organisation: contact.organisation, object: { kind: 'contact', id: contact.id } } as const;
}

/** A watch ends by itself, also where the house has not looked yet; one that the child is asked about has not begun. */
export function watchIsOver(contact: ContactRow, person: PersonActor, now: Date): boolean {
  return contact.watched_by === person.person && (contact.watch_asked || (contact.watch_until ?? now) <= now);
}

/** Open pages look again: the desk's boards, and whoever reads this contact. */
export function tellChanged(tx: Tx, contact: Pick<ContactRow, 'id' | 'desk_code'>): void {
  tx.notify({ topic: 'contact.changed', id: contact.id, desk: contact.desk_code });
}

/** A contact stands in the queue: boards look again, and a round of offers follows. */
export const QUEUED = 'contact.queued';
