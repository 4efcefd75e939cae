import { type Ctx, ok, type Result, readOptionalText, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { missingConsent } from './consent-rule.ts';
import { onPlanned } from './plan-session.ts';
import { SCALE_MOST, type Scale, scale, scaleVersion } from './series.ts';
import { auditOf, type OnSeries, openSeriesAct, seriesKey, seriesRecord, summaryPart } from './series-record.ts';
import { consentsOf, findSession, insertScores, settleSession, updateSeries } from './series-store.ts';

/** A shared summary of a session. Code points. */
export const SUMMARY: TextRule = { most: 4_000, lines: true };

/**
 * Writes down that a session was held: what is shared of it, and the numbers that the child gave. Refusals: of an act on a series and of
 * a text, `session.not-planned`, `session.not-yet` (it has not begun), `series.consent-needed` (whose agreement is missing),
 * `score.unusable`, `series.key-unavailable`
 */
export async function holdSession(
  ctx: Ctx,
  input: OnSeries & {
    readonly session: string;
    readonly summary?: string | undefined;
    readonly scores?: Readonly<Partial<Record<string, number>>>;
  },
): Promise<Result<void>> {
  const summary = readOptionalText(input.summary, 'summary', SUMMARY);
  if (!summary.ok) return summary;
  const scores = readScores(input.scores ?? {});
  if (!scores.ok) return scores;
  const { actor } = ctx;
  return onPlanned(ctx, input, async (tx, series, session) => {
    if (session.starts_at > tx.now) return refuse('session.not-yet');
    const missing = missingConsent(series.age_band, await consentsOf(tx, series.id));
    if (missing.length > 0) return refuse('series.consent-needed', { facts: { missing: missing.join(' ') } });
    if (summary.value !== undefined) {
      const key = actor.kind === 'person' ? await seriesKey(ctx, tx, series, actor) : undefined;
      if (!key) return refuse('series.key-unavailable');
      await seriesRecord.put(tx, key, summaryPart(session.id), summary.value);
    }
    await insertScores(
      tx,
      scores.value.map(([code, value]) => ({
        series_id: series.id,
        session_id: session.id,
        scale: code,
        scale_version: scaleVersion,
        value,
        at: session.starts_at,
      })),
    );
    await settleSession(tx, session.id, { state: 'held' });
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'hold-session' } });
    return ok();
  });
}

/** The child did not come. Refusals: of an act on a series, `session.not-planned`, `session.not-yet` */
export async function missSession(ctx: Ctx, input: OnSeries & { readonly session: string }): Promise<Result<void>> {
  return onPlanned(ctx, input, async (tx, series, session) => {
    if (session.starts_at > tx.now) return refuse('session.not-yet');
    await settleSession(tx, session.id, { state: 'missed' });
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'miss-session' } });
    return ok();
  });
}

/** Writes the shared summary of a held session anew. Refusals: of an act on a series and of a text, `session.not-held`, `series.key-unavailable` */
export async function writeSummary(
  ctx: Ctx,
  input: OnSeries & { readonly session: string; readonly text: string },
): Promise<Result<void>> {
  const text = readTextInput(input.text, 'text', SUMMARY);
  if (!text.ok) return text;
  return openSeriesAct(ctx, input, async (tx, series, person) => {
    const session = await findSession(tx, series.id, input.session);
    if (session?.state !== 'held') return refuse('session.not-held');
    const key = await seriesKey(ctx, tx, series, person);
    if (!key) return refuse('series.key-unavailable');
    await seriesRecord.put(tx, key, summaryPart(session.id), text.value);
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'write-summary' } });
    await updateSeries(tx, series);
    return ok();
  });
}

function readScores(given: Readonly<Partial<Record<string, number>>>): Result<[Scale, number][]> {
  const read: [Scale, number][] = [];
  for (const [code, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!scale.has(code) || !Number.isInteger(value) || value < 0 || value > SCALE_MOST)
      return refuse('score.unusable', { field: code, facts: { most: SCALE_MOST } });
    read.push([code, value]);
  }
  return ok(read);
}
