import type pg from 'pg';
import { leaveOutOverRealRows } from '../../src/demonstration/index.ts';
import {
  appPassword,
  type Config,
  createContext,
  type Kernel,
  migrate,
  newId,
  openKernel,
  openPool,
  openVault,
  rememberVault,
  systemActor,
} from '../../src/kernel/index.ts';
import { keepLaw } from '../../src/vocabulary/index.ts';
import { refuseTemplateKeys } from './from-template.ts';
import { schemasOf } from './migrate.ts';
import { modules } from './modules.ts';

/** A kernel on a database with everything in it that the code brings. */
export interface PreparedInstallation {
  readonly kernel: Kernel;
  /** Connections of the tables' owner. */
  readonly owner: pg.Pool;
  close(): Promise<void>;
}

/**
 * Migrates the database and brings in the data that each module carries, in their order; the demonstration, the last of them,
 * where the settings ask for it and nothing real is there. Safe at every start: what is there stays.
 */
export async function prepareInstallation(
  config: Config,
  databaseUrl: string,
  say: (line: string) => void,
): Promise<PreparedInstallation> {
  const vault = await openVault(config, databaseUrl);
  const ran = await migrate(
    databaseUrl,
    config.databaseAppUrl ? undefined : await appPassword(vault),
    schemasOf(modules),
  );
  if (ran.length > 0) say(`Đã cập nhật cơ sở dữ liệu (${ran.length}) · Database migrated (${ran.length})`);
  const kernel = await leaveOutOverRealRows(await openKernel(config, databaseUrl, { modules }), say);
  refuseTemplateKeys(kernel.config);
  const owner = openPool(databaseUrl, kernel.log, 4);
  await rememberVault(owner, vault);
  const leaveLaw = await keepLaw(asPlatform(kernel));
  await syncModules(kernel, owner, say);
  return {
    kernel,
    owner,
    close: async () => {
      leaveLaw();
      await owner.end();
      await kernel.close();
    },
  };
}

/** Brings in the data that each module carries. */
export async function syncModules(kernel: Kernel, owner: pg.Pool, say: (line: string) => void): Promise<void> {
  for (const { name, sync } of modules) {
    const synced = await sync?.(asPlatform(kernel), { owner, say });
    // At a start a refusal is a fault of the data that the code carries.
    if (synced && !synced.ok)
      throw new Error(`the start was refused by ${name}: ${synced.refusal.code} ${synced.refusal.field ?? ''}`);
  }
}

const asPlatform = (kernel: Kernel) =>
  createContext(kernel, {
    actor: systemActor('server.prepare-installation'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
