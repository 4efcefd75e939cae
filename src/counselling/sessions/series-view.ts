import { z } from '@hono/zod-openapi';
import { casePolicy, lookAtCase, readingPurposes } from '../../cases/index.ts';
import {
  type Ctx,
  instant,
  listSchema,
  ok,
  openPart,
  type PersonActor,
  type Result,
  refuseRequest,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { consentAnswers, consentRuleFor, givers, missingConsent } from './consent-rule.ts';
import { goalStates, scale, sessionStates } from './series.ts';
import { seriesPolicy } from './series-policies.ts';
import {
  auditOf,
  CLOSING_PART,
  goalPart,
  type OnSeries,
  seriesAct,
  seriesKey,
  seriesRecord,
  summaryPart,
} from './series-record.ts';
import { consentsOf, goalsOf, nextSessions, scoresOf, seriesSeen, sessionsOf } from './series-store.ts';
import type { SeriesRow } from './series-tables.ts';
import { childReminders } from './session-reminder.ts';

export const seriesInListSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    agency: z.string(),
    counsellor: z.uuid(),
    origin: z.enum(['contact', 'case', 'referral']),
    ageBand: z.string(),
    state: z.enum(['open', 'ended']),
    beganAt: instant,
    endedAt: instant.nullable(),
    next: instant.nullable(),
    /** The reader is its counsellor, or handles the case. */
    readable: z.boolean(),
  })
  .openapi('SeriesInList', { description: 'A series without a word of what was said in it.' });
export type SeriesInList = z.output<typeof seriesInListSchema>;

export const seriesSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    agency: z.string(),
    counsellor: z.uuid(),
    origin: z.enum(['contact', 'case', 'referral']),
    contact: z.uuid().nullable(),
    /** For who may know of the case alone. */
    case: z.uuid().nullable(),
    referral: z.uuid().nullable(),
    sharedWith: z.string().nullable(),
    ageBand: z.string(),
    state: z.enum(['open', 'ended']),
    beganAt: instant,
    endedAt: instant.nullable(),
    outcome: z.string().nullable(),
    closing: z.string().nullable(),
    version: z.number().int(),
    /** The reader is its counsellor: what else they may do follows from the policy. */
    own: z.boolean(),
    goals: listSchema(z.object({ id: z.uuid(), state: z.enum(goalStates), text: z.string(), setAt: instant })),
    sessions: listSchema(
      z.object({
        id: z.uuid(),
        at: instant,
        minutes: z.number().int(),
        mode: z.string(),
        state: z.enum(sessionStates),
        reason: z.string().nullable(),
        childReminder: z.enum(childReminders),
        summary: z.string().nullable(),
        scores: z.record(z.string(), z.number().int()),
      }),
    ),
    /** One line for each scale and version of it, the oldest value first. */
    scales: listSchema(
      z.object({
        scale: z.enum(scale.codes),
        version: z.string(),
        values: listSchema(z.object({ at: instant, value: z.number().int() })),
      }),
    ),
    consent: z.object({
      rule: z.string(),
      needs: listSchema(z.enum(givers)),
      missing: listSchema(z.enum(givers)),
      recorded: listSchema(
        z.object({
          giver: z.enum(givers),
          answer: z.enum(consentAnswers),
          exception: z.string().nullable(),
          at: instant,
        }),
      ),
    }),
  })
  .openapi('Series', {
    description: 'What is shared of a series. Private notes of the counsellor stand nowhere in it.',
  });
export type SeriesView = z.output<typeof seriesSchema>;

/** Series that the reader may know of, the open ones first; without a word of them. */
export async function listSeries(ctx: Ctx): Promise<Result<{ readonly series: SeriesInList[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !seriesPolicy.couldEver(actor, 'series.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const rows = await seriesSeen(tx);
    const next = await nextSessions(
      tx,
      rows.map(({ id }) => id),
    );
    return ok({
      series: rows.map((row) => ({
        id: row.id,
        reference: row.reference,
        agency: row.agency,
        counsellor: row.counsellor,
        origin: row.origin,
        ageBand: row.age_band,
        state: row.state,
        beganAt: row.began_at,
        endedAt: row.ended_at,
        next: next.get(row.id) ?? null,
        readable: seriesPolicy.can(actor, 'series.read', scopeOf(row), ctx.now),
      })),
    });
  });
}

const scopeOf = (row: SeriesRow) => ({
  agency: row.agency,
  counsellor: row.counsellor,
  contact_id: row.contact_id ?? undefined,
  case_id: row.case_id ?? undefined,
  shared_with: row.shared_with ?? undefined,
});

/**
 * What is shared of a series, for its counsellor and for who handles the case. Each reading is in the audit, from which the child may
 * be told. Refusals: of an act on a series, `access.other-purpose`, `series.key-unavailable`
 */
export async function readSeries(ctx: Ctx, input: OnSeries): Promise<Result<SeriesView>> {
  const on = { series: input.series, readOnly: true };
  const seen = await seriesAct(ctx, 'series.read', on, async (_tx, series) => ok(series));
  if (!seen.ok) return seen;
  const may = await mayReadNow(ctx, seen.value);
  if (!may.ok) return may;
  return seriesAct(ctx, 'series.read', on, async (tx, series, person) => {
    const texts = await textsOf(ctx, tx, series, person);
    if (!texts) return refuse('series.key-unavailable');
    tx.audit({ ...auditOf(series), action: 'series.read', fieldClasses: ['narrative'] });
    return ok(await viewOf(tx, series, person, texts));
  });
}

/** No text for statistics or administration; and who handles the case reads as long as they may read the case's own story. */
async function mayReadNow(ctx: Ctx, series: SeriesRow): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !(readingPurposes as readonly string[]).includes(actor.purpose))
    return refuseRequest('access.other-purpose');
  if (actor.agency === series.agency) return ok();
  const found = await lookAtCase(ctx, series.case_id ?? '');
  if (!found.ok) return found;
  return casePolicy.can(actor, 'case.read-narrative', found.value, ctx.now)
    ? ok()
    : refuseRequest('access.not-permitted');
}

async function textsOf(ctx: Ctx, tx: Tx, series: SeriesRow, person: PersonActor) {
  const key = await seriesKey(ctx, tx, series, person);
  if (!key) return undefined;
  const sealed = await seriesRecord.list(tx, series.id, ['narrative']);
  return new Map(sealed.map(({ part, sealed: bytes }) => [part, openPart(key, part, bytes)]));
}

async function viewOf(
  tx: Tx,
  series: SeriesRow,
  person: PersonActor,
  texts: ReadonlyMap<string, string>,
): Promise<SeriesView> {
  const scores = await scoresOf(tx, series.id);
  const recorded = await consentsOf(tx, series.id);
  const rule = consentRuleFor(series.age_band);
  return {
    id: series.id,
    reference: series.reference,
    agency: series.agency,
    counsellor: series.counsellor,
    origin: series.origin,
    contact: person.agency === series.agency ? series.contact_id : null,
    // A facility works on a referral, and is not told which case stands behind it.
    case: series.origin === 'referral' && person.agency === series.agency ? null : series.case_id,
    referral: series.referral_id,
    sharedWith: series.shared_with,
    ageBand: series.age_band,
    state: series.state,
    beganAt: series.began_at,
    endedAt: series.ended_at,
    outcome: series.outcome,
    closing: texts.get(CLOSING_PART) ?? null,
    version: series.version,
    own: series.counsellor === person.person && series.agency === person.agency,
    goals: (await goalsOf(tx, series.id)).map(({ id, state, set_at }) => ({
      id,
      state,
      text: texts.get(goalPart(id)) ?? '',
      setAt: set_at,
    })),
    sessions: (await sessionsOf(tx, series.id)).map((one) => ({
      id: one.id,
      at: one.starts_at,
      minutes: one.minutes,
      mode: one.mode,
      state: one.state,
      reason: one.reason,
      childReminder: one.child_reminder,
      summary: texts.get(summaryPart(one.id)) ?? null,
      scores: Object.fromEntries(
        scores.filter((score) => score.session_id === one.id).map((score) => [score.scale, score.value]),
      ),
    })),
    scales: linesOf(scores),
    consent: {
      rule: rule.code,
      needs: rule.needs,
      missing: [...missingConsent(series.age_band, recorded)],
      recorded: recorded.map(({ giver, answer, exception, at }) => ({ giver, answer, exception, at })),
    },
  };
}

function linesOf(scores: Awaited<ReturnType<typeof scoresOf>>): SeriesView['scales'] {
  const lines = new Map<string, SeriesView['scales'][number] & { values: { at: Date; value: number }[] }>();
  for (const { scale: code, scale_version: version, at, value } of scores) {
    const key = `${code} ${version}`;
    const line = lines.get(key) ?? { scale: code, version, values: [] };
    line.values.push({ at, value });
    lines.set(key, line);
  }
  return [...lines.values()];
}
