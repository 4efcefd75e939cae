import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { peerState, setPeerEnabled } from './peer-standing-store.ts';

/** Pauses the exchange with a partner, resumes it, or asks for a round now; the job does it. Refusals: `peer.not-found`, `peer.paused` */
export async function steerPeer(
  ctx: Ctx,
  input: { readonly peer: string; readonly act: 'pause' | 'resume' | 'now' },
): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const peer = await peerState(tx, input.peer);
    if (!peer) return refuse('peer.not-found');
    if (input.act === 'now' && !peer.enabled) return refuse('peer.paused');
    if (input.act !== 'now') await setPeerEnabled(tx, input.peer, input.act === 'resume');
    if (input.act !== 'pause') {
      await tx.enqueue('hashes.pull-peer', { peer: input.peer }, { key: `hashes.pull-peer ${input.peer}` });
      if (peer.pushes)
        await tx.enqueue('hashes.push-peer', { peer: input.peer }, { key: `hashes.push-peer ${input.peer}` });
    }
    tx.audit({
      action: 'hash-exchange.manage',
      object: { kind: 'hash-peer', id: input.peer },
      codes: { act: input.act },
    });
    tx.notify(registerEvent('hash-exchange', input.peer));
    return ok();
  });
}
