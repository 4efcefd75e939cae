import { type Ctx, ok, type Result, readOptionalText, readTextInput, systemActor } from '../../../kernel/index.ts';
import { isToken, tokenHash } from '../../../members/index.ts';
import { refuse } from '../../refusals.ts';
import { EDITOR_NOTE } from '../editor-note.ts';
import { ITEM, tellEditors } from '../item-record.ts';
import { insertItemEvent } from '../item-store.ts';
import { openLook, updateLook } from './outside-look-store.ts';

/**
 * Keeps what somebody outside thinks of exactly the text that they read, and uses their link up. It counts as one opinion from outside,
 * beside the two approvals; nothing moves on by it.
 * @param input.hash of the text that they read
 * @param input.comment needed where they would not publish it
 * Refusals: `outside-look.not-valid`, those of a text
 */
export async function answerOutside(
  ctx: Ctx,
  input: {
    readonly secret: string;
    readonly hash: string;
    readonly answer: 'FOR' | 'AGAINST';
    readonly comment?: string | undefined;
  },
): Promise<Result<void>> {
  if (!isToken(input.secret)) return refuse('outside-look.not-valid');
  const comment =
    input.answer === 'AGAINST'
      ? readTextInput(input.comment ?? '', 'comment', EDITOR_NOTE)
      : readOptionalText(input.comment, 'comment', EDITOR_NOTE);
  if (!comment.ok) return comment;
  return ctx.as(systemActor('learning.outside-look')).transaction(async (tx) => {
    const look = await openLook(tx, tokenHash(input.secret), 'for update');
    if (!look || look.hash !== input.hash) return refuse('outside-look.not-valid');
    await updateLook(tx, look.id, { answer: input.answer, comment: comment.value ?? null, answered_at: tx.now });
    await insertItemEvent(tx, look.item_id, input.answer === 'FOR' ? 'outside-for' : 'outside-against', {
      number: look.number,
    });
    tx.audit({
      action: 'learning-item.answer-outside',
      object: { kind: ITEM, id: look.item_id },
      codes: { look: look.id, answer: input.answer },
    });
    tellEditors(tx, look.item_id);
    return ok();
  });
}
