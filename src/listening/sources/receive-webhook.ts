import type { InboundRequest } from '../../channels/index.ts';
import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { refuseSource } from '../collectors/refusals.ts';
import { handshakeOf, hear } from '../collectors/webhooks.ts';
import { observe } from '../posts/observe.ts';
import { openSecrets } from './create-source.ts';
import { countSource, type SourceRow, sourceRow } from './source-store.ts';

/**
 * Takes a network's call for a source: verified, and of what it tells the public posts and comments alone. Private
 * messages are counted as refused and let go.
 * Refusals: `source.no-webhook`, `webhook.*`, `listening-source.not-running`, `listening.busy` (retryAfterSeconds)
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: { readonly source: string; readonly request: InboundRequest },
): Promise<Result<void>> {
  const system = ctx.as(systemActor('listening.webhook'));
  const source = await webhookSource(system, input.source);
  if (!source.ok) return source;
  const { id, kind, sealedSecrets } = source.value;
  const heard = hear(kind, input.request, await openSecrets(system, id, sealedSecrets), ctx.now);
  if (!heard.ok) return heard;
  const { posts, privateMessages } = heard.value;
  if (posts.length > 0) {
    const observed = await observe(system, { sourceId: id, posts });
    if (!observed.ok) return observed;
  }
  if (privateMessages === 0) return ok();
  return system.transaction(async (tx) => {
    const none = { accepted: 0, known: 0, sampledOut: 0, truncated: 0, malformed: 0, deleted: 0 };
    await countSource(tx, id, { ...none, offered: privateMessages, refused: privateMessages });
    return ok();
  });
}

/** A network's question when a webhook is registered. Refusals: `source.no-webhook`, `webhook.handshake-refused` */
export async function answerHandshake(
  ctx: Ctx,
  input: { readonly source: string; readonly query: URLSearchParams },
): Promise<Result<string>> {
  const system = ctx.as(systemActor('listening.webhook'));
  const source = await webhookSource(system, input.source);
  if (!source.ok) return source;
  const { id, kind, sealedSecrets } = source.value;
  return handshakeOf(kind, input.query, await openSecrets(system, id, sealedSecrets));
}

async function webhookSource(system: Ctx, source: string): Promise<Result<SourceRow>> {
  const id = parseId<'source'>(source);
  const found = await system.transaction(async (tx) => ok(id && (await sourceRow(tx, id))));
  if (!found.ok) return found;
  return found.value ? ok(found.value) : refuseSource('source.no-webhook');
}
