import { rmSync } from 'node:fs';
import type pg from 'pg';
import { embeddedAccess } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createTestPool } from '../../tools/test/test-database.ts';
import { copiedInstallation } from '../copied-installation.ts';

/** The whole demonstration in a process of its own, as `npm start` runs it, on a data folder of one test file's own. */
export interface Demonstration {
  readonly server: SpawnedServer;
  close(): Promise<void>;
}

let database: pg.Pool | undefined;

/** Starts it on a copy of the one that the run has made. */
export async function openDemonstration(): Promise<Demonstration> {
  const dataDir = await copiedInstallation('demonstration');
  // Networks are played on this machine.
  const server = await spawnServer({
    dataDir,
    env: { DEMONSTRATION: 'on', CHANNEL_NETWORKS: '127.0.0.0/8' },
    withinMs: 120_000,
  });
  database = createTestPool(embeddedAccess(dataDir).superuserUrl, 1);
  await quietDesk(database);
  return {
    server,
    async close() {
      await database?.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The shift of the demonstration is over, and nobody waits: what a test asks for is the first that rings. */
async function quietDesk(pool: pg.Pool): Promise<void> {
  await pool.query(
    `update counselling.contact set state = 'done', ended_at = began_at, recorded_at = began_at, offered_to = null, offer_until = null,
       place_until = null, wrap_until = null
     where state not in ('done', 'abandoned') or (state = 'done' and recorded_at is null)`,
  );
  await pool.query('update counselling.helper_shift set ended_at = last_sign_at where ended_at is null');
}

/** A one-time code works once; a test signs the same person in more often than every thirty seconds. */
export async function forgetUsedCodes(): Promise<void> {
  await database?.query('update members.totp set last_step = 0');
}

/** A report that social listening raised and no person made. */
export async function reportOfNobody(): Promise<string | undefined> {
  const found = await database?.query<{ id: string }>(
    `select id from intake.report where informant_type = 'MONITORING'
       and not exists (select 1 from intake.receipt where report_id = report.id) limit 1`,
  );
  return found?.rows[0]?.id;
}

/** An item that its page calls gone in words alone, which two persons may end. */
export async function itemThatSaysGone(): Promise<{ readonly id: string; readonly reference: string }> {
  const found = await database?.query<{ id: string; reference: string }>(
    `select item.id, item.reference from takedown.item as item join takedown.look_place as place on place.item_id = item.id
     where item.state = 'ORDERED' and place.last_outcome = 'SOFT_404' order by item.id limit 1`,
  );
  const row = found?.rows[0];
  if (!row) throw new Error('the demonstration has no such item');
  return row;
}
