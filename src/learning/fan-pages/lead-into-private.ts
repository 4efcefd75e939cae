import { type AccountFacts, NO_WISHES, queueMessage } from '../../channels/index.ts';
import { fileFromPlatform } from '../../intake/index.ts';
import { type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { announcementLine } from './announcement-lines.ts';

const FAN_PAGES = systemActor('learning.fan-pages');

type At = Pick<AccountFacts, 'id' | 'is_demonstration'> & { readonly name: string };

/** Hides a comment on our page, so that nobody else reads it. Nothing is written under it. Refusals: those of the outbox */
export async function hideComment(
  ctx: Ctx,
  tx: Tx,
  account: string,
  of: { readonly comment: string; readonly subject: string },
): Promise<Result<void>> {
  const queued = await queueMessage(ctx, tx, {
    key: `fan-comment-hide:${of.comment}`,
    purpose: 'post',
    to: { account, address: '', wishes: NO_WISHES, apart: `comment ${of.comment}` },
    text: '',
    ahead: true,
    post: { act: 'hide', subject: of.subject },
  });
  return queued.ok ? ok() : queued;
}

/**
 * What tells of something that happened to a child is led out of the public at once: it is filed for the 111 desk through intake's front
 * door, hidden on the page, and its writer is asked in private to write there or to call. In public nothing is answered. Twice is once.
 * Refusals: those of a filing and of the outbox
 */
export async function leadIntoPrivate(
  ctx: Ctx,
  tx: Tx,
  account: At,
  comment: { readonly id: string; readonly mark: Buffer; readonly subject: string; readonly text: string },
): Promise<Result<void>> {
  const filed = await fileFromPlatform(ctx.as(FAN_PAGES), {
    channel: 'FANPAGE_COMMENT',
    // By the comment itself: whatever is undone here and tried anew is the same report.
    idempotencyKey: `fan-comment.${comment.mark.toString('hex')}`,
    demonstration: account.is_demonstration,
    report: {
      reporter: { kind: 'other' },
      narrative: `${comment.text}\n\n${announcementLine('told', account.name)}`,
      language: 'vi',
    },
  });
  if (!filed.ok) return filed;
  const hidden = await hideComment(ctx, tx, account.id, { comment: comment.id, subject: comment.subject });
  if (!hidden.ok) return hidden;
  const asked = await queueMessage(ctx, tx, {
    key: `fan-comment-private:${comment.id}`,
    purpose: 'automatic',
    to: { account: account.id, address: '', wishes: NO_WISHES, apart: `comment ${comment.id} in private` },
    text: announcementLine('private'),
    comment: comment.subject,
  });
  return asked.ok ? ok() : asked;
}
