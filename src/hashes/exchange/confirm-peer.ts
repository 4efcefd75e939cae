import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { decideApproval, waitingApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { PEER_APPROVAL } from './peer-approval.ts';
import { peerCertificate } from './peer-certificate-store.ts';

/**
 * Confirms the address of a partner and the certificate whose fingerprint the approver read; both were compared with what
 * the partner says of itself. Refusals: `peer.not-found`, `peer.nothing-waits`, `peer.certificate-changed`, those of `decideApproval`
 */
export async function confirmPeer(
  ctx: Ctx,
  input: { readonly peer: string; readonly address: string; readonly fingerprint: string },
): Promise<Result<void>> {
  const id = parseId<'hash-peer'>(input.peer);
  if (id === undefined) return refuse('peer.not-found');
  const waiting = await ctx.transaction(async (tx) => {
    const peer = await peerCertificate(tx, id);
    if (!peer) return refuse('peer.not-found');
    const approval = await waitingApproval(tx, PEER_APPROVAL, id);
    if (!approval) return refuse('peer.nothing-waits');
    if (peer.baseUrl !== input.address || peer.offered?.fingerprint !== input.fingerprint)
      return refuse('peer.certificate-changed');
    return ok(approval.id);
  });
  return waiting.ok ? decideApproval(ctx, { approval: waiting.value, decision: 'APPROVED' }) : waiting;
}
