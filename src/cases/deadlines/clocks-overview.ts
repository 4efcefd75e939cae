import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { deadlinePolicy } from '../access/case-policy.ts';
import { clockCounts, escalationsTo } from './deadline-store.ts';

export interface ClocksOverview {
  readonly areas: readonly {
    readonly province: string;
    readonly commune: string;
    readonly rule: string;
    readonly running: number;
    readonly dueSoon: number;
    readonly breached: number;
  }[];
  /** Breaches raised to the actor's agency and not looked at yet: reference and clock, no identity. */
  readonly escalations: readonly {
    readonly deadline: string;
    readonly level: string;
    readonly at: Date;
    readonly rule: string;
    readonly dueAt: Date;
    readonly owner: string;
    readonly commune: string;
    readonly reference: string | null;
  }[];
}

/** The clocks of a province or of the nation, in numbers and references, without identities. */
export async function clocksOverview(ctx: Ctx): Promise<Result<ClocksOverview>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !deadlinePolicy.couldEver(actor, 'clock.oversee', ctx.now)) {
    await ctx.auditRefused({ action: 'clock.oversee' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const areas = new Map<
      string,
      { province: string; commune: string; rule: string; running: number; dueSoon: number; breached: number }
    >();
    for (const row of await clockCounts(tx)) {
      const key = `${row.commune_code} ${row.rule_code}`;
      const area = areas.get(key) ?? {
        province: row.province_code,
        commune: row.commune_code,
        rule: row.rule_code,
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
    tx.audit({ action: 'clock.oversee', codes: { areas: areas.size, escalations: raised.length } });
    return ok({
      areas: [...areas.values()],
      escalations: raised.map((one) => ({
        deadline: one.deadline_id,
        level: one.level,
        at: one.at,
        rule: one.rule_code,
        dueAt: one.due_at,
        owner: one.owner_agency,
        commune: one.commune_code,
        reference: one.reference,
      })),
    });
  });
}
