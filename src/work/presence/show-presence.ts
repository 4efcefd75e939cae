import type { Tx } from '../../kernel/index.ts';
import { type Present, presenceUntil } from './presence.ts';
import { dropPresence, presentAt, putPresence } from './presence-store.ts';

export interface ShowPresence {
  readonly object: { readonly kind: string; readonly id: string };
  /** Of the record, whose people may see it. */
  readonly agency: string;
  /** Whose open pages hear that it changed, where a desk works on the record; else the agency's. */
  readonly desk?: string;
  readonly writing: boolean;
}

/** What is over for this long is taken away by whoever comes next. Milliseconds. */
const KEPT = 60_000;

/**
 * Says that the acting person is at a record, in the caller's transaction; that they may be there is the caller's to judge.
 * Open pages hear it where something changed: that somebody came, began to write, writes on or stopped.
 */
export async function showPresence(tx: Tx, { object, agency, desk, writing }: ShowPresence): Promise<void> {
  if (tx.actor.kind !== 'person') throw new Error('only a person is present');
  await dropPresence(tx, new Date(tx.now.getTime() - KEPT));
  const { person } = tx.actor;
  const until = presenceUntil(tx.now, writing);
  const before = await putPresence(tx, { object, person, agency, writing, until });
  const goesOn = before !== undefined && before.until > tx.now && before.writing === writing;
  // Open pages ask again about who looks more often than a look ends; a sign of writing would end there while they write on.
  if (goesOn && (!writing || until <= before.until)) return;
  tx.notify({ topic: 'presence.changed', id: object.id, ...(desk === undefined ? { agency } : { desk }) });
}

/** Who else is at a record, as far as the actor may know; that they may read the record is the caller's to judge. */
export async function presenceOf(tx: Tx, object: ShowPresence['object']): Promise<Present[]> {
  const { actor } = tx;
  const all = await presentAt(tx, object);
  return all.filter(({ person }) => actor.kind !== 'person' || person !== actor.person);
}
