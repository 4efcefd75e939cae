import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { modules } from '../../apps/server/modules.ts';
import { createContext, createLog, newId, openKernel, readConfig } from '../../src/kernel/index.ts';
import { createMachineClient } from '../../src/members/index.ts';
import type { BenchRow } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { embeddedAccess } from '../test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../test/spawn-server.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const SIGN_INS = 16;
const UPLOADS = 4;
const UPLOAD_BYTES = 120 * 2 ** 20;
const GROWTH_MOST_MIB = 300;

/**
 * What an attacker takes from others. Filing one report after the other, alone and with sixteen wrong sign-ins in flight without a
 * pause, each from another address as a proxy tells it: p95 in milliseconds. And the resident memory of the server's process,
 * sampled every 20 ms, while four videos of 120 MiB are sent at once by a machine with the right key.
 */
export default async function exhaustion(args: readonly string[]): Promise<readonly BenchRow[]> {
  const filings = Number(args[0] ?? 200);
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({
    dataDir,
    env: { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off', TRUSTED_PROXIES: '127.0.0.1,::1' },
  });
  const agent = new Agent({ keepAlive: true });
  try {
    await file(server, agent, filings);
    const quiet = await file(server, agent, filings);
    const flood = floodOfSignIns(server);
    const under = await file(server, agent, filings);
    const answers = await flood.stop();
    const uploads = await measureUploads(server, await machineKey(dataDir));
    const [quietP95, underP95] = [quantile(quiet, 0.95), quantile(under, 0.95)];
    return [
      { what: 'filing alone', p50ms: quantile(quiet, 0.5), p95ms: quietP95, n: filings },
      {
        what: `filing, ${SIGN_INS} wrong sign-ins in flight`,
        p50ms: quantile(under, 0.5),
        p95ms: underP95,
        n: filings,
        signIns: answers.size === 0 ? '' : [...answers].map(([status, count]) => `${count} x ${status}`).join(', '),
      },
      atMost('p95 of filing under wrong sign-ins, times that alone', underP95 / quietP95, 2),
      {
        what: `${UPLOADS} uploads of 120 MiB at once`,
        answers: uploads.statuses.join(', '),
        beforeMiB: uploads.before,
        mostMiB: uploads.most,
      },
      atMost('MiB that memory grew by under uploads', uploads.most - uploads.before, GROWTH_MOST_MIB),
    ];
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function file(server: SpawnedServer, agent: Agent, count: number): Promise<number[]> {
  const took: number[] = [];
  const body = JSON.stringify({ reporter: { kind: 'child' }, narrative: 'Văn bản thử nghiệm trung tính. '.repeat(10) });
  for (let n = 0; n < count; n += 1) {
    const started = performance.now();
    const { status } = await send(`${server.portal}/api/v1/reports`, {
      agent,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: [Buffer.from(body)],
    });
    if (status !== 201) throw new Error(`a filing was answered with ${status}`);
    took.push(performance.now() - started);
  }
  return took;
}

/** Keeps wrong sign-ins in flight until it is stopped. @returns how often each status came */
function floodOfSignIns(server: SpawnedServer) {
  const answers = new Map<number, number>();
  let going = true;
  let from = 0;
  const agent = new Agent({ keepAlive: true });
  const runs = Array.from({ length: SIGN_INS }, async () => {
    while (going) {
      from += 1;
      const form = new URLSearchParams({
        login: `khong.co.${from}@don-vi.example`,
        password: 'sai mật khẩu rồi',
        code: '000000',
      });
      const { status } = await send(`${server.desk}/dang-nhap?/vao`, {
        agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: server.desk,
          accept: 'application/json',
          'x-forwarded-for': `198.51.${(from >> 8) & 255}.${from & 255}`,
        },
        body: [Buffer.from(form.toString())],
      });
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  });
  return {
    stop: async () => {
      going = false;
      await Promise.all(runs);
      agent.destroy();
      return answers;
    },
  };
}

async function measureUploads(server: SpawnedServer, key: string) {
  const before = residentMiB(server);
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, residentMiB(server));
  }, 20);
  const one = randomBytes(2 ** 20);
  // The head of an MP4 and then noise: it is taken as a video, handed to a decoder, and found to be none.
  const head = Buffer.concat([
    Buffer.from(
      '--grenze\r\ncontent-disposition: form-data; name="video"; filename="v.mp4"\r\ncontent-type: video/mp4\r\n\r\n',
    ),
    Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
  ]);
  const body = [
    head,
    ...Array.from({ length: UPLOAD_BYTES / one.length }, () => one),
    Buffer.from('\r\n--grenze--\r\n'),
  ];
  const answers = await Promise.all(
    Array.from({ length: UPLOADS }, () =>
      send(`${server.desk}/h/hash`, {
        headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=grenze' },
        body,
      }),
    ),
  );
  clearInterval(sampler);
  return { before, most, statuses: answers.map(({ status }) => status) };
}

/** Of the server's own process, from the system's table. */
function residentMiB(server: SpawnedServer): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function machineKey(dataDir: string): Promise<string> {
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_POOL: '2', DEMONSTRATION: 'off' });
  const kernel = await openKernel(config, embeddedAccess(dataDir).ownerUrl, { log: createLog('silent'), modules });
  try {
    const ctx = createContext(kernel, {
      actor: testPerson('sysadmin', 'CENTRAL'),
      requestId: newId<'request'>(),
      language: 'vi',
    });
    const made = must(await createMachineClient(ctx, { agency: 'NCMEC', name: 'Bench', scopes: ['hash.match'] }));
    return made.key;
  } finally {
    await kernel.close();
  }
}

/** Sends a body in pieces as they are taken, and reads the answer to its end. */
function send(
  url: string,
  given: { agent?: Agent; headers: Readonly<Record<string, string>>; body: readonly Buffer[] },
): Promise<{ status: number }> {
  const length = given.body.reduce((sum, piece) => sum + piece.length, 0);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        ...(given.agent && { agent: given.agent }),
        headers: { ...given.headers, 'content-length': length },
      },
      (incoming) => {
        incoming.resume();
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0 }));
      },
    );
    outgoing.on('error', reject);
    void (async () => {
      for (const piece of given.body)
        if (!outgoing.write(piece)) await new Promise((drained) => outgoing.once('drain', drained));
      outgoing.end();
    })();
  });
}
