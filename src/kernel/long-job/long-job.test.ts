import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { type Actor, actorName } from '../actor.ts';
import { openKernel } from '../kernel.ts';
import { createLog } from '../log.ts';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { type LongJob, type LongJobKind, longJobKinds } from './long-job.ts';
import { advanceLongJob, lastLongJobs, startLongJob, stopLongJob } from './long-jobs.ts';
import { reviveLongJobs, runLongJob } from './run-long-job.ts';

/** What the planted kinds do next; a test sets it. */
let work: LongJobKind['run'];
let stopped: LongJob[] = [];
const KIND = 'kernel.test-work';
const planted = {
  name: 'planted',
  offers: [
    longJobKinds.offer({
      kind: KIND,
      run: (ctx, given) => work(ctx, given),
      onStopped: async (_tx, job) => void stopped.push(job),
    }),
  ],
};

let home: TestKernel;
let kernel: TestKernel['kernel'];
const asker = testPerson([], 'A05');
const system: Actor = { kind: 'system', job: 'kernel.long-job' };

beforeAll(async () => {
  home = await openTestKernel();
  kernel = await openKernel(home.kernel.config, home.ownerUrl, {
    clock: home.clock,
    log: createLog('silent'),
    modules: [planted],
  });
});
beforeEach(() => {
  stopped = [];
});
afterAll(async () => {
  await kernel.close();
  await home.close();
});

const as = (actor: Actor) => ({ ...home.context(actor), kernel });
async function start(objectId: string, actor = asker, more: object = {}) {
  return as(actor).transaction((tx) => startLongJob(tx, { kind: KIND, objectId, ...more }));
}
async function started(objectId: string, more: object = {}): Promise<string> {
  const begun = await start(objectId, asker, more);
  if (!begun.ok) throw new Error(begun.refusal.code);
  return begun.value.id;
}
async function seen(objectId: string, actor: Actor = asker): Promise<LongJob | undefined> {
  const found = await as(actor).transaction(async (tx) => ok((await lastLongJobs(tx, KIND, [objectId])).get(objectId)));
  return found.ok ? found.value : undefined;
}
const stop = (id: string, actor = asker): Promise<Result<void>> =>
  as(actor).transaction((tx) => stopLongJob(tx, kernel, { kind: KIND, id }));

test('is asked for, tells how far it is, and ends with what came of it', async () => {
  const id = await started('thing-1', { input: { page: 3 } });
  expect(await seen('thing-1')).toMatchObject({
    id,
    state: 'WAITING',
    done: 0,
    askedBy: actorName(asker),
    input: { page: 3 },
  });
  work = async (_ctx, given) => {
    expect(given.input).toEqual({ page: 3 });
    await given.report(2, 5);
    expect(await seen('thing-1')).toMatchObject({ state: 'RUNNING', done: 2, total: 5 });
    await given.report(5, 5);
    return ok({ outcome: { model: 'm-1' } });
  };
  await runLongJob(as(system), id);
  expect(await seen('thing-1')).toMatchObject({ state: 'DONE', done: 5, total: 5, outcome: { model: 'm-1' } });
  // A second call of the job finds it over.
  work = () => Promise.reject(new Error('must not run'));
  await runLongJob(as(system), id);
});

test('a refusal is what it ended with', async () => {
  const id = await started('thing-2');
  work = async () => refuse('request.invalid');
  await runLongJob(as(system), id);
  expect(await seen('thing-2')).toMatchObject({ state: 'REFUSED', refusal: 'request.invalid' });
});

test('asked for twice it runs once; another agency is told that it runs and nothing else', async () => {
  const first = await start('thing-3');
  const again = await start('thing-3');
  expect(again).toEqual(ok({ id: first.ok && first.value.id, already: true }));
  expect(await start('thing-3', testPerson([], 'C111'))).toMatchObject({
    ok: false,
    refusal: { code: 'long-job.already-running' },
  });
  expect(await seen('thing-3', testPerson([], 'C111'))).toBeUndefined();
  expect(await stop(String(first.ok && first.value.id), testPerson([], 'C111'))).toMatchObject({
    refusal: { code: 'record.not-found' },
  });
  await started('thing-4', { national: true });
  expect(await seen('thing-4', testPerson([], 'C111'))).toMatchObject({ state: 'WAITING' });
});

test('stops at once where it waits, and at its next step where it runs; what is done stays done', async () => {
  const waiting = await started('thing-5');
  expect(await stop(waiting)).toEqual(ok());
  expect(await seen('thing-5')).toMatchObject({ state: 'CANCELLED' });
  expect(await stop(waiting)).toMatchObject({ refusal: { code: 'long-job.over' } });

  const running = await started('thing-6');
  work = async (_ctx, given) => {
    expect(await given.report(1, 9)).toBe(true);
    expect(await stop(running)).toEqual(ok());
    expect((await seen('thing-6'))?.stopping).toBe(true);
    expect(await given.report(9, 9)).toBe(false);
    expect(given.signal.aborted).toBe(true);
    return ok({});
  };
  await runLongJob(as(system), running);
  expect(await seen('thing-6')).toMatchObject({ state: 'CANCELLED', done: 9, stopping: false });
  expect(stopped.map((job) => job.objectId)).toEqual(['thing-5', 'thing-6']);
});

test('what a dead process left is taken up again from where it was, and at last given up', async () => {
  const id = await started('thing-7');
  const dies: LongJobKind['run'] = async (_ctx, given) => {
    await given.report(given.doneBefore + 1, 9);
    return new Promise(() => undefined);
  };
  for (const attempt of [1, 2, 3]) {
    work = dies;
    void runLongJob(as(system), id);
    await expect.poll(async () => (await seen('thing-7'))?.done).toBe(attempt);
    expect(await reviveLongJobs(as(system))).toBe(0);
    home.clock.advance(91_000);
    expect(await reviveLongJobs(as(system))).toBe(1);
    expect((await seen('thing-7'))?.state).toBe(attempt < 3 ? 'WAITING' : 'BROKEN');
  }
  expect(await seen('thing-7')).toMatchObject({ done: 3, refusal: 'long-job.broken' });
  expect(stopped.map((job) => job.objectId)).toEqual(['thing-7']);
  const { rows } = await home.owner.query(
    "select count(*)::integer as n from graphile_worker.jobs where task_identifier = 'kernel.long-job' and key like $1",
    [`%${id}%`],
  );
  expect(rows[0].n).toBe(3);
});

test('one that was taken up elsewhere ends here without a word', async () => {
  const id = await started('thing-8');
  work = async (_ctx, given) => {
    home.clock.advance(91_000);
    await reviveLongJobs(as(system));
    expect(await given.report(4, 4)).toBe(false);
    return ok({ outcome: { mine: true } });
  };
  await runLongJob(as(system), id);
  expect(await seen('thing-8')).toMatchObject({ state: 'WAITING', outcome: {} });
});

test('an error is tried again later, and is not taken for an end', async () => {
  const id = await started('thing-9');
  work = () => Promise.reject(new Error('the disk is full'));
  await expect(runLongJob(as(system), id)).rejects.toThrow('the disk is full');
  expect(await seen('thing-9')).toMatchObject({ state: 'WAITING' });
  work = async () => ok({});
  await runLongJob(as(system), id);
  expect(await seen('thing-9')).toMatchObject({ state: 'DONE' });
});

test('a queue carries it on, step by step, and the last step ends it', async () => {
  const id = await started('thing-10', { total: 5 });
  work = async () => ok({ carriedOn: true });
  await runLongJob(as(system), id);
  const step = (done: number) =>
    as(system).transaction(async (tx) =>
      ok(await advanceLongJob(tx, kernel, { kind: KIND, objectId: 'thing-10', done })),
    );
  expect(await step(3)).toEqual(ok(true));
  home.clock.advance(91_000);
  expect(await reviveLongJobs(as(system))).toBe(0);
  expect(await seen('thing-10')).toMatchObject({ state: 'RUNNING', done: 3 });
  expect(await step(2)).toEqual(ok(true));
  expect(await seen('thing-10')).toMatchObject({ state: 'DONE', done: 5 });

  const other = await started('thing-11', { total: 5 });
  await runLongJob(as(system), other);
  expect(await stop(other)).toEqual(ok());
  expect(
    await as(system).transaction(async (tx) =>
      ok(await advanceLongJob(tx, kernel, { kind: KIND, objectId: 'thing-11', done: 1 })),
    ),
  ).toEqual(ok(false));
  expect(await seen('thing-11')).toMatchObject({ state: 'CANCELLED' });
});
