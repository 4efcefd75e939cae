import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { copiedInstallation } from '../copied-installation.ts';

const LINES = 40;
let server: SpawnedServer | undefined;
let dataDir: string | undefined;
afterAll(async () => {
  await server?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** Sends a line. @returns its number; undefined where no answer came */
async function send(url: string, cookie: string, line: { text: string; lineKey: string }): Promise<number | undefined> {
  try {
    const answer = await fetch(`${url}/api/v1/contacts/own/lines`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(line),
    });
    return answer.status === 201 ? ((await answer.json()) as { seq: number }).seq : undefined;
  } catch {
    return undefined;
  }
}

test('a server that is killed in mid-chat loses no line that it took, and takes none twice', {
  timeout: 420_000,
}, async () => {
  dataDir = await copiedInstallation('demonstration');
  const start = () => spawnServer({ dataDir: dataDir as string, env: { DEMONSTRATION: 'on' }, withinMs: 180_000 });
  server = await start();
  const begun = await fetch(`${server.portal}/api/v1/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ urgent: false }),
  });
  const { session } = (await begun.json()) as { session: string };
  const cookie = `lachan_receipt=${session}`;
  const lines = Array.from({ length: LINES }, (_, at) => ({ text: `Câu ${at}.`, lineKey: randomUUID() }));
  const taken = new Map<string, number>();
  const first = server;
  const sent = lines.map(async (line, at) => {
    const seq = await send(first.portal, cookie, line);
    if (seq !== undefined) taken.set(line.text, seq);
    // Killed while others are on their way.
    if (at === LINES / 4) await first.kill();
  });
  await Promise.all(sent);
  server = await start();
  for (const line of lines)
    if (!taken.has(line.text)) taken.set(line.text, (await send(server.portal, cookie, line)) ?? -1);
  const read = await fetch(`${server.portal}/api/v1/contacts/own`, { headers: { cookie } });
  const thread = (await read.json()) as { lines: { seq: number; text: string }[] };
  expect(thread.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: LINES }, (_, at) => at + 1));
  expect(new Map(thread.lines.map(({ seq, text }) => [text, seq]))).toEqual(taken);
});
