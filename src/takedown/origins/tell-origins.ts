import { recordProgress } from '../../intake/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { arrivalObjects } from '../items/arrival-store.ts';
import { stepOfEnd } from './origin-steps.ts';

/** Tells every report that an item came from how it ended. Run again, each report is told once. */
export async function tellOrigins(ctx: Ctx, item: string, state: string): Promise<void> {
  const code = stepOfEnd[state as keyof typeof stepOfEnd];
  if (code === undefined) return;
  const system = ctx.as(systemActor('takedown.tell-origins'));
  const reports = await system.transaction(async (tx) => ok(await arrivalObjects(tx, item, 'report')));
  if (!reports.ok) throw new Error(`refused: ${reports.refusal.code}`);
  for (const report of reports.value) await tellReport(ctx, report, code);
}

/** One step on the timeline of one report; one that is gone is told nothing. */
export async function tellReport(ctx: Ctx, report: string, code: string): Promise<void> {
  const told = await recordProgress(ctx, report, code, { once: true });
  if (!told.ok && told.refusal.code !== 'record.not-found') throw new Error(`refused: ${told.refusal.code}`);
}
