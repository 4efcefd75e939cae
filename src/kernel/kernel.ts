import { join } from 'node:path';
import { openActorKey } from './actor-key-store.ts';
import { ActorProof } from './actor-proof.ts';
import { auditKey } from './audit.ts';
import { Budget } from './budget.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { Database } from './database.ts';
import { evidenceBucket } from './evidence/evidence-bucket.ts';
import type { EvidenceFiles } from './evidence/evidence-files.ts';
import { evidenceFolder } from './evidence/evidence-folder.ts';
import { Offered, type Offering } from './extension-point.ts';
import { Live } from './live.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { appUrl } from './migrate.ts';
import { belongs, openVault } from './sealing/open-vault.ts';
import { Sealing } from './sealing/sealing.ts';
import { type Vault, VaultError } from './sealing/vault.ts';
import { vaultCheckRow } from './sealing/vault-check-store.ts';

/** The services that every verb may use; built once per process by the composition root. */
export interface Kernel {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly vault: Vault;
  readonly sealing: Sealing;
  readonly database: Database;
  /** Shows the database who acts: for connections that are not the app's pool. */
  readonly proof: ActorProof;
  readonly live: Live;
  readonly evidence: EvidenceFiles;
  /** Bytes of large bodies in this process. */
  readonly uploads: Budget;
  /** What the modules of this process offer each other. */
  readonly offered: Offered;
  close(): Promise<void>;
}

/**
 * Opens the kernel on a migrated database.
 * @param ownerUrl address of the owning role; the app's own role and password are derived from it and the vault
 * @param parts.modules whose offers reach the verbs
 */
export async function openKernel(
  config: Config,
  ownerUrl: string,
  parts: { clock?: Clock; log?: Log; modules?: readonly Offering[] } = {},
): Promise<Kernel> {
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? createLog(config.logLevel);
  const vault = await openVault(config, ownerUrl);
  const url = config.databaseAppUrl ?? appUrl(ownerUrl, await appPassword(vault));
  const actorKey = () => openActorKey(ownerUrl, vault);
  const proof = new ActorProof(await actorKey(), actorKey);
  const database = new Database({ url, log, size: config.databasePool, auditKey: await auditKey(vault), proof });
  const live = new Live(url, log);
  await live.start();
  return {
    config,
    clock,
    log,
    metrics: createMetrics(),
    vault,
    sealing: new Sealing(vault, clock),
    database,
    proof,
    live,
    evidence: config.evidenceBucket
      ? evidenceBucket(config.evidenceBucket)
      : evidenceFolder(join(config.dataDir, 'evidence')),
    uploads: new Budget(config.uploadBudgetBytes),
    offered: new Offered(parts.modules ?? []),
    close: async () => {
      await live.close();
      await database.close();
    },
  };
}

/**
 * Whether this process can do its work: the database answers, and the vault opens what it wrapped for it.
 * @throws where one of them does not
 */
export async function checkReady({ database, vault }: Pick<Kernel, 'database' | 'vault'>): Promise<void> {
  const check = await database.read(vaultCheckRow);
  if (check && !(await belongs(vault, check))) throw new VaultError('the root key is another installation’s');
}

/** The app role's password comes from the vault, so that no file and no setting holds it. */
export async function appPassword(vault: Vault): Promise<string> {
  return Buffer.from(await vault.derive('database-app-role')).toString('base64url');
}
