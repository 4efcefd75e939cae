import { recordProgress, reportsOfRemoval } from '../../intake/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { arrivalObjects } from '../items/arrival-store.ts';
import { endStates } from '../items/item.ts';
import { findItem } from '../items/item-store.ts';
import { stepOfEnd } from './origin-steps.ts';
import { standingOf } from './track-store.ts';

const KINDS = ['report', 'hash-removal'] as const;

/** Removed, or back, is true of its moment alone: what came after it tells itself. */
const TRUE_WHILE: Readonly<Record<string, readonly string[]>> = { GONE: ['GONE'], RETURNED: ['RETURNED', 'ORDERED'] };

/**
 * Tells every report that an item came from how it ended, as far as that is true of the report, and every report whose receipt opens a
 * request to take pictures down that it came from; and that it is there again, where its removal was told. Run again, each report is told
 * once; run after the item has moved on, nobody is told what is true no more.
 */
export async function tellOrigins(ctx: Ctx, item: string, state: string): Promise<void> {
  const code = stepOfEnd[state as keyof typeof stepOfEnd];
  if (code === undefined) return;
  const system = ctx.as(systemActor('takedown.tell-origins'));
  const found = await system.transaction(async (tx) => {
    const origins: { kind: (typeof KINDS)[number]; id: string; code: string }[] = [];
    const now = (await findItem(tx, item))?.state;
    if (now === undefined || !(TRUE_WHILE[state] ?? [now]).includes(now)) return ok(origins);
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

/** What makes a step news again that was told before: it is there again, and may be ordered and removed once more. */
const AGAIN_AFTER: Readonly<Record<string, readonly string[]>> = {
  'content-ordered': ['content-back'],
  'content-removed': ['content-back'],
  'content-removed-part': ['content-back'],
  'content-back': ['content-removed', 'content-removed-part'],
};

/** Whether a step is news to a report: never told, or undone since. That something is back is none to whoever was never told that it was gone. */
export function isNews(code: string, told: readonly string[]): boolean {
  const undone = Math.max(-1, ...(AGAIN_AFTER[code] ?? []).map((one) => told.lastIndexOf(one)));
  const last = told.lastIndexOf(code);
  return code === 'content-back' ? undone > last : last < 0 || undone > last;
}

/** One step on the timeline of one report; one that is gone is told nothing. */
export async function tellReport(ctx: Ctx, report: string, code: string): Promise<void> {
  const told = await recordProgress(ctx, report, code, (before) => isNews(code, before));
  if (!told.ok && told.refusal.code !== 'record.not-found') throw new Error(`refused: ${told.refusal.code}`);
}
