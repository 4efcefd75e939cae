import { actorName, agencyOf, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { type ClassScheme, type EntryStatus, isKnownClass } from './entry.ts';
import { insertClasses, insertEntries, openProposals, putSignals, recordChanges } from './entry-store.ts';
import { bankByCode } from './register-store.ts';
import { type GivenSignal, parseSignal, type Signal } from './signal.ts';
import { isLegalBasis, isReference } from './well-formed.ts';

export interface ProposeEntry {
  /** Code of the bank. */
  readonly bank: string;
  readonly mediaKind: 'image' | 'video';
  /** Code of the rule of law or agreement that permits keeping the hash. */
  readonly legalBasis: string;
  /** The proposer's own file number; never a name, an address or a file name. */
  readonly reference?: string | undefined;
  readonly signals: readonly GivenSignal[];
  readonly classes?:
    | readonly { readonly scheme: ClassScheme; readonly version: string; readonly label: string }[]
    | undefined;
}

/** How many of an agency's proposals may wait for review; more would only bury the analysts. */
const OPEN_MOST = 100_000;

/**
 * Proposes one entry. It takes effect only after two analysts agree.
 * @returns its id. Refusals: `bank.not-found`, `bank.disabled`, `entry.no-signal`, `signal.invalid` (facts: place, reason), `class.unknown`, `entry.too-many-open`
 */
export async function proposeEntry(
  ctx: Ctx,
  input: ProposeEntry,
): Promise<Result<{ id: string; status: EntryStatus }>> {
  if (input.signals.length === 0) return refuse('entry.no-signal');
  if (!isLegalBasis(input.legalBasis)) return refuse('field.malformed', { field: 'legalBasis' });
  if (input.reference !== undefined && !isReference(input.reference))
    return refuse('field.malformed', { field: 'reference' });
  const signals: Signal[] = [];
  for (const [place, given] of input.signals.entries()) {
    const signal = parseSignal(given);
    if ('fault' in signal)
      return refuse('signal.invalid', { field: `signals.${place}`, facts: { place, reason: signal.fault } });
    signals.push(signal);
  }
  const classes = input.classes ?? [];
  const unknown = classes.findIndex((one) => !isKnownClass(one));
  if (unknown >= 0) return refuse('class.unknown', { field: `classes.${unknown}` });
  return ctx.transaction(async (tx) => {
    const bank = await bankByCode(tx, input.bank);
    if (!bank) return refuse('bank.not-found', { field: 'bank' });
    if (!bank.enabled) return refuse('bank.disabled', { field: 'bank' });
    const owner = agencyOf(ctx.actor);
    if ((await openProposals(tx, owner)) >= OPEN_MOST) return refuse('entry.too-many-open');
    const id = newId<'hash-entry'>();
    const by = actorName(ctx.actor);
    await insertEntries(tx, [
      {
        id,
        bankId: bank.id,
        ownerAgency: owner,
        mediaKind: input.mediaKind,
        status: 'PROPOSED',
        legalBasis: input.legalBasis,
        reference: input.reference ?? null,
        proposedBy: by,
      },
    ]);
    await putSignals(
      tx,
      signals.map((signal) => ({ entry: id, signal, id: newId<'hash-signal'>() })),
    );
    await insertClasses(
      tx,
      classes.map((one) => ({ ...one, id: newId<'hash-class'>(), entry: id, by })),
    );
    await recordChanges(tx, [id]);
    tx.audit({
      action: 'hash-entry.propose',
      object: { kind: 'hash-entry', id },
      codes: { bank: bank.code, signals: signals.length },
    });
    tx.notify(registerEvent('hash-queue', id));
    return ok({ id, status: 'PROPOSED' });
  });
}
