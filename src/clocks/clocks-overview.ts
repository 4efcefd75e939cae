import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { type ClockSubject, clockSubjectSchema, subjectsOf } from './clock-kind.ts';
import { clockPolicy } from './clock-policy.ts';
import { clockCounts, escalationsTo } from './oversight-store.ts';

export const clocksOverviewSchema = z.object({
  areas: listSchema(
    z.object({
      /** Empty where no area is concerned. */
      province: z.string(),
      commune: z.string(),
      rule: z.string(),
      running: z.number().int(),
      dueSoon: z.number().int(),
      breached: z.number().int(),
    }),
  ),
  /** Breaches raised to the actor's agency and not looked at yet: subject and clock, no identity. */
  escalations: listSchema(
    z.object({
      clock: z.uuid(),
      level: z.string(),
      at: instant,
      rule: z.string(),
      dueAt: instant,
      owner: z.string(),
      commune: z.string().nullable(),
      subject: clockSubjectSchema,
    }),
  ),
});
export type ClocksOverview = z.output<typeof clocksOverviewSchema>;

/** The clocks of a province or of the nation, in numbers and references, without identities. */
export async function clocksOverview(ctx: Ctx): Promise<Result<ClocksOverview>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !clockPolicy.couldEver(actor, 'clock.oversee', ctx.now)) {
    await ctx.auditRefused({ action: 'clock.oversee' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const areas = new Map<
      string,
      { province: string; commune: string; rule: string; running: number; dueSoon: number; breached: number }
    >();
    for (const row of await clockCounts(tx)) {
      const key = `${row.province} ${row.commune} ${row.rule}`;
      const area = areas.get(key) ?? {
        province: row.province,
        commune: row.commune,
        rule: row.rule,
        running: 0,
        dueSoon: 0,
        breached: 0,
      };
      if (row.status === 'breached') area.breached += row.n;
      else if (row.status === 'due-soon') area.dueSoon += row.n;
      else area.running += row.n;
      areas.set(key, area);
    }
    const raised = await escalationsTo(tx, actor.agency, 200);
    const subjects = await subjectsOf(
      ctx,
      tx,
      raised.map((one) => ({ kind: one.object_kind, id: one.object_id })),
    );
    tx.audit({ action: 'clock.oversee', codes: { areas: areas.size, escalations: raised.length } });
    return ok({
      areas: [...areas.values()],
      escalations: raised.map((one, place) => ({
        clock: one.clock_id,
        level: one.level,
        at: one.at,
        rule: one.rule_code,
        dueAt: one.due_at,
        owner: one.owner_agency,
        commune: one.commune_code,
        subject: subjects[place] as ClockSubject,
      })),
    });
  });
}
