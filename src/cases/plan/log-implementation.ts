import { type Ctx, newId, ok, type Result, readTextInput, sealPart } from '../../kernel/index.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { CASE_TEXT } from '../case-text.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { actionRow, insertEntry, setAction, setMonitored } from './plan-store.ts';

export const progressOfAction = ['started', 'going-on', 'done', 'cancelled', 'note'] as const;
export type ProgressOfAction = (typeof progressOfAction)[number];

export interface LogImplementation extends OnCase {
  /** The action of the plan that it belongs to; absent for a note on the whole. */
  readonly action?: string;
  readonly progress: ProgressOfAction;
  readonly note: string;
  /** The planned monitoring day that this entry fulfils. */
  readonly monitored?: string;
}

const statusOf = { started: 'doing', 'going-on': 'doing', done: 'done', cancelled: 'cancelled' } as const;

/** Writes into the log of the plan's carrying out: what was done for the child, when, by whom. */
export async function logImplementation(ctx: Ctx, input: LogImplementation): Promise<Result<{ entry: string }>> {
  const note = readTextInput(input.note, 'note', CASE_TEXT);
  if (!note.ok) return note;
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row, person) => {
    if (row.status !== 'IMPLEMENTING' && row.status !== 'REVIEW')
      return refuse('case.act-not-open', { facts: { status: row.status } });
    if (input.action !== undefined) {
      const action = await actionRow(tx, input.action);
      if (!action || action.case_id !== row.id) return refuse('plan.action-invalid', { field: 'action' });
      if (input.progress !== 'note') await setAction(tx, action.id, statusOf[input.progress]);
    }
    if (input.monitored !== undefined && !(await setMonitored(tx, row.id, input.monitored)))
      return refuse('plan.action-invalid', { field: 'monitored' });
    const key = await caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const entry = newId<'implementation-entry'>(ctx.now.getTime());
    await insertEntry(tx, {
      id: entry,
      case_id: row.id,
      action_id: input.action ?? null,
      progress: input.progress,
      sealed: sealPart(key, `entry:${entry}`, note.value),
    });
    await insertEvent(tx, row.id, 'implementation-logged', { codes: { progress: input.progress } });
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'log-implementation', progress: input.progress } });
    return ok({ entry });
  });
}
