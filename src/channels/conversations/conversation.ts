import { newId, type Tx } from '../../kernel/index.ts';
import type { AccountKey } from '../accounts/account-sealing.ts';
import type { PrivateMessage } from '../inbound-event.ts';
import type { ConversationRow } from '../tables.ts';

/** The row of a conversation that begins with this person, by the network's identifier of them. */
export function newConversation(
  tx: Tx,
  account: { readonly id: string; readonly is_demonstration: boolean; readonly key: AccountKey },
  peer: string,
): ConversationRow {
  const id = newId<'conversation'>(tx.now.getTime());
  return {
    id,
    account_id: account.id,
    peer_mark: account.key.mark('peer', peer),
    sealed_peer: account.key.seal(`peer:${id}`, peer),
    began_at: tx.now,
    last_inbound_at: null,
    last_inbound_automatic: false,
    sealed_answers: null,
    inbound_count: 0,
    outbound_count: 0,
    is_demonstration: account.is_demonstration,
  };
}

/** The network's identifier of the person: for the adapter alone. */
export function peerOf(key: AccountKey, { id, sealed_peer }: Pick<ConversationRow, 'id' | 'sealed_peer'>): string {
  return key.open(`peer:${id}`, sealed_peer);
}

/** What an answer is tied to, at networks that thread: the newest message from them. */
export function sealAnswerTo(key: AccountKey, conversation: string, message: Pick<PrivateMessage, 'id'>): Buffer {
  return key.seal(`answers:${conversation}`, message.id);
}

export function answerToOf(
  key: AccountKey,
  { id, sealed_answers }: Pick<ConversationRow, 'id' | 'sealed_answers'>,
): { readonly id: string } | undefined {
  return sealed_answers === null ? undefined : { id: key.open(`answers:${id}`, sealed_answers) };
}
