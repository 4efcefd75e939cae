import { randomInt, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { killDatabase } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { copiedInstallation } from '../copied-installation.ts';

const KILLS = 20;
/** Chats at once, lines under way in each, and lines that are taken between two kills. */
const [CHATS, UNDER_WAY, EACH] = [10, 2, 50];

interface Line {
  readonly text: string;
  readonly lineKey: string;
}

interface Chat {
  readonly cookie: string;
  /** Sent, and not answered. */
  readonly waiting: Line[];
  /** Texts with the number that was answered. */
  readonly taken: Map<string, number>;
}

let dataDir: string | undefined;
let server: SpawnedServer | undefined;
afterAll(async () => {
  await server?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

test(`no line of a live chat is lost or doubled, whatever dies: kill -9 of server or database, ${KILLS} times`, {
  timeout: 900_000,
}, async () => {
  const data = await copiedInstallation('installation');
  dataDir = data;
  const env = { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off', LOG_LEVEL: 'fatal' };
  const start = () => spawnServer({ dataDir: data, env });
  server = await start();
  const { portal } = server;
  const chats = await Promise.all(Array.from({ length: CHATS }, () => begin(portal)));
  const taken = () => chats.reduce((sum, chat) => sum + chat.taken.size, 0);
  for (let round = 0; round < KILLS; round += 1) {
    const running = server;
    let open = true;
    const writers = chats.flatMap((chat) =>
      Array.from({ length: UNDER_WAY }, async () => {
        while (open) await write(running.portal, chat, chat.waiting.shift() ?? newLine());
      }),
    );
    await expect.poll(taken, { timeout: 120_000, interval: 20 }).toBeGreaterThanOrEqual(EACH * (round + 1));
    await sleep(randomInt(50));
    await (round % 2 === 0 ? running.kill() : killDatabase(data));
    open = false;
    await Promise.all(writers);
    await running.kill();
    server = await start();
  }
  for (const chat of chats)
    for (let line = chat.waiting.shift(); line; line = chat.waiting.shift()) await write(server.portal, chat, line);
  expect(taken()).toBeGreaterThanOrEqual(KILLS * EACH);
  for (const { cookie, taken, waiting } of chats) {
    expect(waiting).toEqual([]);
    const lines = await read(server.portal, cookie);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1));
    expect(lines.map(({ seq, text }) => [text, seq])).toEqual([...taken].sort(([, a], [, b]) => a - b));
  }
  console.log(`kills: ${KILLS}, lines: ${taken()}, lost: 0, doubled: 0`);
});

const newLine = (): Line => {
  const lineKey = randomUUID();
  return { text: `Câu ${lineKey}.`, lineKey };
};

async function begin(portal: string): Promise<Chat> {
  const begun = await post(portal, '/api/v1/contacts', { urgent: false }, { 'idempotency-key': randomUUID() });
  expect(begun.status).toBe(201);
  const { session } = (await begun.json()) as { session: string };
  return { cookie: `lachan_receipt=${session}`, waiting: [], taken: new Map() };
}

/** Sends a line; one without an answer is sent again under its key, as the page does. */
async function write(portal: string, chat: Chat, line: Line): Promise<void> {
  try {
    const answer = await post(portal, '/api/v1/contacts/own/lines', line, { cookie: chat.cookie });
    if (answer.status === 201) {
      chat.taken.set(line.text, ((await answer.json()) as { seq: number }).seq);
      return;
    }
  } catch {
    // The server died under it.
  }
  chat.waiting.push(line);
  await sleep(20);
}

async function read(portal: string, cookie: string): Promise<{ seq: number; text: string }[]> {
  const all: { seq: number; text: string }[] = [];
  for (;;) {
    const answer = await fetch(`${portal}/api/v1/contacts/own?after=${all.at(-1)?.seq ?? 0}`, { headers: { cookie } });
    const { lines } = (await answer.json()) as { lines: { seq: number; text: string }[] };
    if (lines.length === 0) return all;
    all.push(...lines);
  }
}

function post(portal: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(`${portal}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
}
