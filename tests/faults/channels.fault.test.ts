import { randomInt, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { modules } from '../../apps/server/modules.ts';
import { bodyOf } from '../../src/channels/fake-body.testing.ts';
import { CLAIM_MS } from '../../src/channels/outbox/claim-messages.ts';
import { API_KEY, SIGNING_KEY } from '../../src/channels/sms/gateway.fake.ts';
import { signedHeaders } from '../../src/channels/standard-webhook.ts';
import { plantAccount } from '../../src/channels/testing.ts';
import { createContext, createLog, newId, openKernel, readConfig } from '../../src/kernel/index.ts';
import { type LocalServer, localServer, sendJson } from '../../src/kernel/outgoing/local-server.testing.ts';
import { embeddedAccess, killDatabase } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createTestPool } from '../../tools/test/test-database.ts';
import { copiedInstallation } from '../copied-installation.ts';

/** `CHANNEL_KILLS=20` for the figure of docs/channels.md. */
const KILLS = Number(process.env.CHANNEL_KILLS ?? 4);
/** Calls under way at once, and messages of one sender, the first of them with a picture. */
const [UNDER_WAY, OF_ONE] = [6, 6];
/** Of a sender: its words, what stands in place of its picture, and that it was told so. */
const LINES = OF_ONE + 2;

/** A call of the gateway under its own identifier. */
interface Call {
  readonly id: string;
  readonly body: string;
}

/** What was sent out by a gateway that knows no key: a message that is posted twice is two, as with most operators. */
interface Gateway {
  readonly server: LocalServer;
  readonly taken: { readonly key: string; readonly to: string }[];
}

let dataDir: string | undefined;
let server: SpawnedServer | undefined;
let gateway: Gateway | undefined;
afterAll(async () => {
  await server?.stop();
  await gateway?.server.close();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

test(`nothing that comes in or goes out is lost or doubled, whatever dies: kill -9 of server or database, ${KILLS} times`, {
  timeout: 1_800_000,
}, async () => {
  const data = await copiedInstallation('installation');
  dataDir = data;
  const provider = await openGateway();
  gateway = provider;
  const env = { DEMONSTRATION: 'off', LOG_LEVEL: 'fatal', CHANNEL_NETWORKS: '127.0.0.0/8' };
  const start = () => spawnServer({ dataDir: data, env });
  server = await start();
  const account = await plantGateway(data, provider);
  const calls = callsOfSenders();
  const waiting: Call[] = [];
  const bring = (portal: string, call: Call) => bringCall(portal, account, call, waiting);
  for (let round = 0; round < KILLS; round += 1) {
    const running = server;
    let open = true;
    const callers = Array.from({ length: UNDER_WAY }, async () => {
      while (open) {
        await bring(running.portal, waiting.shift() ?? calls.next());
        await sleep(50);
      }
    });
    const strike = provider.taken.length + 1 + randomInt(12);
    await expect.poll(() => provider.taken.length, { timeout: 180_000, interval: 5 }).toBeGreaterThanOrEqual(strike);
    await (round % 2 === 0 ? running.kill() : killDatabase(data));
    open = false;
    await Promise.all(callers);
    await running.kill();
    server = await start();
  }
  const restarted = new Date();
  while (calls.count % OF_ONE !== 0) waiting.push(calls.next());
  for (let call = waiting.shift(); call; call = waiting.shift()) await bring(server.portal, call);
  const senders = calls.count / OF_ONE;
  const database = createTestPool(embeddedAccess(data).superuserUrl, 1);
  try {
    const left = async () => {
      // The minutes pass after which what a process that died had in hand is looked at again.
      await database.query(
        `update channels.outbound_message set claimed_until = now() where state = 'sending' and claimed_until < $1`,
        [new Date(restarted.getTime() + CLAIM_MS)],
      );
      await database.query(`update channels.outbound_message set next_at = now() where state = 'unsure'`);
      await database.query(
        `update channels.inbound_event set next_try_at = received_at - interval '2 minutes' where state = 'waiting'`,
      );
      const { rows } = await database.query<{ left: number }>(
        `select (select count(*) from channels.inbound_event where state = 'waiting')::int +
           (select count(*) from channels.outbound_message where state in ('waiting', 'sending', 'unsure'))::int as left`,
      );
      return rows[0]?.left;
    };
    await expect.poll(left, { timeout: 600_000, interval: 5_000 }).toBe(0);
    const { rows } = await database.query(
      `select (select count(*)::int from channels.inbound_event where account_id = $1 and state = 'done') as events,
         (select array_agg(distinct inbound_count) from channels.conversation where account_id = $1) as counted,
         (select count(*)::int from channels.conversation where account_id = $1) as conversations,
         (select count(distinct contact_id)::int from counselling.contact_conversation where account_id = $1) as contacts,
         (select array_agg(distinct lines) from (select count(*)::int as lines from counselling.contact_line
            group by contact_id) as each) as lines,
         (select array_agg(distinct state) from channels.outbound_message) as outgoing`,
      [account],
    );
    expect(rows[0]).toEqual({
      events: calls.count,
      conversations: senders,
      counted: [OF_ONE],
      contacts: senders,
      lines: [LINES],
      outgoing: ['sent'],
    });
  } finally {
    await database.end();
  }
  expect(new Set(provider.taken.map(({ to }) => to)).size).toBe(senders);
  expect(provider.taken).toHaveLength(senders);
  console.log(`kills: ${KILLS}, events: ${calls.count}, messages: ${senders}, lost: 0, doubled: 0`);
});

/** Takes every message, and loses its answer at each fifth. */
async function openGateway(): Promise<Gateway> {
  const taken: { key: string; to: string }[] = [];
  const server = await localServer(async (request, response) => {
    if (request.method === 'GET') {
      const key = new URL(request.url ?? '', 'http://gateway').searchParams.get('key');
      const known = taken.some((one) => one.key === key);
      return known ? sendJson(response, { id: `g-${key}` }) : sendJson(response, {}, 404);
    }
    const { key, to } = JSON.parse(await bodyOf(request)) as { key: string; to: string };
    taken.push({ key, to });
    if (taken.length % 5 === 0) return void request.socket.destroy();
    sendJson(response, { id: `g-${key}` }, 201);
  });
  return { server, taken };
}

/** An account of 111 at the gateway, in the running installation. */
async function plantGateway(data: string, { server: { url } }: Gateway): Promise<string> {
  const kernel = await openKernel(
    readConfig({ DATA_DIR: data, DATABASE_POOL: '2', DEMONSTRATION: 'off' }),
    embeddedAccess(data).ownerUrl,
    { log: createLog('silent'), modules },
  );
  try {
    const home = {
      kernel,
      context: (actor: Parameters<typeof createContext>[1]['actor']) =>
        createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }),
    };
    return await plantAccount(home, {
      adapter: 'sms-gateway',
      settings: { kind: 'neutral', address: `${url}/sms`, sender: 'TD111', callers: [] },
      secrets: { apiKey: API_KEY, secretKey: SIGNING_KEY },
    });
  } finally {
    await kernel.close();
  }
}

function callsOfSenders() {
  let count = 0;
  return {
    get count() {
      return count;
    },
    next(): Call {
      const [id, sender, place] = [randomUUID(), Math.floor(count / OF_ONE), count % OF_ONE];
      count += 1;
      const from = `+8490${String(sender).padStart(7, '0')}`;
      const data = { id, from, text: `MẪU: câu ${place}`, attachments: place === 0 ? [{ kind: 'image' }] : [] };
      return { id, body: JSON.stringify({ type: 'message.received', at: new Date().toISOString(), data }) };
    },
  };
}

/** Brings a call, every other one twice as networks do; one without an answer is brought again. */
async function bringCall(portal: string, account: string, call: Call, waiting: Call[]): Promise<void> {
  try {
    for (const _ of call.id < '8' ? [1, 2] : [1]) {
      const answer = await fetch(`${portal}/api/v1/channels/${account}`, {
        method: 'POST',
        headers: signedHeaders(SIGNING_KEY, call.id, call.body, new Date()),
        body: call.body,
        signal: AbortSignal.timeout(30_000),
      });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    }
  } catch {
    waiting.push(call);
  }
}
