import { actorName, type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { RetentionView } from '../listening-view.ts';
import { refuse } from '../refusals.ts';
import { insertRetentionRule, keptNow, purgeReports, retentionRules } from './retention-store.ts';

const REPORTS = 200;

/** How long each class is kept, what is kept of it now, and what the last purges found, took and left. */
export async function retentionStatus(ctx: Ctx): Promise<Result<RetentionView>> {
  // Texts are beyond every person's row lock; how many there are is not.
  const kept = await ctx.as(systemActor('listening.count-kept')).transaction(async (tx) => ok(await keptNow(tx)));
  if (!kept.ok) return kept;
  return ctx.transaction(async (tx) => {
    const [rules, reports] = await Promise.all([retentionRules(tx), purgeReports(tx, REPORTS)]);
    const now = new Map(kept.value.map((one) => [one.retention, one]));
    return ok({
      rules: rules.map((rule) => ({
        ...rule,
        validFrom: rule.validFrom.toISOString(),
        kept: now.get(rule.retention)?.kept ?? 0,
        nextAt: now.get(rule.retention)?.next?.toISOString() ?? null,
      })),
      reports: reports.map((report) => ({ ...report, at: report.at.toISOString() })),
    });
  });
}

export interface SetRetention {
  readonly retention: 'negative' | 'reviewed-negative' | 'alert' | 'training' | 'record';
  readonly hours: number;
  /** The law or decision it rests on: its number. */
  readonly source: string;
}

/** Sets how long a class is kept, for what comes in from now on. Refusals: `retention.invalid` (field) */
export async function setRetention(ctx: Ctx, input: SetRetention): Promise<Result<void>> {
  if (!Number.isInteger(input.hours) || input.hours < 1 || input.hours > 87_600)
    return refuse('retention.invalid', { field: 'hours' });
  if (!/^\S.{2,199}$/u.test(input.source)) return refuse('retention.invalid', { field: 'source' });
  return ctx.transaction(async (tx) => {
    await insertRetentionRule(tx, {
      ...input,
      id: newId<'retention-rule'>(tx.now.getTime()),
      by: actorName(tx.actor),
    });
    tx.audit({ action: 'listening-retention.manage', codes: { retention: input.retention, hours: input.hours } });
    return ok();
  });
}
