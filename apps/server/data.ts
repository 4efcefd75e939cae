import type pg from 'pg';
import { createContext, type Kernel, newId, systemActor } from '../../src/kernel/index.ts';
import { modules } from './modules.ts';

/**
 * Brings the data that the code of each module carries into the database, in the order of the modules; the demonstration, the
 * last of them, where the settings ask for it. Safe at every start: what is there stays.
 */
export async function prepareData(kernel: Kernel, owner: pg.Pool, say: (line: string) => void): Promise<void> {
  const ctx = createContext(kernel, {
    actor: systemActor('server.prepare-data'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
  for (const { name, sync } of modules) {
    const synced = await sync?.(ctx, { owner, say });
    // At a start a refusal is a fault of the data that the code carries.
    if (synced && !synced.ok)
      throw new Error(`the start was refused by ${name}: ${synced.refusal.code} ${synced.refusal.field ?? ''}`);
  }
}
