import type { AccountFacts, InboundReceiver, PublicContribution } from '../../channels/index.ts';
import { type Ctx, keyedDigest, newId, ok, type Result, type Tx } from '../../kernel/index.ts';
import { findDetails } from '../../listening/index.ts';
import { normalise } from '../../text/index.ts';
import { findDisclosure } from '../catalogue/reviews/find-disclosure.ts';
import { sealJson } from '../sealed-json.ts';
import { type CommentWords, commentBySubject, insertComment, updateComment } from './comment-store.ts';
import type { FanCommentRow } from './fan-page-tables.ts';
import { hideComment, leadIntoPrivate } from './lead-into-private.ts';
import { networkOf } from './network.ts';

/**
 * What people write on a page of ours. Whatever may tell of something that happened to a child goes to 111 and is hidden; whatever holds a
 * number, an address or another detail by which somebody could be found is hidden until a person has looked; the rest waits to be read.
 * Nothing is ever answered in public, and no picture is fetched.
 */
export const commentReceiver: InboundReceiver = {
  name: 'learning.fan-comments',
  kinds: ['public-contribution'],
  takes: ({ adapter }) => networkOf(adapter) !== undefined,
  async take(ctx, tx, { account, event, receivedAt }) {
    return event.kind === 'public-contribution' ? takeComment(ctx, tx, account, event, receivedAt) : ok();
  },
};

async function takeComment(
  ctx: Ctx,
  tx: Tx,
  account: AccountFacts,
  event: PublicContribution,
  at: Date,
): Promise<Result<void>> {
  const network = networkOf(account.adapter);
  // A bot’s channel tells us our own posts.
  if (network === undefined || network === 'TELEGRAM') return ok();
  const mark = await keyedDigest(ctx.kernel.vault, 'learning.fan-comment', `${account.id} ${event.subject}`);
  const known = await commentBySubject(tx, account.id, mark);
  if (event.change === 'removed') {
    if (known?.state === 'WAITING')
      await updateComment(tx, known.id, { state: 'REMOVED', sealed: null, decided_at: tx.now });
    return ok();
  }
  // 111 has it: what is added to it later is read there, in private.
  if (known?.state === 'TOLD') return ok();
  const id = known?.id ?? newId<'fan-comment'>(tx.now.getTime());
  const words: CommentWords = { text: event.text, subject: event.subject, attached: event.attachments.length > 0 };
  const tells = findDisclosure(event.text).length > 0;
  const leads = !tells && findDetails(normalise(event.text)).length > 0;
  const row: FanCommentRow = {
    id,
    account_id: account.id,
    agency: account.agency,
    network,
    subject_mark: mark,
    sealed: tells ? null : await sealJson(ctx.kernel, 'fan_comment', id, words),
    made_at: at,
    state: tells ? 'TOLD' : 'WAITING',
    hidden_at_once: tells || leads,
    decided_by: null,
    decided_at: tells ? tx.now : null,
    is_demonstration: account.is_demonstration,
  };
  if (known === undefined) await insertComment(tx, row);
  else {
    const { sealed, made_at, state, hidden_at_once, decided_at } = row;
    await updateComment(tx, id, { sealed, made_at, state, hidden_at_once, decided_by: null, decided_at });
  }
  tx.notify({ topic: 'learning.fan-comment', id, agency: account.agency });
  if (tells) return leadIntoPrivate(ctx, tx, account, { id, mark, subject: event.subject, text: event.text });
  return leads ? hideComment(ctx, tx, account.id, { comment: id, subject: event.subject }) : ok();
}
