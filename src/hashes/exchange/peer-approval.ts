import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { hashesCapabilities } from '../policies.ts';
import { registerEvent } from '../register-event.ts';
import { confirmCertificate, peerCertificate } from './peer-certificate-store.ts';

export const PEER_APPROVAL = 'hash-peer';

/** The address of a partner and its certificate are confirmed by an approver who did not name the partner. */
export const peerApproval: ApprovalKind = {
  code: PEER_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const peer = await peerCertificate(tx, id);
    return peer?.offered ? [`peer ${peer.id}`, peer.baseUrl, peer.offered.fingerprint] : undefined;
  },
  mayDecide: async (ctx, { actor }) => hashesCapabilities.can(actor, 'hash-exchange.confirm', ctx.now),
  async decided(_ctx, tx, { object }, decision) {
    if (decision === 'APPROVED') await confirmCertificate(tx, object.id);
    tx.audit({
      action: 'hash-exchange.confirm',
      object: { kind: 'hash-peer', id: object.id },
      codes: { decision },
    });
    tx.notify(registerEvent('hash-exchange', object.id));
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const peer = await peerCertificate(tx, object.id);
    return peer && { source: peer.source };
  },
};
