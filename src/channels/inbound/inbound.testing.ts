import { z } from 'zod';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { createContext, newId, ok, systemActor } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { receiveTelegram } from '../index.ts';
import { laneOfPayload } from './lanes.ts';
import { workLane } from './work-lane.ts';

/** A bot that is called by its own secret, and sends nothing. */
export const calledBot: ChannelAdapter<object, { secretToken: string }> = {
  code: 'telegram',
  settings: z.object({}),
  secrets: z.object({ secretToken: z.string() }),
  limits: { textMost: 4_096, perSecond: 30, perSecondToOne: 1 },
  proof: 'sent',
  begins: false,
  receive: (request, { secrets }, now) => receiveTelegram(request, secrets, now),
  window: () => ({ state: 'free', until: null }),
  send: async () => ({ state: 'refused', reason: 'sends-nothing' }),
  check: async () => ok({ name: 'bot', tokenEndsAt: null }),
};

export const BOT = { secretToken: 'bot-secret' };

/** An update as the network sends it: a private message, `second` being when it was written. */
export const update = (id: number, from: number, text: string, second: number) =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, date: second, chat: { id: from, type: 'private' }, from: { id: from }, text },
  });

export const called = (body: string, secret: string | null = BOT.secretToken) => ({
  body: new TextEncoder().encode(body),
  headers: new Headers(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
});

/** Works on every lane that has a job, as so many workers, until nothing is due. */
export async function workAllLanes(home: TestKernel, workers = 1): Promise<void> {
  const work = async () => {
    const { rows } = await home.owner.query<{ account: string; lane: string }>(
      `select account, lane from (
         select distinct on (held.lane) account_id as account, translate(encode(held.lane, 'base64'), '+/=', '-_') as lane, next_try_at
         from channels.inbound_event as held where state = 'waiting' order by held.lane, at, id
       ) as first where next_try_at <= $1`,
      [home.clock.now()],
    );
    for (const row of rows) {
      const { account, lane } = laneOfPayload(row);
      const ctx = createContext(home.kernel, {
        actor: systemActor('test'),
        requestId: newId<'request'>(),
        language: 'vi',
      });
      await workLane(ctx, account, lane);
    }
    return rows.length;
  };
  while ((await Promise.all(Array.from({ length: workers }, work))).some((found) => found > 0));
}
