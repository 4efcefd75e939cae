import { getLocale } from '../../../paraglide/runtime.js';
import { answer, personOf, shown, text } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { notAllowed } from '../../../server/hash-guard.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-exchange.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:hash-exchange');
  const { hashes } = app.modules;
  const actor = personOf(ctx);
  const peers = shown(ctx, await hashes.peerStandings(ctx));
  const status = shown(ctx, await hashes.exchangeStatus(ctx));
  const refusals = hashes.hashesRefusals as Readonly<
    Record<string, { vi: { title: string; next: string }; en: { title: string; next: string } }>
  >;
  return {
    seq: status.seq,
    changedAt: status.changedAt.toISOString(),
    lists: status.lists.map((list) => ({ ...list })),
    peers: peers.map((peer) => ({
      id: peer.id,
      source: peer.source,
      kind: words('hrkind', peer.kind),
      bank: peer.bank,
      protocol: words('hrprotocol', peer.protocol),
      address: peer.baseUrl,
      remoteList: peer.remoteList,
      pushList: peer.pushList,
      enabled: peer.enabled,
      lastSuccessAt: peer.lastSuccessAt?.toISOString() ?? null,
      lastAttemptAt: peer.lastAttemptAt?.toISOString() ?? null,
      lagHours: peer.lastSuccessAt === null ? null : (ctx.now.getTime() - peer.lastSuccessAt.getTime()) / 3_600_000,
      problem:
        peer.lastRefusal === null
          ? undefined
          : (refusals[peer.lastRefusal]?.[getLocale()] ?? { title: peer.lastRefusal, next: '' }),
      received: peer.received,
      sent: peer.sent,
      place: placeOf(peer.checkpoint),
      pushPlace: placeOf(peer.pushCheckpoint),
    })),
    mayManage: app.permissions.allows({ action: 'hash-exchange.manage' }, actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};

/** How far we have read, as our own bookkeeping says it; an opaque cursor is only shown to be there. */
function placeOf(checkpoint: Readonly<Record<string, unknown>>): {
  from: string | null;
  cursor: boolean;
  paging: boolean;
} {
  return {
    from: typeof checkpoint.from === 'string' ? checkpoint.from : null,
    cursor: typeof checkpoint.cursor === 'string',
    paging: checkpoint.window !== undefined || checkpoint.full === true,
  };
}

export const actions: Actions = {
  lai: async ({ locals, request }) => {
    const refused = await notAllowed(locals, 'hash-exchange.manage');
    if (refused) return refused;
    const form = await request.formData();
    const act = text(form, 'act');
    return answer(
      locals.ctx,
      await locals.app.modules.hashes.steerPeer(locals.ctx, {
        peer: text(form, 'peer'),
        act: act === 'pause' || act === 'resume' ? act : 'now',
      }),
    );
  },
};
