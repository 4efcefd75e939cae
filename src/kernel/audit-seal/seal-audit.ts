import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { auditKey, auditMac, chainStart } from '../audit.ts';
import { walk } from '../audit-verify.ts';
import type { Ctx } from '../context.ts';
import { ok } from '../result.ts';
import { brokenSeal, FIRST, sealText } from './audit-seal.ts';
import { grownChains, insertSeal, lockLastSeal, sealRows } from './audit-seal-store.ts';

/**
 * Seals the chains that grew since the last seal, as far as they are sound: from then on not even the tables' owner can make
 * that past anew. A chain that is not sound is not sealed, and is told.
 * @returns how many chains were sealed, and which are broken
 */
export async function sealAudit(ctx: Ctx): Promise<{ sealed: number; broken: readonly string[] }> {
  const key = await auditKey(ctx.kernel.vault);
  const broken: string[] = [];
  const result = await ctx.transaction(async (tx) => {
    const last = await lockLastSeal(tx);
    const heads: { organisation: string; sequence: number; hash: Buffer }[] = [];
    for (const chain of await grownChains(tx.query())) {
      const { organisation, sealedSequence: sequence } = chain;
      const from = { sequence, hash: chain.sealedHash ?? chainStart(organisation), keyed: sequence > 0 };
      const walked = await walk(tx.query(), organisation, key, from);
      if (walked.broken) broken.push(organisation);
      else if (walked.at.sequence > sequence)
        heads.push({ organisation, sequence: walked.at.sequence, hash: walked.at.hash });
    }
    if (heads.length === 0) return ok(0);
    const run = (last?.run ?? 0) + 1;
    const body = sealText({
      run,
      at: tx.now.toISOString(),
      heads: Object.fromEntries(heads.map((one) => [one.organisation, [one.sequence, one.hash.toString('hex')]])),
      previous: last ? last.mac.toString('hex') : FIRST,
    });
    await insertSeal(tx, { run, body, mac: auditMac(key, body) }, heads);
    return ok(heads.length);
  });
  for (const organisation of broken) ctx.kernel.log.error({ organisation }, 'the audit chain is broken: not sealed');
  return { sealed: result.ok ? result.value : 0, broken };
}

/**
 * The first seal that is missing or was changed; undefined where all are as they were made.
 * @param atLeast the run that was published last: there must be as many
 */
export async function brokenSealOf(db: Kysely<unknown>, key: KeyObject, atLeast = 0): Promise<number | undefined> {
  const seals = await sealRows(db);
  return brokenSeal(seals, key) ?? (seals.length < atLeast ? seals.length + 1 : undefined);
}
