import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { proposeEntry, verifyEntry, withdrawEntry } from '../../src/hashes/index.ts';
import type { BenchRow } from '../bench.ts';
import { must } from '../test/test-result.ts';
import { atLeast, atMost } from './support/bench-target.ts';
import { type BenchRegister, madeHash, openBenchRegister } from './support/hash-bench-register.ts';
import { quantile } from './support/quantile.ts';

const BATCH = 1_000;
const IN_FLIGHT = 2;
/** Questions that are compared with brute force; it looks at every hash for each. */
const BRUTE = 12;
const SINGLES_PER_SECOND = 200;
const ADDED_PER_SECOND = 5;

interface Task {
  readonly kind: 'batches' | 'singles';
  readonly base: string;
  readonly authorization: string;
  readonly seconds: number;
}

interface TaskResult {
  readonly questions: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/**
 * `npm run bench -- match [--size 1000000] [--seconds 20] [--made]`: `POST /api/v1/hashes/match` in batches of 1,000, then single
 * ones at 200 a second while entries are added; everything is on: keys, quota, log, audit, fsync. The client is a process
 * of its own on the same machine. "A core" is a second of the server process's processor time, the search thread's counted.
 * With `--made` the index is built from made-up entries that have no rows in the register (10 million rows would take
 * half an hour to write); the questions go the same way, through keys, quota, log and audit.
 */
export default async function match(args: readonly string[]): Promise<readonly BenchRow[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '20' },
      made: { type: 'boolean', default: false },
    },
  });
  const size = Number(values.size);
  const seconds = Number(values.seconds);
  const register = await openBenchRegister();
  const rows: BenchRow[] = [];
  try {
    if (!values.made) {
      await register.fill(size, (done) => process.stderr.write(`\rfilled ${done}`));
      process.stderr.write('\n');
    }
    const { key } = await register.member('NCMEC');
    const authorization = `Bearer ${key}`;
    if (values.made) {
      const seconds = (await register.startMatchingMade(size)) / 1_000;
      rows.push({ what: 'index of made-up entries', hashes: size, seconds: round(seconds) });
      rows.push(await agreesWithBruteForce(register, size));
    } else {
      const seconds = (await register.startMatching()) / 1_000;
      rows.push({ what: 'index of the whole register', hashes: size, seconds: round(seconds) });
      await register.service?.save();
      const snapshotted = await restart(register);
      rows.push({ what: 'index from its snapshot', hashes: size, seconds: round(snapshotted / 1_000) });
    }
    await run({ kind: 'batches', base: register.base, authorization, seconds: 3 });

    const before = process.cpuUsage();
    const batches = await run({ kind: 'batches', base: register.base, authorization, seconds });
    const used = process.cpuUsage(before);
    const core = (used.user + used.system) / 1e6;
    rows.push({
      what: 'batches of 1,000',
      hashes: size,
      perSecond: Math.round(batches.questions / batches.seconds),
      perCoreSecond: Math.round(batches.questions / core),
      coresUsed: round(core / batches.seconds),
      p50ms: quantile(batches.latencies, 0.5),
      p99ms: quantile(batches.latencies, 0.99),
      n: batches.latencies.length,
    });

    let adding = !values.made;
    let added = 0;
    const writer = (async () => {
      while (adding) {
        await addEntry(register);
        added += 1;
        await sleep(1_000 / ADDED_PER_SECOND);
      }
    })();
    const singles = await run({ kind: 'singles', base: register.base, authorization, seconds });
    adding = false;
    await writer;
    rows.push({
      what: 'single ones',
      hashes: size,
      perSecond: Math.round(singles.questions / singles.seconds),
      entriesAdded: added,
      p50ms: quantile(singles.latencies, 0.5),
      p99ms: quantile(singles.latencies, 0.99),
      n: singles.latencies.length,
    });
    if (!values.made) rows.push(...(await visible(register)));
    rows.push(
      atLeast(
        'hashes a second of a core, batches of 1,000',
        batches.questions / core,
        size > 1_000_000 ? 5_000 : 18_000,
      ),
      atMost(`p99 ms of single ones at ${SINGLES_PER_SECOND} a second`, quantile(singles.latencies, 0.99), 25),
    );
    rows.push({
      what: 'memory',
      hashes: size,
      residentMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
      indexMiB: Math.round(register.index().bytes / 2 ** 20),
    });
    return rows;
  } finally {
    await register.close();
  }
}

/** Made-up hashes near to those of the index, against a look at every one of them. */
async function agreesWithBruteForce(register: BenchRegister, size: number): Promise<BenchRow> {
  const questions = Array.from({ length: BRUTE }, (_, i) => {
    const value = Buffer.from(madeHash(Math.floor((i * size) / BRUTE)));
    for (let bit = 0; bit < i * 3; bit++) value[bit >> 3] = (value[bit >> 3] as number) ^ (1 << (bit & 7));
    return { type: 'pdq' as const, value };
  });
  const found = await register.index().ask(questions);
  const wanted = questions.map(() => 0);
  for (let n = 0; n < size; n++) {
    const hash = madeHash(n);
    for (const [i, { value }] of questions.entries())
      if (distance(hash, value) <= 31) wanted[i] = (wanted[i] as number) + 1;
  }
  const wrong = found.filter((answer, i) => answer.hits.length !== wanted[i]).length;
  return { what: 'questions that differ from brute force', hashes: size, n: questions.length, wrong };
}

function distance(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  // Two of 256 random bits differ in half: nearly all are out of reach after some bytes.
  for (let i = 0; i < 32 && bits <= 31; i++) bits += ONES[(a[i] as number) ^ (b[i] as number)] as number;
  return bits;
}
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

async function restart(register: BenchRegister): Promise<number> {
  await register.service?.close();
  return register.startMatching();
}

/** From the answer of the verb, which is the commit, to the index of the same process. */
async function visible(register: BenchRegister): Promise<BenchRow[]> {
  const added: number[] = [];
  const gone: number[] = [];
  const index = register.service?.index;
  const known = async (value: Buffer) => ((await index?.ask([{ type: 'pdq', value }]))?.[0]?.hits.length ?? 0) > 0;
  const until = async (value: Buffer, wanted: boolean) => {
    const started = performance.now();
    while ((await known(value)) !== wanted) await new Promise((resolve) => setImmediate(resolve));
    return performance.now() - started;
  };
  for (let i = 0; i < 50; i++) {
    const { id, value } = await addEntry(register);
    added.push(await until(value, true));
    must(await withdrawEntry(register.person('hash_db_approver'), { entry: id }));
    gone.push(await until(value, false));
  }
  const row = (what: string, sample: number[]) => ({
    what,
    p50ms: quantile(sample, 0.5),
    p99ms: quantile(sample, 0.99),
    n: sample.length,
  });
  return [row('visible after an addition', added), row('visible after a withdrawal', gone)];
}

async function addEntry(register: BenchRegister): Promise<{ id: string; value: Buffer }> {
  const value = randomBytes(32);
  const { id } = must(
    await proposeEntry(register.person('hash_db_operator'), {
      bank: 'NATIONAL',
      mediaKind: 'image',
      legalBasis: 'BENCH',
      signals: [{ type: 'pdq', value: value.toString('hex') }],
    }),
  );
  for (let i = 0; i < 2; i++)
    must(await verifyEntry(register.person('content_analyst'), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
  return { id, value };
}

const round = (value: number) => Math.round(value * 100) / 100;

function run(task: Task): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let result: TaskResult | undefined;
    child.on('message', (message) => {
      result = message as TaskResult;
    });
    child.once('close', () => (result ? resolve(result) : reject(new Error('the client ended without a result'))));
    child.send(task);
  });
}

async function client(task: Task): Promise<TaskResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const latencies: number[] = [];
  let questions = 0;
  let number = 0;
  const ask = async (count: number) => {
    const hashes = Array.from({ length: count }, () => ({
      type: 'pdq',
      value: createHash('sha256').update(`${process.pid} ${number++}`).digest('hex'),
      quality: 100,
    }));
    const body = JSON.stringify({ purpose: 'BENCH', hashes });
    const started = performance.now();
    await post(agent, task, body);
    latencies.push(performance.now() - started);
    questions += count;
  };
  const started = performance.now();
  const over = () => performance.now() - started > task.seconds * 1_000;
  if (task.kind === 'batches') {
    await Promise.all(
      Array.from({ length: IN_FLIGHT }, async () => {
        while (!over()) await ask(BATCH);
      }),
    );
  } else {
    const open: Promise<void>[] = [];
    for (let i = 0; !over(); i++) {
      // At their own times, whether or not the earlier ones are answered.
      const due = started + (i * 1_000) / SINGLES_PER_SECOND;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      open.push(ask(1));
    }
    await Promise.all(open);
  }
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { questions, seconds, latencies };
}

function post(agent: Agent, task: Task, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${task.base}/api/v1/hashes/match`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: task.authorization,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('end', () =>
          incoming.statusCode === 200
            ? resolve()
            : reject(new Error(`${incoming.statusCode} ${Buffer.concat(pieces)}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

if (process.send) {
  process.once('message', (task: Task) => {
    client(task).then((result) => {
      process.send?.(result);
      process.disconnect();
    });
  });
}
