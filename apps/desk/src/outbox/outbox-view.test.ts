import { expect, test } from 'vitest';
import { heldCodes, houseReasons, type OutboundInList, outboundStates } from '../../../../src/channels/index.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { words } from '../server/codes.server.ts';
import { outboundRow } from './outbox-view.server.ts';

const nextAt = new Date('2026-11-28T03:00:00Z');
const at = formatTime(nextAt);
const message: OutboundInList = {
  id: '0193a000-0000-7000-8000-000000000001',
  purpose: 'answer',
  channel: 'telegram',
  account: { id: '0193a000-0000-7000-8000-000000000002', name: 'Hộp của 111', state: 'open' },
  state: 'waiting',
  held: null,
  reason: null,
  part: 1,
  parts: 1,
  tries: 1,
  nextAt,
  about: null,
  provider: null,
  queuedAt: nextAt,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  endedAt: null,
  kept: true,
};
const why = (change: Partial<OutboundInList>) => outboundRow({ ...message, ...change }).why;

test('what is done next is said as what it is: another try, a sending that waits for its hour, a question to the service', () => {
  expect(why({})).toEqual([m.outbox_next({ at })]);
  expect(why({ tries: 0 })).toEqual([]);
  expect(why({ held: 'quiet-hours' })).toEqual([m.outbox_held_quiet_hours(), m.outbox_goes({ at })]);
  expect(why({ state: 'unsure', reason: 'no-answer' })).toEqual([m.outbox_reason_no_answer(), m.outbox_asks({ at })]);
  expect(why({ account: { ...message.account, state: 'paused' } })).toEqual([m.outbox_account_shut()]);
});

test('a reason of the house reads as what to do, and a code of the service as its own', () => {
  const dead = (reason: string) => why({ state: 'dead', nextAt: null, reason });
  expect(dead('not-delivered')).toEqual([m.outbox_reason_not_delivered()]);
  expect(dead('channel-service.failed')).toEqual([m.outbox_reason_channel_service_failed()]);
  expect(dead('telegram-403')).toEqual([m.outbox_provider_says({ code: 'telegram-403' })]);
});

test('every state, every wait for an hour and every reason of the house has words', () => {
  const families = { outbox_state: outboundStates, outbox_held: heldCodes, outbox_reason: houseReasons };
  for (const [family, codes] of Object.entries(families))
    for (const code of codes) expect(words(family, code), `${family}: ${code}`).not.toBe(code);
});
