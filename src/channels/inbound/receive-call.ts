import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { hears } from '../accounts/account.ts';
import { type AccountInUse, useAccount } from '../accounts/open-account.ts';
import type { InboundRequest } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { storeEvents } from './store-events.ts';

/**
 * Takes a network's call for an account: verified by its adapter, stored, and only then answered.
 * Refusals: `webhook.*`, `channel-account.no-webhook`, `channel-account.not-open`
 */
export async function receiveCall(
  ctx: Ctx,
  input: { readonly account: string; readonly request: InboundRequest },
): Promise<Result<Response>> {
  const found = await accountOfCall(ctx, input.account);
  if (!found.ok) return found;
  const account = found.value;
  const { adapter, open, row } = account;
  if (!adapter.receive) return refuse('channel-account.no-webhook');
  if (!hears(row.state)) return refuse('channel-account.not-open');
  const events = adapter.receive(input.request, open, ctx.now);
  if (!events.ok) return events;
  const stored = await storeEvents(ctx, account, events.value);
  return stored.ok ? ok(adapter.answer?.(events.value) ?? plain('ok')) : stored;
}

/**
 * A question by GET: what a network asks when a webhook is registered, or a call where it tells everything in the address.
 * Refusals: as `receiveCall`, `webhook.handshake-refused`
 */
export async function answerQuestion(
  ctx: Ctx,
  input: { readonly account: string; readonly request: InboundRequest },
): Promise<Result<Response>> {
  const found = await accountOfCall(ctx, input.account);
  if (!found.ok) return found;
  const { adapter, open } = found.value;
  if (!adapter.handshake) return receiveCall(ctx, input);
  const answered = adapter.handshake(input.request.query ?? new URLSearchParams(), open);
  return answered.ok ? ok(plain(answered.value)) : answered;
}

async function accountOfCall(ctx: Ctx, account: string): Promise<Result<AccountInUse>> {
  const id = parseId<'channel-account'>(account);
  const found = id && (await useAccount(ctx, id));
  return found ? ok(found) : refuse('channel-account.no-webhook');
}

function plain(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}
