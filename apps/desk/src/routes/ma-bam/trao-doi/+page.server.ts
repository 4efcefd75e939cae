import { HOUR } from '../../../../../../src/kernel/time.pure.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { bankName } from '../../../hash/hash-words.server.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { localName, words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-exchange.read' };

export const load: PageServerLoad = async ({ locals, depends }) => {
  const { app, ctx } = locals;
  depends('desk:hash-exchange');
  const { hashes } = app.modules;
  const actor = personOf(ctx);
  const peers = valueOrError(ctx, await hashes.peerStandings(ctx));
  const status = valueOrError(ctx, await hashes.exchangeStatus(ctx));
  const waiting = await pendingApprovals(app, ctx, hashes.PEER_APPROVAL);
  const mayManage = app.permissions.allows({ action: 'hash-exchange.manage' }, actor, ctx.now);
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
      kind: words('hash_source_kind', peer.kind),
      bank: peer.bank,
      protocol: words('hash_peer_protocol', peer.protocol),
      address: peer.baseUrl,
      certificate: peer.certificate && grouped(peer.certificate),
      offered: peer.offered && {
        fingerprint: grouped(peer.offered.fingerprint),
        subject: peer.offered.subject,
        issuer: peer.offered.issuer,
        validTo: peer.offered.validTo,
        vouched: peer.offered.vouched,
      },
      approval: waiting.get(peer.id),
      remoteList: peer.remoteList,
      pushList: peer.pushList,
      enabled: peer.enabled,
      lastSuccessAt: peer.lastSuccessAt?.toISOString() ?? null,
      lastAttemptAt: peer.lastAttemptAt?.toISOString() ?? null,
      lagHours: peer.lastSuccessAt === null ? null : (ctx.now.getTime() - peer.lastSuccessAt.getTime()) / HOUR,
      problem:
        peer.lastRefusal === null
          ? undefined
          : (refusals[peer.lastRefusal]?.[getLocale()] ?? { title: peer.lastRefusal, next: '' }),
      received: peer.received,
      sent: peer.sent,
      place: placeOf(peer.checkpoint),
      pushPlace: placeOf(peer.pushCheckpoint),
    })),
    choices: mayManage ? await choicesOf(locals, new Set(peers.map((peer) => peer.source))) : undefined,
    now: ctx.now.toISOString(),
  };
};

/** As certificates are read aloud: pairs, divided by colons. */
const grouped = (fingerprint: string) => (fingerprint.match(/../g) ?? []).join(':').toUpperCase();

/** What a new partner is put together from; sources that have a partner already are left out. */
async function choicesOf({ app, ctx }: App.Locals, taken: ReadonlySet<string>) {
  const { hashes } = app.modules;
  const sources = valueOrError(ctx, await hashes.listSources(ctx));
  const banks = valueOrError(ctx, await hashes.listBanks(ctx));
  const lists = valueOrError(ctx, await hashes.listReach(ctx));
  return {
    sources: sources
      .filter((one) => one.kind !== 'own' && !taken.has(one.code))
      .map((one) => ({
        value: one.code,
        label: `${one.code} · ${words('hash_source_kind', one.kind)} · ${one.licence}`,
      })),
    banks: banks
      .filter((bank) => bank.code !== hashes.REMOVAL_BANK)
      .map((bank) => ({ value: bank.code, label: `${bankName(bank)} · ${words('hash_bank_mode', bank.mode)}` })),
    protocols: (['delta', 'ncmec-v2'] as const).map((value) => ({ value, label: words('hash_peer_protocol', value) })),
    lists: lists.map((list) => ({ value: list.code, label: localName(list) })),
  };
}

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
  /** The key is wrapped at once and never comes back to a page. */
  noi: permittedAct('hash-exchange.manage', ({ ctx, modules, form }) =>
    modules.hashes.createPeer(ctx, {
      source: text(form, 'source'),
      bank: text(form, 'bank'),
      protocol: text(form, 'protocol') === 'ncmec-v2' ? 'ncmec-v2' : 'delta',
      baseUrl: text(form, 'baseUrl').trim(),
      client: text(form, 'client').trim(),
      key: text(form, 'key').trim(),
      remoteList: field(form, 'remoteList')?.toUpperCase(),
      remoteBank: field(form, 'remoteBank')?.toUpperCase(),
      pushList: field(form, 'pushList'),
    }),
  ),
  /** Looks at the partner's certificate and asks an approver to confirm it. */
  'xin-xac-nhan': permittedAct('hash-exchange.manage', ({ ctx, modules, form }) =>
    modules.hashes.askPeerConfirmation(ctx, { peer: text(form, 'peer'), reason: text(form, 'reason') }),
  ),
  'xac-nhan': decideApproval,
  lai: permittedAct('hash-exchange.manage', ({ ctx, modules, form }) => {
    const act = text(form, 'act');
    return modules.hashes.steerPeer(ctx, {
      peer: text(form, 'peer'),
      act: act === 'pause' || act === 'resume' ? act : 'now',
    });
  }),
};
