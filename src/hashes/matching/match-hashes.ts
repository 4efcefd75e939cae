import { createSecretKey } from 'node:crypto';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type GivenSignal, parseSignal, type Signal, type SignalFault } from '../entries/signal.ts';
import { suspendOnFlood } from '../entries/suspend-entry.ts';
import { refuse } from '../refusals.ts';
import type { Hit, MatchIndex } from './match-index.ts';
import { type MatchLog, questionMark } from './match-log.ts';
import { type MatchableEntry, type MatchHit, matchableEntries } from './match-store.ts';

/** The parts of the process that answer questions. */
export interface Matching {
  readonly index: MatchIndex;
  readonly log: MatchLog;
}

export interface MatchHashes {
  /** 1 to 1,000. */
  readonly hashes: readonly GivenSignal[];
  /** Code of what the question is for. */
  readonly purpose: string;
  /** Codes of the banks to look in; all where absent. */
  readonly banks?: readonly string[] | undefined;
  /** Banks that are switched off too. */
  readonly withDisabled?: boolean | undefined;
}

export interface FoundEntry extends Hit {
  readonly detail: MatchableEntry;
}

export type MatchAnswer =
  | { readonly outcome: 'refused'; readonly reason: SignalFault }
  | {
      readonly outcome: 'no-match' | 'match' | 'watch' | 'suppressed';
      readonly matches: readonly FoundEntry[];
      readonly watched: readonly FoundEntry[];
      readonly truncated: boolean;
    };

export const QUESTIONS_MOST = 1_000;

/**
 * Whether hashes are known. Answers in order, one for each; a hash that cannot be used is refused with its reason and
 * spoils no other. Who asked is written before the answer goes out: what matched with its hash, the rest as a keyed mark.
 */
export async function matchHashes(
  ctx: Ctx,
  matching: Matching,
  input: MatchHashes,
): Promise<Result<{ readonly indexSeq: number; readonly answers: readonly MatchAnswer[] }>> {
  const admitted = await matching.log.admit(ctx, input.hashes.length);
  if (admitted === 'no-rights') return refuse('member.no-rights');
  if (admitted === 'used-up') return refuse('quota.used-up');
  const parsed = input.hashes.map(parseSignal);
  const asked: { place: number; signal: Signal }[] = [];
  for (const [place, one] of parsed.entries()) if (!('fault' in one)) asked.push({ place, signal: one });
  const indexSeq = matching.index.seq;
  const found = await matching.index.ask(
    asked.map(({ signal }) => signal),
    { banks: input.banks && new Set(input.banks), withDisabled: input.withDisabled },
  );
  const everything = found.flatMap((answer) => [...answer.hits, ...answer.watched, ...answer.suppressed]);
  const told = new Map<string, MatchableEntry>();
  if (everything.length > 0) {
    const entries = [...new Set(everything.map((hit) => hit.entry))];
    const visible = await ctx.transaction(async (tx) => ok(await matchableEntries(tx, entries)));
    if (!visible.ok) return visible;
    for (const row of visible.value) told.set(row.entry, row);
  }

  const answers: MatchAnswer[] = parsed.map((one) =>
    'fault' in one ? { outcome: 'refused', reason: one.fault } : nothing,
  );
  const hits: MatchHit[] = [];
  for (const [i, { place, signal }] of asked.entries()) {
    const answer = found[i] as (typeof found)[number];
    const matches = seen(answer.hits, told);
    const watched = seen(answer.watched, told);
    const suppressed = seen(answer.suppressed, told);
    for (const [decision, list] of [
      ['matched', matches],
      ['watched', watched],
      ['suppressed', suppressed],
    ] as const) {
      for (const hit of list)
        hits.push({
          question: place,
          signalType: signal.type,
          asked: signal.value,
          entry: hit.entry,
          bank: hit.bank.code,
          distance: hit.distance,
          threshold: hit.threshold,
          variant: hit.variant,
          decision,
        });
    }
    if (matches.length + watched.length + suppressed.length === 0 && !answer.truncated) continue;
    const outcome =
      matches.length > 0 ? 'match' : suppressed.length > 0 ? 'suppressed' : watched.length > 0 ? 'watch' : 'no-match';
    answers[place] = { outcome, matches, watched, truncated: answer.truncated };
  }

  // Made into a key once: for each mark of a thousand that would cost more than the mark.
  const key = createSecretKey(await ctx.kernel.vault.derive('hashes.question-marks'));
  const marks = Buffer.concat(
    parsed.map((one, place) =>
      'fault' in one
        ? questionMark(key, 'refused', Buffer.from(String(place)))
        : questionMark(key, one.type, one.value),
    ),
  );
  await matching.log.write(ctx, {
    purpose: input.purpose,
    questions: parsed.length,
    refused: parsed.length - asked.length,
    indexSeq,
    marks,
    hits,
  });
  const times = new Map<string, number>();
  for (const hit of hits) if (hit.decision === 'matched') times.set(hit.entry, (times.get(hit.entry) ?? 0) + 1);
  if (times.size > 0) {
    const counted = await suspendOnFlood(
      ctx,
      [...times].map(([entry, n]) => ({ entry, times: n })),
    );
    if (!counted.ok) return counted;
  }
  return ok({ indexSeq, answers });
}

const nothing: MatchAnswer = { outcome: 'no-match', matches: [], watched: [], truncated: false };

function seen(hits: readonly Hit[], told: ReadonlyMap<string, MatchableEntry>): FoundEntry[] {
  return hits.flatMap((hit) => {
    const detail = told.get(hit.entry);
    return detail ? [{ ...hit, detail }] : [];
  });
}
