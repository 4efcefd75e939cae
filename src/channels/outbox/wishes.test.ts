import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { MINUTE, newId, systemActor } from '../../kernel/index.ts';
import { safeContact } from '../../vocabulary/index.ts';
import type { OutboundMessage, SendOutcome } from '../adapter.ts';
import { registerTestTemplate } from '../templates/template.testing.ts';
import { type ContactWishes, NO_WISHES, type OutboundPurpose, outboundPurposes } from './outbound.ts';
import {
  openTestAccount,
  openTestConversation,
  outboundRows,
  type PlayedProvider,
  plantProvider,
  playProvider,
  sendDue,
} from './outbox.testing.ts';
import { queueMessage } from './queue-message.ts';
import { retryQueued } from './retry-outbound.ts';
import { setContactWishes } from './wishes.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const platform = () => home.context(systemActor('test'));
const PEER = '+84912000001';

let provider: PlayedProvider;
let planted: { close(): void };
beforeEach(async () => {
  provider = playProvider();
  planted = plantProvider(provider);
  const people = { writer: testPerson('agency_admin', 'C111'), second: testPerson('111_supervisor', 'C111') };
  await registerTestTemplate(home, { ...people, text: 'Chiều nay mình hẹn nhé.' });
});
afterEach(() => planted.close());

/** `wake` goes to the browsers of staff alone, at addresses from which nobody writes. */
const PURPOSES = outboundPurposes.filter((purpose) => purpose !== 'wake');
/** To an office by its address: what somebody wished who wrote from the same telephone does not stand against it. */
const OFFICES: readonly OutboundPurpose[] = ['officer-call', 'order', 'alert', 'post', 'test'];
const NEUTRAL = ['Chiều nay mình hẹn nhé.', 'Bạn rảnh lúc 15 giờ không?'];
const TELLING = [
  'Tổng đài nhắn em.',
  'Mai em gặp chị tư vấn nhé.',
  `${'Chiều nay mình hẹn nhé. '.repeat(8)}Công an hỏi em.`,
];
const isTelling = (text: string) => /tổng đài|tư vấn|công an/i.test(text);

const hours = fc.option(
  fc
    .record({ from: fc.integer({ min: 0, max: 47 }), to: fc.integer({ min: 1, max: 48 }) })
    .filter(({ from, to }) => from !== to % 48)
    .map(({ from, to }) => ({ from: from * 30, to: to * 30 })),
  { nil: null, freq: 2 },
);
const wishes: fc.Arbitrary<ContactWishes> = fc.record({
  // Wishes that end everything are rarer, or nothing would ever be sent under the others.
  wishes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.constant(['SAY_OTHER'] as const) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...safeContact.codes), { maxLength: 2 }) },
  ),
  hours,
});
const outcomes: readonly SendOutcome[] = [
  { state: 'again', reason: 'busy' },
  { state: 'unsure', reason: 'no-answer' },
  { state: 'refused', reason: 'blocked' },
];
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('queue' as const),
      purpose: fc.constantFrom(...PURPOSES),
      byAddress: fc.option(wishes, { nil: null, freq: 2 }),
      text: fc.constantFrom(...NEUTRAL, ...NEUTRAL, ...TELLING),
      template: fc.nat({ max: 2 }).map((n) => n === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wish' as const), wishes }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 900 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('answer' as const), outcome: fc.constantFrom(undefined, ...outcomes) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('retry' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const minuteInVietnam = (at: Date) => (at.getUTCHours() * 60 + at.getUTCMinutes() + 7 * 60) % 1_440;
function within({ from, to }: { readonly from: number; readonly to: number }, at: Date): boolean {
  const minute = minuteInVietnam(at);
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}

/** Why a message that leaves now is one that the person asked us not to send. */
function against(asked: ContactWishes, { text, template }: OutboundMessage, now: Date): string | undefined {
  if (asked.wishes.includes('NO_CONTACT') || asked.wishes.includes('REPLY_HERE')) return 'nothing may leave';
  if (asked.wishes.includes('SAY_OTHER') && (template !== undefined || isTelling(text))) return 'its words tell';
  return asked.hours && !within(asked.hours, now) ? 'outside the hours' : undefined;
}

interface Seen {
  readonly purpose: OutboundPurpose;
  readonly byAddress: boolean;
  /** Somebody had wished something that this message kept to. */
  readonly wished: boolean;
}

/** Plays one story at a conversation that has said nothing yet. @returns what was asked of the provider */
async function play(steps: readonly Step[]): Promise<Seen[]> {
  await home.owner.query('truncate channels.outbound_message, channels.outbox_gate, channels.contact_wish');
  home.clock.set(new Date('2026-11-28T03:00:00Z'));
  const account = await openTestAccount(home);
  const conversation = await openTestConversation(home, account, PEER);
  const keys: string[] = [];
  const own = new Map<string, ContactWishes>();
  const seen: Seen[] = [];
  let said = NO_WISHES;
  let outcome: SendOutcome | undefined;
  let requests: { readonly message: OutboundMessage; readonly now: Date }[] = [];
  provider.answer = (message, take) => {
    requests.push({ message, now: home.clock.now() });
    return outcome ?? take();
  };

  const take = async (one: Step): Promise<unknown> => {
    const ctx = platform();
    if (one.act === 'wait') return home.clock.advance(one.minutes * MINUTE);
    if (one.act === 'answer') {
      outcome = one.outcome;
      return;
    }
    if (one.act === 'wish') {
      said = one.wishes;
      return must(await ctx.transaction((tx) => setContactWishes(tx, { conversation, ...one.wishes })));
    }
    if (one.act === 'retry') {
      for (const key of keys) await ctx.transaction((tx) => retryQueued(tx, { key }));
      return;
    }
    const key = newId<'test'>();
    keys.push(key);
    own.set(key, one.byAddress ?? NO_WISHES);
    const to = one.byAddress ? { account, address: PEER, wishes: one.byAddress } : { conversation };
    const template = one.template ? { template: { code: 'nhac-hen', data: {} } } : {};
    return ctx.transaction((tx) =>
      queueMessage(ctx, tx, { key, purpose: one.purpose, to, text: one.text, ...template }),
    );
  };

  for (const one of steps) {
    await take(one);
    requests = [];
    await sendDue(home);
    const rows = new Map((await outboundRows(home)).map((row) => [row.id, row]));
    for (const { message, now } of requests) {
      const row = rows.get(message.key);
      if (!row) throw new Error('a message without a row left');
      const byAddress = row.conversation_id === null;
      const holds = byAddress && OFFICES.includes(row.purpose) ? NO_WISHES : said;
      const where = `${row.purpose} ${byAddress ? 'by address' : 'to the conversation'}: ${message.text}`;
      expect(against(holds, message, now), where).toBeUndefined();
      expect(
        against(own.get(row.idempotency_key) ?? NO_WISHES, message, now),
        `${where} (said with it)`,
      ).toBeUndefined();
      seen.push({ purpose: row.purpose, byAddress, wished: holds.wishes.length > 0 || holds.hours !== null });
    }
    home.clock.advance(1_000);
  }
  return seen;
}

test('nothing leaves against what the person asked, whatever it is for, however it is addressed, and whenever they asked', async () => {
  const left = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      for (const { purpose, byAddress, wished } of await play(steps))
        left.add(`${purpose} ${byAddress ? 'address' : 'conversation'} ${wished ? 'wished' : 'free'}`);
    }),
    { seed: 20_261_128, numRuns: 60, endOnFailure: true },
  );
  // The stories reach every purpose by both ways, with nothing wished and with wishes that were kept.
  for (const purpose of PURPOSES)
    for (const way of ['address', 'conversation'])
      for (const how of ['free', 'wished'])
        if (!(how === 'wished' && way === 'address' && OFFICES.includes(purpose)))
          expect(left).toContain(`${purpose} ${way} ${how}`);
});
