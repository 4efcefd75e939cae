import { postingAccounts } from '../../channels/index.ts';
import { actOnRecord, type Ctx, canBy, ok, personsOnly, type RecordKind, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { type CommentWords, findComment, updateComment } from './comment-store.ts';
import { fanCommentPolicy } from './fan-page-policies.ts';
import type { FanCommentRow } from './fan-page-tables.ts';
import { hideComment, leadIntoPrivate } from './lead-into-private.ts';

/** It may stand; it is hidden; or it tells of something that happened, and goes to 111 in private. */
const commentDecisions = ['KEEP', 'HIDE', 'TELL'] as const;

const commentRecord: RecordKind<FanCommentRow, 'fan-comment.decide'> = {
  kind: 'fan-comment',
  acts: personsOnly,
  find: (tx, id, { lock }) => findComment(tx, id, lock ? 'for update' : undefined),
  can: canBy(fanCommentPolicy, ({ state, agency }) => ({ state, agency })),
  notFound: () => refuse('fan-comment.not-found'),
  notPermitted: (_actor, _action, { state }) => (state === 'WAITING' ? undefined : refuse('fan-comment.decided')),
};

/**
 * Decides on a comment; however it is decided, its words are gone from here.
 * Refusals: those of an act on a record, of a filing and of the outbox, `fan-comment.not-found`, `fan-comment.decided`,
 * `fan-comment.unusable`
 */
export function decideFanComment(
  ctx: Ctx,
  input: { readonly comment: string; readonly decision: string },
): Promise<Result<void>> {
  return actOnRecord(commentRecord, ctx, 'fan-comment.decide', { id: input.comment }, async (tx, row, actor) => {
    const decision = commentDecisions.find((one) => one === input.decision);
    if (decision === undefined || row.sealed === null) return refuse('fan-comment.unusable', { field: 'decision' });
    const { text, subject } = await openJson<CommentWords>(ctx.kernel, 'fan_comment', {
      id: row.id,
      sealed: row.sealed,
    });
    if (decision === 'HIDE' && !row.hidden_at_once) {
      const hidden = await hideComment(ctx, tx, row.account_id, { comment: row.id, subject });
      if (!hidden.ok) return hidden;
    }
    if (decision === 'TELL') {
      const accounts = await postingAccounts(ctx, tx, { agency: row.agency, demonstration: row.is_demonstration });
      const name = accounts.find(({ id }) => id === row.account_id)?.name ?? '';
      const account = { id: row.account_id, name, is_demonstration: row.is_demonstration };
      const led = await leadIntoPrivate(ctx, tx, account, { id: row.id, mark: row.subject_mark, subject, text });
      if (!led.ok) return led;
    }
    await updateComment(tx, row.id, {
      sealed: null,
      state: ({ KEEP: 'KEPT', HIDE: 'HIDDEN', TELL: 'TOLD' } as const)[decision],
      decided_by: actor.person,
      decided_at: tx.now,
    });
    tx.audit({
      organisation: row.agency,
      action: 'fan-comment.decide',
      object: { kind: 'fan-comment', id: row.id },
      codes: { decision },
    });
    tx.notify({ topic: 'learning.fan-comment', id: row.id, agency: row.agency });
    return ok();
  });
}
