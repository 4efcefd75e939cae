import { z } from '@hono/zod-openapi';
import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { contactBands } from '../contacts/contact.ts';
import { childAct } from '../contacts/contact-receipts.ts';
import { auditOf } from '../contacts/contact-record.ts';
import { eventCodes } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { feeling } from './record-list.ts';
import { insertSurvey, surveyOf } from './record-store.ts';

/** What a child may answer after the end. Nothing has to be answered, and an answer without anything says that it was skipped. */
export const surveyInput = z.strictObject({
  before: feeling.zod.optional(),
  after: feeling.zod.optional(),
  /** 1 (not at all) to 4 (very much). */
  helped: z.number().int().min(1).max(4).optional(),
});

/** Events after which nobody is asked how it was. */
const AFTER_RISK: readonly string[] = ['got-worse', 'risk-raised', 'handed-over', 'plan-shared', 'reported'];
const TALKED: readonly (string | null)[] = ['helped', 'passed-on'];

/**
 * Whether the child is asked how it was: once, after a talk that came to its end, never after danger, nor where a report was made or
 * it got worse meanwhile. It is asked in the page, and nothing else waits for an answer.
 */
export async function asksSurvey(tx: Tx, contact: ContactRow): Promise<boolean> {
  if (contact.state !== 'wrapping' && contact.state !== 'done') return false;
  if (contact.band >= contactBands.danger || !TALKED.includes(contact.end_reason)) return false;
  if (contact.report_id !== null || contact.got_worse_at !== null) return false;
  const events = await eventCodes(tx, contact.id);
  if (events.some((code) => AFTER_RISK.includes(code))) return false;
  return (await surveyOf(tx, contact.id)) === undefined;
}

/** The child answers, or skips. @returns refusal `survey.not-asked` */
export async function answerSurvey(ctx: Ctx, proof: ReceiptProof, answers: unknown): Promise<Result<void>> {
  const parsed = surveyInput.safeParse(answers);
  if (!parsed.success) return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { before, after, helped } = parsed.data;
  return childAct(ctx, proof, async (tx, contact) => {
    if (!(await asksSurvey(tx, contact))) return refuse('survey.not-asked');
    const points = (code: typeof before) => (code === undefined ? null : feeling.get(code).points);
    const skipped = before === undefined && after === undefined && helped === undefined;
    await insertSurvey(tx, {
      contact_id: contact.id,
      at: tx.now,
      feeling_before: points(before),
      feeling_after: points(after),
      helped: helped ?? null,
      skipped,
    });
    tx.audit({ ...auditOf(contact), action: 'contact.answer-survey', codes: { skipped } });
    return ok();
  });
}
