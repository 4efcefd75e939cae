import { type Ctx, ok, type Refusal, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { agenciesWithFunction, postNotice } from '../../members/index.ts';
import { type Source, sourceByCode } from '../entries/register-store.ts';
import { noteAttempt, type Peer, peerById } from '../imports/import-store.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { PeerClient } from './peer-client.ts';

/** What one round with a partner needs. */
export interface PeerRound {
  readonly ctx: Ctx;
  readonly client: PeerClient;
  readonly peer: Peer;
  readonly source: Source;
}

/**
 * One round with a partner, as the system: finds it, opens the way to it, and keeps what came of it. A refusal is in the
 * audit and on the page of those who run the exchange; a changed certificate is told to them as a notice, once.
 * Refusals: `peer.not-found`, `peer.unconfirmed`, those of the work
 */
export async function withPeer<T>(
  ctx: Ctx,
  job: 'hashes.pull-peer' | 'hashes.push-peer',
  id: string,
  work: (round: PeerRound) => Promise<Result<T>>,
): Promise<Result<T>> {
  const system = ctx.as(systemActor(job));
  const found = await system.transaction(async (tx) => {
    const peer = await peerById(tx, id);
    const source = peer && (await sourceByCode(tx, peer.sourceCode));
    return peer && source ? ok({ peer, source }) : refuse('peer.not-found');
  });
  if (!found.ok) return found;
  const { peer, source } = found.value;
  const client = await PeerClient.open(ctx, peer);
  const [keeper] = await agenciesWithFunction(ctx, 'RUN_HASH_DB');
  const done = client.ok ? await work({ ctx: system, client: client.value, peer, source }) : client;
  await system.transaction(async (tx) => {
    await noteAttempt(tx, peer.id, done.ok ? null : done.refusal.code);
    if (!done.ok) await tellRefusal(tx, peer, source, done.refusal, keeper?.code);
    return ok();
  });
  if (!done.ok)
    ctx.kernel.log.warn(
      { job, peer: peer.id, refusal: done.refusal.code, facts: done.refusal.facts },
      'hash exchange: refused',
    );
  return done;
}

async function tellRefusal(
  tx: Tx,
  peer: Peer,
  source: Source,
  { code, facts }: Refusal,
  keeper: string | undefined,
): Promise<void> {
  tx.audit({
    organisation: source.agency,
    action: 'hash.exchange',
    outcome: 'refused',
    object: { kind: 'hash-peer', id: peer.id },
    codes: { refusal: code, ...facts },
  });
  tx.notify(registerEvent('hash-exchange', peer.id));
  if (keeper === undefined || code !== 'peer.certificate-changed' || peer.lastRefusal === code) return;
  await postNotice(
    tx,
    { roles: ['hash_db_operator', 'hash_db_approver'], agency: keeper },
    {
      kind: 'hash-peer.certificate-changed',
      object: { kind: 'hash-peer', id: peer.id },
      facts: { source: source.code },
    },
  );
}
