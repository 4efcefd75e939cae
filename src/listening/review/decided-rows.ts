import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { marksOf, openTraining } from '../listening-sealing.ts';
import { trainingRows } from './review-store.ts';

const ROWS_MOST = 20_000;

export interface DecidedRow {
  readonly text: string;
  labels: string[];
}

/** What people decided, divided by chance: what is learnt, what sets the thresholds, and what is held out for the figures. */
export type DecidedRows = Readonly<Record<'train' | 'dev' | 'heldOut', DecidedRow[]>>;

/**
 * The masked texts of posts that people decided, each always in the same part, whichever model asks.
 * @returns how many there are in all, too
 */
export async function decidedRows(ctx: Ctx): Promise<Result<{ readonly total: number; readonly parts: DecidedRows }>> {
  const key = await ctx.kernel.vault.derive('listening.training-text');
  const marks = await marksOf(ctx.kernel);
  const read = await ctx
    .as(systemActor('listening.decided-rows'))
    .transaction(async (tx) => ok(await trainingRows(tx, ROWS_MOST)));
  if (!read.ok) return read;
  const parts: DecidedRows = { train: [], dev: [], heldOut: [] };
  for (const row of read.value) {
    const chance = marks.chance('place', Buffer.from(row.observation));
    const part = chance < 0.7 ? 'train' : chance < 0.85 ? 'dev' : 'heldOut';
    parts[part].push({ text: openTraining(key, row.observation, row.sealed), labels: [...row.labels] });
  }
  return ok({ total: read.value.length, parts });
}
