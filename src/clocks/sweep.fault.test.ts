import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertManyCases } from '../../tools/bench/support/many-cases.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { COMMUNE, NEIGHBOUR, openCasesHome } from '../cases/testing.ts';

const CLOCKS = 6000;
const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
beforeAll(async () => {
  await insertManyCases(home.owner, {
    cases: CLOCKS,
    eventsPerCase: 1,
    communes: [
      { code: COMMUNE, province: '01' },
      { code: NEIGHBOUR, province: '01' },
    ],
    dueFrom: new Date('2026-04-20T00:00:00Z'),
  });
});

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function worker(): { child: ChildProcess; ready: Promise<void>; ended: Promise<string> } {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'sweep-worker.testing.ts'),
      home.kernel.config.dataDir,
      home.ownerUrl,
      home.appUrl,
      '2026-04-22T02:00:00Z',
      '50',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  children.push(child);
  let said = '';
  let tellReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('ready')) tellReady();
  });
  return {
    child,
    ready,
    ended: new Promise((resolve) => child.once('exit', () => resolve(said.replace('ready\n', '')))),
  };
}

const escalated = async () =>
  (
    await home.owner.query<{ n: number }>(
      "select count(*)::int as n from clocks.escalation where kind = 'breach' and level = 'PROVINCE'",
    )
  ).rows[0]?.n ?? 0;

/** How many workers have finished a batch. */
const sweepers = async () =>
  (
    await home.owner.query<{ n: number }>(
      "select count(distinct body::jsonb ->> 'requestId')::int as n from kernel.audit_entry where action = 'clock.sweep'",
    )
  ).rows[0]?.n ?? 0;

it('two workers at once, one killed in the middle, escalate every clock once', async () => {
  const [first, second] = [worker(), worker()];
  await Promise.all([first.ready, second.ready]);
  for (const { child } of [first, second]) child.stdin?.write('go\n');
  // Each has done a part: a worker that had not yet begun would be killed beside the matter.
  await expect.poll(sweepers, { timeout: 30_000, interval: 5 }).toBe(2);
  await expect.poll(escalated, { timeout: 30_000, interval: 5 }).toBeGreaterThan(CLOCKS / 10);
  second.child.kill('SIGKILL');
  expect(await escalated()).toBeLessThan(CLOCKS);
  await second.ended;
  const third = worker();
  third.child.stdin?.end();
  const told = [await first.ended, await third.ended].map((line) => JSON.parse(line) as { breached: number });
  expect(await escalated()).toBe(CLOCKS);
  // What was told is what the audit says was done, batch by batch: nothing twice, nothing lost with the killed worker.
  const { rows } = await home.owner.query(
    "select sum((body::jsonb -> 'codes' ->> 'breached')::int)::int as n from kernel.audit_entry where action = 'clock.sweep'",
  );
  expect(rows[0].n).toBe(CLOCKS);
  expect((told[0]?.breached ?? 0) + (told[1]?.breached ?? 0)).toBeLessThan(CLOCKS);
  const { rows: left } = await home.owner.query("select count(*)::int as n from clocks.clock where status = 'running'");
  expect(left[0].n).toBe(0);
});
