import { type Ctx, type OfferedCertificate, ok, parseId, type Result } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { PEER_APPROVAL } from './peer-approval.ts';
import { offerCertificate, peerCertificate } from './peer-certificate-store.ts';
import { peerFetch } from './peer-fetch.ts';

const WITHIN_MS = 10_000;

/**
 * Looks at the certificate that a partner shows now, and asks that an approver confirm it with the address
 * (`decideApproval`, `confirmPeer`). Nothing but the handshake is sent.
 * Refusals: `peer.not-found`, `peer.private-network`, `link.*`, `approval.waits-already`, `approval.reason-missing`
 */
export async function askPeerConfirmation(
  ctx: Ctx,
  input: { readonly peer: string; readonly reason: string },
): Promise<Result<{ approval: string; certificate: OfferedCertificate }>> {
  const id = parseId<'hash-peer'>(input.peer);
  const found = id && (await ctx.transaction(async (tx) => ok(await peerCertificate(tx, id))));
  if (!found) return refuse('peer.not-found');
  if (!found.ok) return found;
  const peer = found.value;
  if (!peer) return refuse('peer.not-found');
  const looked = await peerFetch(ctx.kernel.config).certificate(peer.baseUrl, WITHIN_MS);
  if (!looked.ok) return looked.refusal.code === 'link.private-network' ? refuse('peer.private-network') : looked;
  return ctx.transaction(async (tx) => {
    await offerCertificate(tx, peer.id, looked.value);
    const asked = await askApproval(ctx, tx, {
      kind: PEER_APPROVAL,
      object: { kind: 'hash-peer', id: peer.id },
      agency: null,
      madeBy: peer.createdBy === null ? [] : [peer.createdBy],
      reason: input.reason,
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'hash-exchange.manage', object: { kind: 'hash-peer', id: peer.id }, codes: { act: 'ask' } });
    tx.notify(registerEvent('hash-exchange', peer.id));
    return ok({ approval: asked.value.id, certificate: looked.value });
  });
}
