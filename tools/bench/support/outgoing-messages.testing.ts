import {
  openTestAccount,
  openTestConversation,
  plantProvider,
  playProvider,
  testSending,
} from '../../../src/channels/outbox/outbox.testing.ts';
import { queueMessage } from '../../../src/channels/outbox/queue-message.ts';
import { accountsToServe, sendByAccount } from '../../../src/channels/outbox/send-messages.ts';
import { ok, SettableClock, systemActor } from '../../../src/kernel/index.ts';
import type { BenchRow } from '../../bench.ts';
import { must } from '../../test/test-result.ts';
import { openBenchKernel } from './bench-kernel.ts';
import { atMost, exactly } from './bench-target.ts';
import { drawn } from './drawn.ts';
import { quantile } from './quantile.ts';

const PER_CONVERSATION = 20;
const WORKERS = 4;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What fails: nothing was sent, nobody knows and it was sent, nobody knows and it was not. */
const FAILURES = ['again', 'taken-unsure', 'lost-unsure'] as const;

/**
 * Messages through the outbox by four workers at once, at a provider that fails at a third of the requests, half of the time without saying
 * whether it took the message. The provider's clock runs ahead where everybody waits; what is told to a page is timed by the real one.
 * @param count of messages, in conversations of twenty
 */
export async function outgoingMessages(count: number): Promise<readonly BenchRow[]> {
  const clock = new SettableClock('2026-11-28T03:00:00Z');
  const home = { ...(await openBenchKernel({ clock })), clock };
  const provider = playProvider();
  const planted = plantProvider(provider);
  const told = new Map<string, number>();
  const failedAt = new Map<string, number>();
  const stop = home.kernel.live.listen(({ topic, id }) => {
    const since = failedAt.get(id);
    if (topic !== 'channels.outbox-changed' || since === undefined || told.has(id)) return;
    told.set(id, performance.now() - since);
  });
  const draw = drawn(20_261_128);
  provider.answer = (message, take) => {
    if (draw() >= 1 / 3) return take();
    if (!failedAt.has(message.key)) failedAt.set(message.key, performance.now());
    const how = FAILURES[Math.floor(draw() * FAILURES.length)];
    if (how === 'again') return { state: 'again', reason: '503' };
    if (how === 'taken-unsure') take();
    return { state: 'unsure', reason: '502' };
  };
  const ctx = () => home.context(systemActor('bench'));
  try {
    const account = await openTestAccount(home);
    const queued = performance.now();
    for (let each = 0; each < count / PER_CONVERSATION; each += 1) {
      const conversation = await openTestConversation(home, account, `peer-${each}`);
      const queue = await ctx().transaction(async (tx) => {
        for (let place = 0; place < PER_CONVERSATION; place += 1)
          must(
            await queueMessage(ctx(), tx, {
              key: `${each}.${place}`,
              purpose: 'answer',
              to: { conversation },
              text: `${each} ${place}`,
            }),
          );
        return ok();
      });
      must(queue);
    }
    const queueing = performance.now() - queued;
    const began = performance.now();
    for (let idle = 0; idle < 60 * 30; ) {
      const taken = await Promise.all(
        Array.from({ length: WORKERS }, async () => {
          let sum = 0;
          for (const one of await accountsToServe(ctx())) sum += await sendByAccount(ctx(), one, testSending(home));
          return sum;
        }),
      );
      const some = taken.some((one) => one > 0);
      idle = some ? 0 : idle + 1;
      clock.set(new Date(clock.now().getTime() + (some ? SECOND : MINUTE)));
      if (!some && (await open(home.owner)) === 0) break;
    }
    const sending = performance.now() - began;
    const states = await stateCounts(home.owner);
    const waits = [...told.values()];
    return [
      {
        what: 'queued, each in its conversation',
        unit: 'a second',
        value: Math.round((count / queueing) * SECOND),
        n: count,
      },
      {
        what: `sent by ${WORKERS} workers, a third of the requests failing`,
        unit: 'a second',
        value: Math.round((count / sending) * SECOND),
        n: provider.asked.length,
      },
      {
        what: 'failure at the provider to the event of a page',
        unit: 'ms',
        p50: quantile(waits, 0.5),
        p95: quantile(waits, 0.95),
        n: waits.length,
      },
      exactly('messages that arrived or are dead letters', (states.sent ?? 0) + (states.dead ?? 0), count),
      exactly('messages that arrived twice', twice(provider.taken.map(({ key }) => key)), 0),
      exactly('messages that arrived and are not known as sent', provider.taken.length - (states.sent ?? 0), 0),
      exactly(
        'messages that overtook another of their conversation',
        overtakings(provider.taken.map(({ text }) => text)),
        0,
      ),
      { what: 'dead letters', unit: 'messages', value: states.dead ?? 0, n: count },
      exactly('failures of which no page was told', failedAt.size - told.size, 0),
      atMost('failure on screen, longest, ms', Math.max(0, ...waits), 5 * SECOND),
    ];
  } finally {
    stop();
    planted.close();
    await home.close();
  }
}

type Owner = Awaited<ReturnType<typeof openBenchKernel>>['owner'];

async function open(owner: Owner): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from channels.outbound_message where state in ('waiting', 'sending', 'unsure')`,
  );
  return rows[0]?.n ?? 0;
}

async function stateCounts(owner: Owner): Promise<Readonly<Record<string, number>>> {
  const { rows } = await owner.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from channels.outbound_message group by state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

const twice = (keys: readonly string[]) => keys.length - new Set(keys).size;

/** @param texts in the order of their arrival: number of the conversation, and place in it */
function overtakings(texts: readonly string[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const text of texts) {
    const [conversation = '', place = ''] = text.split(' ');
    if (Number(place) < (last.get(conversation) ?? -1)) count += 1;
    last.set(conversation, Number(place));
  }
  return count;
}
