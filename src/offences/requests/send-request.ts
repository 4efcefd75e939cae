import { type Ctx, newId, ok, type Result, readTextInput, type TextRule, vietnamDate } from '../../kernel/index.ts';
import { holdsMedia } from '../../takedown/index.ts';
import { auditOf } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { powerToInvestigate } from './power-to-investigate.ts';
import { requestAnswers } from './request.ts';
import { meetRequestClock, startRequestClock } from './request-clocks.ts';
import { type OnRequest, requestAct } from './request-record.ts';
import { requestRuleAt } from './request-rule.ts';
import { changeRequest, insertRequestEvent } from './request-store.ts';

export const REQUEST_ANSWER: TextRule = { most: 4_000, lines: true };

/** What is sealed of an answer. */
export interface AnswerSecrets {
  readonly text: string;
}

/**
 * Writes down that an approved request left, by letter or by the channel of its addressee; its clock runs from here. That the unit
 * holds the power to investigate is asked of this very day, and the document on which it rests is kept with the request.
 * Refusals: those of an act on a request, `offence-file.no-power`, `offence-request.no-rule`
 */
export async function sendRequest(ctx: Ctx, input: OnRequest): Promise<Result<void>> {
  const held = await powerToInvestigate(ctx);
  return requestAct(ctx, 'offence-file.request', input, ['APPROVED'], async (tx, request, file, actor) => {
    if (!held) return refuse('offence-file.no-power');
    const rule = requestRuleAt(request.kind, vietnamDate(tx.now));
    if (!rule) return refuse('offence-request.no-rule');
    const due = await startRequestClock(ctx, tx, request, file, rule.clock);
    await changeRequest(tx, request, {
      state: 'SENT',
      sent_at: tx.now,
      sent_by: actor.person,
      function_basis: held.legalBasis,
      ...due,
    });
    await insertRequestEvent(tx, request, 'sent');
    await insertEvent(tx, file.id, 'request-sent', { kind: request.kind, request: request.reference });
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: request.kind, act: 'send' } });
    return ok();
  });
}

/** Writes down what the addressee answered. Refusals: those of an act on a request, `offence-request.answer-unusable`, `offence-file.holds-media`, `text.*` */
export async function answerRequest(
  ctx: Ctx,
  input: OnRequest & { readonly answer: string; readonly text: string },
): Promise<Result<void>> {
  const answer = requestAnswers.find((one) => one === input.answer);
  if (answer === undefined) return refuse('offence-request.answer-unusable', { field: 'answer' });
  const text = readTextInput(input.text, 'text', REQUEST_ANSWER);
  if (!text.ok) return text;
  if (holdsMedia(text.value)) return refuse('offence-file.holds-media', { field: 'text' });
  return requestAct(ctx, 'offence-file.request', input, ['SENT'], async (tx, request, file, actor) => {
    await changeRequest(tx, request, {
      state: answer,
      answered_at: tx.now,
      answered_by: actor.person,
      ...(await meetRequestClock(tx, request.id)),
    });
    const id = newId<'request-event'>(tx.now.getTime());
    await insertRequestEvent(
      tx,
      request,
      'answered',
      { answer },
      {
        id,
        bytes: await sealJson(ctx.kernel, 'request_event', id, { text: text.value } satisfies AnswerSecrets),
      },
    );
    await insertEvent(tx, file.id, 'request-answered', { request: request.reference, answer });
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: request.kind, act: 'answer', answer } });
    return ok();
  });
}
