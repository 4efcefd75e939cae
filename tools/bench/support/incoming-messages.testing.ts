import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { modules } from '../../../apps/server/modules.ts';
import { plantAccount } from '../../../src/channels/accounts/account.testing.ts';
import { WORK_LANE } from '../../../src/channels/inbound/lanes.ts';
import { receiveCall } from '../../../src/channels/inbound/receive-call.ts';
import { channelsModule } from '../../../src/channels/index.ts';
import { INTAKE } from '../../../src/intake/index.ts';
import {
  anonymous,
  createContext,
  createDeskKey,
  createLog,
  type Kernel,
  newId,
  openKernel,
  servicesOf,
  startJobs,
  systemActor,
} from '../../../src/kernel/index.ts';
import { syncAgencies } from '../../../src/members/index.ts';
import type { BenchRow } from '../../bench.ts';
import { must } from '../../test/test-result.ts';
import { type BenchKernel, openBenchKernel } from './bench-kernel.ts';
import { atLeast, exactly } from './bench-target.ts';
import { drawn } from './drawn.ts';
import { quantile } from './quantile.ts';

const SECOND = 1_000;
const WORKERS = 4;
/** Calls that a network has open at a time. */
const AT_ONCE = 16;
const OF_ONE_SENDER = 10;
const BURST = 20;
const APP = '431793492424253567';
const OA_SECRET = 'secret-of-the-measured-account';

/** A call of Zalo as it comes: its body, and the signature over it. */
interface Call {
  readonly account: string;
  readonly body: string;
  readonly signature: string;
}

/**
 * Messages at the door: by one worker that does nothing else, then each three times and in any order to four workers that have them
 * taken meanwhile, and twenty in a second by one sender. What they become is counted at the desk of 111.
 * @param count of messages in each of the first two, ten by each sender
 */
export async function incomingMessages(count: number): Promise<readonly BenchRow[]> {
  const home = await openBenchKernel({ owners: 24, settings: { DATABASE_POOL: '12' } });
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, new Date());
  await syncAgencies(home.context(systemActor('bench')));
  try {
    return [...(await storedByOne(home, count)), ...(await thriceToFour(home, count))];
  } finally {
    await home.close();
  }
}

async function storedByOne(home: BenchKernel, count: number): Promise<BenchRow[]> {
  const account = await plantZalo(home);
  const calls = callsOf(account, count, OF_ONE_SENDER);
  const times: number[] = [];
  const began = performance.now();
  await bring(calls, async (call) => {
    const at = performance.now();
    await receive(home.kernel, call);
    times.push(performance.now() - at);
  });
  const took = performance.now() - began;
  return [
    {
      what: `a call until it is answered, ${AT_ONCE} at a time`,
      unit: 'ms',
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      n: count,
    },
    atLeast('events verified, sealed and stored by one worker, a second', Math.round((count / took) * SECOND), 300),
    exactly('events stored of those', (await effectsOf(home, account)).events, count),
  ];
}

async function thriceToFour(home: BenchKernel, count: number): Promise<BenchRow[]> {
  const kernels = [home.kernel];
  while (kernels.length < WORKERS)
    kernels.push(await openKernel(home.kernel.config, home.database.url, { log: createLog('error'), modules }));
  const runners = await Promise.all(
    kernels.map((kernel) =>
      startJobs(
        kernel,
        home.owner,
        (channelsModule.jobs?.(servicesOf(kernel)) ?? []).filter(({ name }) => name === WORK_LANE),
      ),
    ),
  );
  const draw = drawn(20_261_128);
  const thrice = async (calls: readonly Call[]) => {
    const began = performance.now();
    await bring(shuffled([...calls, ...calls, ...calls], draw), (call) =>
      receive(kernels[Math.floor(draw() * WORKERS)] as Kernel, call),
    );
    const brought = performance.now() - began;
    await untilTaken(home);
    return { brought, taken: performance.now() - began };
  };
  try {
    await untilTaken(home);
    const account = await plantZalo(home);
    const took = await thrice(callsOf(account, count, OF_ONE_SENDER));
    const many = await effectsOf(home, account);
    const one = await plantZalo(home);
    await thrice(callsOf(one, BURST, BURST));
    const burst = await effectsOf(home, one);
    return [
      {
        what: `calls answered by ${WORKERS} workers, two of three told before, and the desk’s contacts written meanwhile`,
        unit: 'a second',
        value: Math.round(((3 * count) / took.brought) * SECOND),
        n: 3 * count,
      },
      {
        what: 'messages that became lines of contacts',
        unit: 'a second',
        value: Math.round((count / took.taken) * SECOND),
        n: count,
      },
      exactly('events of messages that came three times', many.events, count),
      exactly('conversations of their senders', many.conversations, count / OF_ONE_SENDER),
      exactly('contacts of their senders', many.contacts, count / OF_ONE_SENDER),
      exactly('lines of those contacts', many.lines, count),
      exactly('messages counted in those conversations', many.counted, count),
      exactly(`conversations of ${BURST} messages in a second by one sender`, burst.conversations, 1),
      exactly('contacts of those', burst.contacts, 1),
      exactly('lines of those', burst.lines, BURST),
    ];
  } finally {
    await Promise.all(runners.map((runner) => runner.stop()));
    await Promise.all(kernels.slice(1).map((kernel) => kernel.close()));
  }
}

/** An account of 111 at Zalo. */
const plantZalo = (home: BenchKernel): Promise<string> =>
  plantAccount(home, {
    adapter: 'zalo-oa',
    settings: { appId: APP, oaId: '388613280878808645' },
    secrets: { appSecret: 'unused', oaSecret: OA_SECRET },
  });

let told = 0;

/** Messages of this second, so many by each sender. */
function callsOf(account: string, count: number, ofOneSender: number): Call[] {
  const timestamp = String(Date.now());
  return Array.from({ length: count }, (_, place): Call => {
    told += 1;
    const body = JSON.stringify({
      app_id: APP,
      timestamp,
      event_name: 'user_send_text',
      sender: { id: `sender-${place % (count / ofOneSender)}` },
      message: { msg_id: `message-${told}`, text: `MẪU: dòng ${place}, để đo, không phải lời của ai` },
    });
    const signature = createHash('sha256').update(`${APP}${body}${timestamp}${OA_SECRET}`).digest('hex');
    return { account, body, signature };
  });
}

async function receive(kernel: Kernel, { account, body, signature }: Call): Promise<void> {
  const ctx = createContext(kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi' });
  const headers = new Headers({ 'x-zevent-signature': `mac=${signature}` });
  must(await receiveCall(ctx, { account, request: { body: Buffer.from(body), headers } }));
}

async function bring(calls: readonly Call[], bringOne: (call: Call) => Promise<void>): Promise<void> {
  const left = calls[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const call of left) await bringOne(call);
    }),
  );
}

function shuffled<T>(list: readonly T[], draw: () => number): T[] {
  return list
    .map((one) => [draw(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

async function untilTaken({ owner }: BenchKernel): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from channels.inbound_event where state = 'waiting'`,
    );
    if (rows[0]?.n === 0) return;
    await pause(100);
  }
}

interface Effects {
  readonly events: number;
  readonly conversations: number;
  readonly counted: number;
  readonly contacts: number;
  readonly lines: number;
}

/** What an account's messages have become. */
async function effectsOf({ owner }: BenchKernel, account: string): Promise<Effects> {
  const { rows } = await owner.query<Effects>(
    `select (select count(*)::int from channels.inbound_event where account_id = $1) as events,
       (select count(*)::int from channels.conversation where account_id = $1) as conversations,
       (select coalesce(sum(inbound_count), 0)::int from channels.conversation where account_id = $1) as counted,
       (select count(distinct contact_id)::int from counselling.contact_conversation where account_id = $1) as contacts,
       (select count(*)::int from counselling.contact_line where contact_id in
         (select contact_id from counselling.contact_conversation where account_id = $1)) as lines`,
    [account],
  );
  return rows[0] as Effects;
}
