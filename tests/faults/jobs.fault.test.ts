import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ok, systemActor } from '../../src/kernel/index.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { endWorkers, runWorker } from './worker.ts';

const home = fileFixture(() => openTestKernel(), 60_000);
afterAll(endWorkers);

test('a job of a killed process runs in another one, and a long job of a living one is not taken from it', async () => {
  const file = (name: string) => join(home.kernel.config.dataDir, name);
  const notes = file('notes.txt');
  writeFileSync(notes, '');
  const told = () => readFileSync(notes, 'utf8').split('\n').filter(Boolean);
  await home.context(systemActor('test')).transaction(async (tx) => {
    await tx.enqueue('probe.long', {});
    await tx.enqueue('probe.struck', {});
    return ok();
  });
  const living = runWorker('work-jobs.ts', home, ['living', 'probe.long', notes, file('end-of-long')]);
  await expect.poll(told, { timeout: 60_000 }).toEqual(['living begins probe.long']);
  // Its connection is cut for a moment, as by a network; it works on.
  const cut = await home.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'la-chan job worker' and datname = current_database()`,
  );
  expect(cut.rowCount).toBe(1);
  const killed = await runWorker('work-jobs.ts', home, ['killed', 'probe.struck', notes, file('never')], 0);
  expect(killed.code).toBeNull();
  const { rows } = await home.owner.query(
    "select 1 from graphile_worker.jobs where task_identifier = 'probe.struck' and locked_by is not null",
  );
  expect(rows).toHaveLength(1);
  const struckAt = Date.now();
  // Two that do not wait: one for the job of the killed one, one that would take the long job.
  const [struck, idle] = ['probe.struck', 'probe.long'].map((job) =>
    runWorker('work-jobs.ts', home, ['other', job, notes]),
  );
  await expect.poll(told, { timeout: 180_000 }).toContain('other ends probe.struck');
  console.info(`the job of a killed process ran again after ${Math.round((Date.now() - struckAt) / 1_000)} s`);
  expect(told().filter((line) => line.endsWith('begins probe.long'))).toEqual(['living begins probe.long']);
  expect(existsSync(file('end-of-long'))).toBe(false);
  writeFileSync(file('end-of-long'), '');
  expect((await living).code).toBe(0);
  expect(told().filter((line) => line.endsWith('probe.long'))).toEqual([
    'living begins probe.long',
    'living ends probe.long',
  ]);
  expect((await struck)?.code).toBe(0);
  // Whoever waits for the long job has none to do.
  endWorkers();
  await idle;
  const left = await home.owner.query("select 1 from graphile_worker.jobs where task_identifier like 'probe.%'");
  expect(left.rows).toEqual([]);
}, 300_000);
