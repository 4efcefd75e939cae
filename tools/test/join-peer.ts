import { askPeerConfirmation, type CreatePeer, confirmPeer, createPeer } from '../../src/hashes/index.ts';
import type { Ctx } from '../../src/kernel/index.ts';
import { must } from './test-result.ts';

/** Names a partner and has its certificate, as it is shown now, confirmed by the second person. @returns its id */
export async function joinPeer(operator: Ctx, approver: Ctx, input: CreatePeer): Promise<string> {
  const { id } = must(await createPeer(operator, input));
  const { certificate } = must(await askPeerConfirmation(operator, { peer: id, reason: 'Lý do giữ chỗ.' }));
  must(await confirmPeer(approver, { peer: id, address: input.baseUrl, fingerprint: certificate.fingerprint }));
  return id;
}
