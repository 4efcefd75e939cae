import { sql } from 'kysely';
import { DAY, rows, type Tx } from '../../kernel/index.ts';
import type { OutboundPurpose, OutboundState } from './outbound.ts';
import type { OutboundInList, OutboxFigures } from './outbound-view.ts';
import { outboundPolicy } from './outbox-policy.ts';

export interface OutboundFilters {
  readonly state?: OutboundState | undefined;
  readonly purpose?: OutboundPurpose | undefined;
  readonly channel?: string | undefined;
}

type Line = Omit<OutboundInList, 'account' | 'about'> & {
  readonly account: string;
  readonly accountName: string;
  readonly accountState: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
};

export async function outboundPage(
  tx: Tx,
  { state, purpose, channel }: OutboundFilters,
  after: string | undefined,
  most: number,
): Promise<OutboundInList[]> {
  const found = await rows(
    tx,
    sql<Line>`select message.id, purpose, channel, account.id as account, account.name as "accountName", account.state as "accountState",
        message.state, held, reason, part, parts, tries, next_at as "nextAt", object_kind as "objectKind", object_id as "objectId",
        provider_id as provider, queued_at as "queuedAt", sent_at as "sentAt", delivered_at as "deliveredAt", read_at as "readAt",
        ended_at as "endedAt", sealed is not null as kept
      from channels.outbound_message as message join channels.channel_account as account on account.id = message.account_id
      where ${outboundPolicy.filter(tx.actor, 'outbound-message.list', tx.now, 'message')}
        and (${state ?? null}::text is null or message.state = ${state ?? null})
        and (${purpose ?? null}::text is null or purpose = ${purpose ?? null})
        and (${channel ?? null}::text is null or channel = ${channel ?? null})
        and (${after ?? null}::uuid is null or message.id < ${after ?? null}::uuid)
      order by message.id desc limit ${most}`,
  );
  return found.map(({ account, accountName, accountState, objectKind, objectId, ...line }) => ({
    ...line,
    nextAt: line.state === 'waiting' || line.state === 'unsure' ? line.nextAt : null,
    account: { id: account, name: accountName, state: accountState },
    about: objectKind === null || objectId === null ? null : { kind: objectKind, id: objectId },
  }));
}

export async function countOutbound(tx: Tx): Promise<OutboxFigures> {
  const since = new Date(tx.now.getTime() - DAY);
  const [figures] = await rows(
    tx,
    sql<OutboxFigures>`select count(*) filter (where state in ('waiting', 'sending'))::integer as waiting,
        count(*) filter (where state = 'unsure')::integer as unsure, count(*) filter (where state = 'dead')::integer as dead,
        count(*) filter (where sent_at >= ${since}::timestamptz)::integer as "sentToday",
        extract(epoch from ${tx.now}::timestamptz - min(queued_at) filter (where state = 'waiting' and held is null))::integer as "oldestSeconds"
      from channels.outbound_message as message
      where ${outboundPolicy.filter(tx.actor, 'outbound-message.list', tx.now, 'message')}
        and (state in ('waiting', 'sending', 'unsure', 'dead') or sent_at >= ${since}::timestamptz)`,
  );
  return figures as OutboxFigures;
}
