import { type Decoders, hashMedia, type Matching, matchHashes, signalsOfMedia } from '../../hashes/index.ts';
import { type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { insertSignals } from '../alerts/signal-store.ts';
import { openDetails, openTextKeys } from '../listening-sealing.ts';
import { raiseSeverity, storedPosts } from '../posts/observation-store.ts';
import { label } from '../review/label.ts';
import { liveVersion } from './pipeline-store.ts';
import { raiseAlerts } from './process-batch.ts';
import { bury, finish, lease } from './queue-store.ts';

/** What looking at media needs of its process. */
export interface MediaParts {
  /** Fetches what an address leads to into memory, if it is a picture or video of the public internet; the bytes are gone when `work` is done. */
  withMedia<T>(url: string, work: (bytes: Uint8Array) => Promise<T>): Promise<Result<T>>;
  readonly decoders: Decoders;
  /** The hash index of this process. */
  readonly matching: Matching;
}

const BATCH = 20;
const ATTEMPTS = 5;
/** How long one process may hold an item before another takes it, milliseconds. */
const LEASE = 5 * 60_000;
/** Addresses of one post that are looked at. */
const ADDRESSES_MOST = 8;
const CSAM = 'csam.known';

/**
 * Looks at links and media of posts: fetched into memory, hashed, asked of the register, forgotten. Nothing of a file is
 * written anywhere. A post that matches is an alert whatever its words say. The work is done outside any transaction;
 * its effects stand in one, with the end of the lease, so that they happen once.
 * @returns how many posts were looked at
 */
export async function processMedia(ctx: Ctx, parts: MediaParts): Promise<Result<number>> {
  const system = ctx.as(systemActor('listening.process-media'));
  const leased = await system.transaction(async (tx) => {
    const items = await lease(tx, 'media', BATCH, new Date(tx.now.getTime() + LEASE));
    const posts = await storedPosts(
      tx,
      items.map((item) => item.observation),
      true,
    );
    const keys = await openTextKeys(
      system,
      tx,
      posts.map((post) => post.key),
    );
    return ok(
      items.map((item) => {
        const post = posts.find((one) => one.id === item.observation);
        const key = post && keys.get(post.key);
        const details = post && key ? openDetails(key, post.id, post.details) : undefined;
        const addresses = details ? [...details.media.map(({ url }) => url), ...details.links] : [];
        return { item, post, addresses: [...new Set(addresses)].slice(0, ADDRESSES_MOST) };
      }),
    );
  });
  if (!leased.ok) return leased;
  for (const { item, post, addresses } of leased.value) {
    let matched = false;
    let failed = false;
    for (const address of addresses) {
      const looked = await lookAt(system, parts, address);
      matched ||= looked === 'matched';
      failed ||= looked === 'failed';
    }
    const written = await system.transaction(async (tx) => {
      // Whoever comes second finds the item gone, and does nothing.
      if (failed && !matched && item.attempts < ATTEMPTS) return ok();
      if (!(await finish(tx, item))) return ok();
      if (failed && !matched)
        await bury(tx, [{ ...item, id: newId<'dead-letter'>(tx.now.getTime()), reason: 'media' }]);
      if (!matched || !post || post.cluster === null) return ok();
      const live = await liveVersion(tx);
      if (!live) throw new Error('no version of the pipeline is live');
      const { severity } = label.get(CSAM);
      await insertSignals(tx, live.id, [{ observation: post.id, label: CSAM, score: 1, origin: 'hash' }]);
      await raiseSeverity(tx, post.id, severity, CSAM);
      await raiseAlerts(tx, lawOf(ctx.kernel), live.id, [
        {
          observation: post.id,
          source: post.source,
          observedAt: post.observedAt,
          cluster: post.cluster,
          label: CSAM,
          severity,
          origin: 'hash',
        },
      ]);
      return ok();
    });
    if (!written.ok) return written;
  }
  return ok(leased.value.length);
}

/** One address: whether what stands there is known. A refusal (not media, not public, too large) is an answer. */
async function lookAt(ctx: Ctx, parts: MediaParts, address: string): Promise<'matched' | 'nothing' | 'failed'> {
  try {
    const hashed = await parts.withMedia(address, (bytes) => hashMedia(bytes, parts.decoders));
    if (!hashed.ok) return 'nothing';
    if (!hashed.value.ok) return hashed.value.refusal.code === 'media.busy' ? 'failed' : 'nothing';
    const answered = await matchHashes(ctx, parts.matching, {
      hashes: signalsOfMedia(hashed.value.value),
      purpose: 'LISTENING',
    });
    if (!answered.ok) return 'failed';
    return answered.value.answers.some((answer) => answer.outcome === 'match') ? 'matched' : 'nothing';
  } catch (error) {
    ctx.kernel.log.warn({ fault: (error as Error).name }, 'listening: media could not be looked at');
    return 'failed';
  }
}
