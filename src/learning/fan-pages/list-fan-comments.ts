import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { findDetails, mask } from '../../listening/index.ts';
import { normalise } from '../../text/index.ts';
import { openJson } from '../sealed-json.ts';
import { type CommentWords, waitingComments } from './comment-store.ts';
import { fanCommentPolicy } from './fan-page-policies.ts';
import type { Network } from './network.ts';

const MOST = 50;

export interface WaitingComment {
  readonly id: string;
  readonly network: Network;
  readonly madeAt: Date;
  /** With what could lead to a person hidden behind dots: an editor decides without knowing it. Its writer is never named. */
  readonly text: string;
  /** A picture or a file came with it, which is not shown. */
  readonly attached: boolean;
  /** It is hidden on the page already. */
  readonly hidden: boolean;
}

/** Comments that wait to be read, the oldest first; that they were read is in the audit. Refusals: `access.not-permitted` */
export async function listFanComments(ctx: Ctx): Promise<Result<readonly WaitingComment[]>> {
  if (!fanCommentPolicy.couldEver(ctx.actor, 'fan-comment.decide', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const waiting: WaitingComment[] = [];
    for (const row of await waitingComments(tx, MOST)) {
      if (row.sealed === null) continue;
      const { text, attached } = await openJson<CommentWords>(ctx.kernel, 'fan_comment', {
        id: row.id,
        sealed: row.sealed,
      });
      waiting.push({
        id: row.id,
        network: row.network,
        madeAt: row.made_at,
        text: mask(text, findDetails(normalise(text))),
        attached,
        hidden: row.hidden_at_once,
      });
    }
    if (waiting.length > 0) tx.audit({ action: 'fan-comment.read', codes: { count: waiting.length } });
    return ok(waiting);
  });
}
