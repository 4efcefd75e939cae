import { createHash } from 'node:crypto';
import { type Ctx, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { type BankMode, mayEnter } from '../banks/bank-mode.ts';
import type { EntryStatus } from '../entries/entry.ts';
import { nextStatus } from '../entries/entry.ts';
import {
  dropSignals,
  insertClasses,
  insertEntries,
  type NewEntry,
  putSignals,
  recordChanges,
  setStatus,
} from '../entries/entry-store.ts';
import type { EntryClass } from '../entries/entry-view.ts';
import type { Source } from '../entries/register-store.ts';
import { type GivenSignal, parseSignal, type Signal } from '../entries/signal.ts';
import { refuse } from '../refusals.ts';
import { type KnownImport, knownImports, lockSource, unseenImports, writeProvenance } from './import-store.ts';

/** An entry as another register or a member sends it. */
export interface IncomingEntry {
  /** Its name over there. */
  readonly externalId: string;
  /** How feedback on it is addressed, where the wire has such names. */
  readonly wireId?: { readonly member: string; readonly id: string } | undefined;
  readonly mediaKind: 'image' | 'video';
  /** Kind of the bank that it comes from, where the format says it. */
  readonly bankMode?: BankMode | undefined;
  readonly deleted: boolean;
  readonly signals: readonly GivenSignal[];
  readonly classes: readonly EntryClass[];
}

export interface ImportEntries {
  readonly source: Source;
  /** Bank that new entries go to. */
  readonly bank: { readonly id: string; readonly mode: BankMode };
  readonly entries: readonly IncomingEntry[];
  /** Number of the full read that this belongs to. */
  readonly generation: number;
  /** Who sends: a member's client, or the job that pulls. */
  readonly by: string;
  /** A person sends it from a file: it waits for our two, whatever the source's people did over there. */
  readonly byHand?: boolean | undefined;
  /** Written in the same transaction: the reader's place. */
  readonly after?: ((tx: Tx, done: ImportCount) => Promise<void>) | undefined;
}

export interface ImportCount {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** A new entry of a source whose people verified it is in force at once; else it waits for our two. */
const firstStatus = ({ source, byHand }: ImportEntries): EntryStatus =>
  source.arrivesVerified && !byHand ? 'ACTIVE' : 'PROPOSED';

/**
 * Takes in what a source sends. The same again changes nothing; a changed entry changes ours; what the source withdrew is
 * withdrawn here, and comes back when the source publishes it again. Refusals: `bank.mode-differs`
 */
export async function importEntries(ctx: Ctx, input: ImportEntries): Promise<Result<ImportCount>> {
  const { source } = input;
  if (input.entries.some((one) => !one.deleted && !mayEnter(one.bankMode, input.bank.mode)))
    return refuse('bank.mode-differs', { field: 'bank' });
  // The last word on an entry counts where a page names it twice.
  const incoming = new Map(input.entries.map((entry) => [entry.externalId, entry]));
  return ctx.as(systemActor('hashes.import-entries')).transaction(async (tx) => {
    await lockSource(tx, source.id);
    const known = new Map(
      (await knownImports(tx, source.id, [...incoming.keys()])).map((row) => [row.externalId, row]),
    );
    const counted = { added: 0, changed: 0, withdrawn: 0, unchanged: 0, refused: 0 };
    const fresh: NewEntry[] = [];
    const signals: { entry: string; signal: Signal; id: string }[] = [];
    const classes: (EntryClass & { id: string; entry: string; by: string })[] = [];
    const provenance: { id: string; entry: string; externalId: string; payloadHash: Buffer }[] = [];
    const moved = new Map<EntryStatus, string[]>();
    const redone: string[] = [];
    const touched: string[] = [];
    const move = (row: KnownImport, status: EntryStatus | undefined) => {
      if (!status || status === row.status) return false;
      moved.set(status, [...(moved.get(status) ?? []), row.entry]);
      touched.push(row.entry);
      return true;
    };
    for (const one of incoming.values()) {
      const row = known.get(one.externalId);
      if (one.deleted) {
        if (row && move(row, nextStatus(row.status, 'withdrawn'))) counted.withdrawn += 1;
        else counted.unchanged += 1;
        continue;
      }
      const parsed = one.signals.map(parseSignal);
      const usable = parsed.filter((signal): signal is Signal => !('fault' in signal));
      if (usable.length === 0) {
        counted.refused += 1;
        continue;
      }
      const payloadHash = digestOf(one);
      const back =
        row?.status === 'WITHDRAWN' && source.arrivesVerified && !input.byHand
          ? nextStatus(row.status, 'reinstated')
          : undefined;
      if (row?.payloadHash.equals(payloadHash)) {
        if (move(row, back)) counted.changed += 1;
        else counted.unchanged += 1;
        provenance.push({ id: row.provenance, entry: row.entry, externalId: one.externalId, payloadHash });
        continue;
      }
      const entry = row?.entry ?? newId<'hash-entry'>();
      if (row) {
        redone.push(entry);
        if (!move(row, back)) touched.push(entry);
        counted.changed += 1;
      } else {
        fresh.push({
          id: entry,
          bankId: input.bank.id,
          ownerAgency: source.agency,
          mediaKind: one.mediaKind,
          status: firstStatus(input),
          legalBasis: 'EXCHANGE',
          reference: null,
          proposedBy: input.by,
        });
        touched.push(entry);
        counted.added += 1;
      }
      for (const signal of usable) signals.push({ entry, signal, id: newId<'hash-signal'>() });
      for (const given of one.classes) classes.push({ ...given, id: newId<'hash-class'>(), entry, by: source.code });
      provenance.push({ id: row?.provenance ?? newId<'provenance'>(), entry, externalId: one.externalId, payloadHash });
    }
    await insertEntries(tx, fresh);
    if (redone.length > 0) await dropSignals(tx, redone);
    await putSignals(tx, signals);
    await insertClasses(tx, classes);
    await writeProvenance(tx, source.id, input.generation, provenance);
    for (const [status, entries] of moved) await setStatus(tx, entries, status);
    if (counted.added + counted.changed + counted.withdrawn > 0) {
      tx.audit({
        organisation: source.agency,
        action: 'hash.import',
        object: { kind: 'hash-source', id: source.id },
        codes: { ...counted, by: input.by },
      });
    }
    await input.after?.(tx, counted);
    if (touched.length > 0) await recordChanges(tx, touched);
    return ok(counted);
  });
}

/** After a full read: withdraws what the source no longer shows. @returns how many; call again until it is 0 */
export async function withdrawUnseen(
  ctx: Ctx,
  input: { readonly source: Source; readonly generation: number; readonly limit: number },
): Promise<Result<number>> {
  return ctx.as(systemActor('hashes.import-entries')).transaction(async (tx) => {
    await lockSource(tx, input.source.id);
    const gone = await unseenImports(tx, input.source.id, input.generation, input.limit);
    if (gone.length === 0) return ok(0);
    await setStatus(tx, gone, 'WITHDRAWN');
    tx.audit({
      organisation: input.source.agency,
      action: 'hash.import',
      object: { kind: 'hash-source', id: input.source.id },
      codes: { withdrawn: gone.length, unseen: true },
    });
    await recordChanges(tx, gone);
    return ok(gone.length);
  });
}

function digestOf(entry: IncomingEntry): Buffer {
  const signals = entry.signals
    .map((one) => JSON.stringify([one.type, one.value, one.variant ?? '', one.quality ?? null, one.frameMs ?? null]))
    .sort();
  const classes = entry.classes.map((one) => JSON.stringify([one.scheme, one.version, one.label])).sort();
  return createHash('sha256')
    .update(JSON.stringify([entry.mediaKind, signals, classes]))
    .digest();
}
