import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { entryDetailRow } from '../entries/entry-store.ts';
import { entriesOfValue, entryOfNumber, type HeldSignal } from '../entries/register-overview-store.ts';
import type { SignalType } from '../entries/signal.ts';
import { refuse } from '../refusals.ts';
import { type Matching, matchHashes } from './match-hashes.ts';

export interface NearEntry {
  readonly entry: string;
  readonly number: number;
  readonly bank: string;
  readonly type: SignalType;
  /** Differing bits. */
  readonly distance: number;
  readonly threshold: number;
  readonly variant: string;
  readonly watched: boolean;
  readonly disputed: boolean;
}

export type LookUp =
  | { readonly kind: 'entry'; readonly id: string }
  | {
      readonly kind: 'hash';
      readonly types: readonly SignalType[];
      /** In any state. */
      readonly exact: readonly HeldSignal[];
      /** In force and within their bank's threshold, nearest first. */
      readonly near: readonly NearEntry[];
      readonly suppressed: boolean;
      readonly truncated: boolean;
    };

const TYPES: Readonly<Record<number, readonly SignalType[]>> = {
  32: ['md5'],
  40: ['sha1'],
  64: ['pdq', 'vpdq', 'sha256'],
};

/**
 * Finds by what somebody typed or pasted: an entry's id or number, or a hash. A hash of 64 digits may be of three types and
 * is looked for as each. The question is written to the match log like any member's.
 * Refusals: `entry.not-found`, `signal.invalid` (facts: reason), and those of `matchHashes`
 */
export async function lookUpHash(
  ctx: Ctx,
  matching: Matching,
  input: { readonly text: string },
): Promise<Result<LookUp>> {
  const text = input.text.trim();
  const number = /^#?(\d{1,12})$/.exec(text)?.[1];
  const id = parseId<'hash-entry'>(text.toLowerCase());
  if (number !== undefined || id !== undefined)
    return ctx.transaction(async (tx) => {
      const found =
        number === undefined ? (await entryDetailRow(tx, id as string))?.id : await entryOfNumber(tx, Number(number));
      return found === undefined ? refuse('entry.not-found', { field: 'q' }) : ok({ kind: 'entry', id: found });
    });
  const types = TYPES[text.length];
  if (!types)
    return refuse('signal.invalid', {
      field: 'q',
      facts: { reason: text === '' ? 'signal.empty' : 'signal.wrong-length' },
    });
  if (!/^[0-9a-f]+$/.test(text))
    return refuse('signal.invalid', { field: 'q', facts: { reason: 'signal.not-lower-hex' } });
  const exact = await ctx.transaction(async (tx) => ok(await entriesOfValue(tx, types, Buffer.from(text, 'hex'))));
  if (!exact.ok) return exact;
  const asked = await matchHashes(ctx, matching, {
    hashes: types.map((type) => ({ type, value: text })),
    purpose: 'DESK_LOOKUP',
  });
  if (!asked.ok) return asked;
  const near: NearEntry[] = [];
  let suppressed = false;
  let truncated = false;
  for (const [place, answer] of asked.value.answers.entries()) {
    if (answer.outcome === 'refused') continue;
    suppressed ||= answer.outcome === 'suppressed';
    truncated ||= answer.truncated;
    for (const [hits, watched] of [
      [answer.matches, false],
      [answer.watched, true],
    ] as const)
      for (const hit of hits)
        near.push({
          entry: hit.entry,
          number: hit.detail.number,
          bank: hit.bank.code,
          type: types[place] as SignalType,
          distance: hit.distance,
          threshold: hit.threshold,
          variant: hit.variant,
          watched,
          disputed: hit.disputed,
        });
  }
  return ok({
    kind: 'hash',
    types,
    exact: exact.value,
    near: near.toSorted((a, b) => a.distance - b.distance || a.number - b.number),
    suppressed,
    truncated,
  });
}
