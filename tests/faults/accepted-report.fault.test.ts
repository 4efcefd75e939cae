import { randomInt, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { killDatabase } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { copiedInstallation } from '../copied-installation.ts';

/** How often the server or the database is killed in the middle of the stream. */
const KILLS = 20;
const IN_FLIGHT = 8;
/** Between two reports of one sender, in ms: what counts is the moment of a kill, not how much came before it. */
const PAUSE = 60;

interface Receipt {
  readonly locator: string;
  readonly words: readonly string[];
}

let dataDir: string | undefined;
let server: SpawnedServer | undefined;
afterAll(async () => {
  await server?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

describe('an accepted report', () => {
  test(`is never lost, whatever dies: kill -9 of server or database, ${KILLS} times`, async () => {
    const data = await copiedInstallation('installation');
    dataDir = data;
    const accepted = new Map<string, Receipt>();
    const tried: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      server = await spawnServer({
        dataDir: data,
        env: { RATE_LIMIT_FACTOR: '1000', DEMONSTRATION: 'off', LOG_LEVEL: 'fatal' },
      });
      const { portal } = server;
      let open = true;
      const senders = Array.from({ length: IN_FLIGHT }, async () => {
        while (open) {
          const key = randomUUID();
          tried.push(key);
          const receipt = await file(portal, key);
          if (receipt) accepted.set(key, receipt);
          await sleep(PAUSE);
        }
      });
      await sleep(randomInt(100, 700));
      await (round % 2 === 0 ? server.kill() : killDatabase(data));
      open = false;
      await Promise.all(senders);
      await server.kill();
    }
    server = await spawnServer({
      dataDir: data,
      env: { RATE_LIMIT_FACTOR: '1000', DEMONSTRATION: 'off', LOG_LEVEL: 'fatal' },
    });
    expect(accepted.size).toBeGreaterThan(KILLS);
    // Each acknowledged receipt opens its report.
    const { portal } = server;
    const receipts = accepted.values();
    const openers = Array.from({ length: IN_FLIGHT }, async () => {
      // One iterator for all of them: each takes the next that nobody has.
      for (const receipt of receipts) {
        const answer = await postJson(portal, '/api/v1/receipts/open', receipt);
        expect(answer.status).toBe(200);
      }
    });
    await Promise.all(openers);
    // A report whose answer was lost on the way is sent again with its key: it is one report, and an acknowledged one keeps its receipt.
    for (const key of [...tried.slice(0, 20), ...tried.slice(-20)]) {
      const again = await file(server.portal, key);
      expect(again).toBeDefined();
      if (accepted.has(key)) expect(again).toEqual(accepted.get(key));
    }
    console.log(`kills: ${KILLS}, submissions: ${tried.length}, acknowledged: ${accepted.size}, lost: 0`);
  }, 1_200_000);
});

async function file(portal: string, key: string): Promise<Receipt | undefined> {
  try {
    const answer = await postJson(
      portal,
      '/api/v1/reports',
      { reporter: { kind: 'child' }, narrative: `Văn bản thử ${key}` },
      { 'idempotency-key': key },
    );
    return answer.status === 201 ? ((await answer.json()) as { receipt: Receipt }).receipt : undefined;
  } catch {
    // The server died under the request: nothing was acknowledged.
    return undefined;
  }
}

function postJson(
  portal: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${portal}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
}
