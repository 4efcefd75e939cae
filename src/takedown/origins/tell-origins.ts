import { recordProgress, reportsOfRemoval } from '../../intake/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { arrivalObjects } from '../items/arrival-store.ts';
import { endStates } from '../items/item.ts';
import { stepOfEnd } from './origin-steps.ts';
import { standingOf } from './track-store.ts';

const KINDS = ['report', 'hash-removal'] as const;

/**
 * Tells every report that an item came from how it ended, as far as that is true of the report, and every report whose receipt opens a
 * request to take pictures down that it came from. Run again, each report is told once.
 */
export async function tellOrigins(ctx: Ctx, item: string, state: string): Promise<void> {
  const code = stepOfEnd[state as keyof typeof stepOfEnd];
  if (code === undefined) return;
  const system = ctx.as(systemActor('takedown.tell-origins'));
  const found = await system.transaction(async (tx) => {
    const origins: { kind: (typeof KINDS)[number]; id: string; code: string }[] = [];
    for (const kind of KINDS)
      for (const id of await arrivalObjects(tx, item, kind)) {
        // "It was removed" is said where nothing of it stands any more.
        const partly = state === 'GONE' && (await standingOf(tx, kind, id, endStates)) > 0;
        origins.push({ kind, id, code: partly ? 'content-removed-part' : code });
      }
    return ok(origins);
  });
  if (!found.ok) throw new Error(`refused: ${found.refusal.code}`);
  for (const { kind, id, code: told } of found.value) {
    const reports = kind === 'report' ? ok([id]) : await reportsOfRemoval(ctx, id);
    for (const report of reports.ok ? reports.value : []) await tellReport(ctx, report, told);
  }
}

/** One step on the timeline of one report; one that is gone is told nothing. */
export async function tellReport(ctx: Ctx, report: string, code: string): Promise<void> {
  const told = await recordProgress(ctx, report, code, { once: true });
  if (!told.ok && told.refusal.code !== 'record.not-found') throw new Error(`refused: ${told.refusal.code}`);
}
