import { createHash } from 'node:crypto';
import { type Ctx, ok, type Result, systemActor, vietnamDate } from '../../kernel/index.ts';
import {
  adminUnitsAt,
  centralAgencies,
  communeAgencies,
  type Day,
  provincialAgencies,
} from '../../vocabulary/index.ts';
import { type AgencySeed, deskSeed } from './agency.ts';
import { rememberSeed, seedDigest, upsertAgencies, upsertDesks } from './agency-store.ts';

/**
 * Brings the vocabulary's agencies and the first desks into the database. Safe to run at every start:
 * the same data writes nothing, and what an operator changed stays as it is.
 * @param seed other agencies than the vocabulary's, for tests
 * @returns how many rows were written
 */
export async function syncAgencies(
  ctx: Ctx,
  seed: readonly AgencySeed[] = vocabularyAgencies(ctx.now),
): Promise<Result<number>> {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, deskSeed]))
    .digest('hex');
  return ctx.as(systemActor('members.sync-agencies')).transaction(async (tx) => {
    if ((await seedDigest(tx, 'agencies')) === digest) return ok(0);
    const written = await upsertAgencies(tx, seed);
    const known = new Set(seed.map((agency) => agency.code));
    await upsertDesks(
      tx,
      deskSeed.filter((desk) => known.has(desk.agency)),
    );
    await rememberSeed(tx, 'agencies', digest);
    tx.audit({ action: 'agency.manage', codes: { rows: written } });
    return ok(written);
  });
}

/** Central agencies of all times, and the provincial and commune agencies of the units that exist today. */
function vocabularyAgencies(now: Date): AgencySeed[] {
  const units = adminUnitsAt(vietnamDate(now) as Day);
  return [
    ...centralAgencies,
    ...units.filter((unit) => unit.level === 1).flatMap((unit) => provincialAgencies(unit)),
    ...units.filter((unit) => unit.level === 2).flatMap((unit) => communeAgencies(unit)),
  ];
}
