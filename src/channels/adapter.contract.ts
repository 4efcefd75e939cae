import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testFetch, thisMachine } from '../kernel/outgoing/local-server.testing.ts';
import type { ChannelAdapter, OpenAccount, OutboundMessage, Reach, SendOutcome } from './adapter.ts';
import type { InboundEvent, InboundRequest } from './inbound-event.ts';

/**
 * How a provider takes the messages that follow.
 * - `takes`: says that it took it
 * - `throttles`: did not take it, and asks to be tried again later
 * - `fails-after`: takes it, and says that it failed (a 5xx, a lost answer)
 * - `breaks-off`: takes it, and the connection ends without an answer
 * - `hangs`: takes it, and never answers
 * - `nonsense`: answers what no version of its protocol knows
 * - `token-over`: says that the token is over
 * - `refuses`: says that it will never take this message
 * - `away`: nobody listens
 */
export const behaviours = [
  'takes',
  'throttles',
  'fails-after',
  'breaks-off',
  'hangs',
  'nonsense',
  'token-over',
  'refuses',
  'away',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** A provider on this machine, of the wire shape of the real one. */
export interface ProviderFake {
  /** How an administrator would enter it: read by the adapter's schemas, like anything entered. */
  readonly entered: { readonly settings: unknown; readonly secrets: unknown };
  behave(how: Behaviour): Promise<void> | void;
  /** What arrived of messages, in order, answered or not. */
  readonly taken: readonly { readonly to: string; readonly text: string }[];
  /** The house's way to it, where it stands at no address that a test may reach otherwise. */
  readonly reach?: (reach: Reach) => Reach;
  close(): Promise<void>;
}

/** What the network tells us, for networks that call. */
export interface InboundSamples {
  /** Whether the signature is made over the body, or is only a secret that is shown. */
  readonly signs: 'body' | 'nothing';
  /** The header that carries the signature or the secret. */
  readonly header: string;
  /** Headers as the network would send them with this body. */
  sign(body: string): Readonly<Record<string, string>>;
  /** Calls whose signature was made apart from this code, with the moment at which they came. */
  readonly vectors: readonly { readonly body: string; readonly headers: Record<string, string>; readonly at: Date }[];
  /** A private message of a person, JSON. */
  message(at: Date, text: string): string;
  /** A message of a picture and no words. */
  pictureOnly(at: Date): string;
  /** What the network has invented since: kept as a name. */
  unknown(at: Date): string;
  /** What we sent ourselves, as networks that tell us so tell it. */
  echo?(at: Date): string;
  /** Several events in one call, with their kinds in order. */
  batch?(at: Date): { readonly body: string; readonly kinds: readonly InboundEvent['kind'][] };
  /** Bodies that are signed rightly and are not the network's. */
  readonly unreadable: readonly string[];
  /** How long the network repeats a call, milliseconds; older ones are refused. Absent where calls carry no time. */
  readonly windowMs?: number;
}

export interface Subject<Settings, Secrets> {
  readonly adapter: ChannelAdapter<Settings, Secrets>;
  open(): Promise<ProviderFake>;
  /** To whom a message goes, as this network names people. */
  readonly to: string | ((fake: ProviderFake) => string);
  /** What this protocol cannot do, and why; everything else is tried. */
  readonly lacks?: Readonly<Partial<Record<Behaviour | 'check', string>>>;
  /** A message that comes twice does nothing that it did not do once: what nobody is sure of is tried again. */
  readonly repeats?: true;
  /** How long a provider that throttles asks for here; null where its protocol does not say. */
  readonly throttledMs: number | null;
  readonly inbound?: InboundSamples;
}

export const CONTRACT_NOW = new Date('2026-11-28T02:00:00Z');
/** Of messages in the outbox. */
const KEYS = ['019a0000-0000-7000-8000-0000000000a1', '019a0000-0000-7000-8000-0000000000a2'] as const;
const HOUR = 3_600_000;
/** Of a reason: a code of ours or of the provider's, never its words, which may hold what somebody wrote. */
const REASON = /^[a-z0-9][a-z0-9._:-]{0,79}$/;

/** What every adapter does, against a provider on this machine. Each adapter's own test calls it once. */
export function describeAdapter<Settings, Secrets>(subject: Subject<Settings, Secrets>): void {
  const { adapter, inbound } = subject;
  describe(`${adapter.code} keeps the contract`, () => {
    describeSending(subject);
    if (adapter.receive !== undefined && inbound !== undefined) describeInbound(subject, inbound);
    test('it says its limits and its proof', () => {
      expect(adapter.limits.textMost).toBeGreaterThanOrEqual(0);
      expect(adapter.limits.perSecond).toBeGreaterThan(0);
      expect(adapter.limits.perSecondToOne).toBeGreaterThan(0);
      expect(adapter.limits.perSecondToOne).toBeLessThanOrEqual(adapter.limits.perSecond);
      expect(['sent', 'delivered', 'read']).toContain(adapter.proof);
      expect(adapter.receive !== undefined).toBe(inbound !== undefined);
    });
  });
}

/** The account as the house opens it. @throws where the schemas refuse what was entered */
export function openEntered<Settings, Secrets>(
  adapter: ChannelAdapter<Settings, Secrets>,
  entered: ProviderFake['entered'],
): OpenAccount<Settings, Secrets> {
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    settings: adapter.settings.parse(entered.settings),
    secrets: adapter.secrets.parse(entered.secrets),
  };
}

export function testReach(deadlineMs = 10_000): Reach {
  return { fetch: testFetch(), outside: testFetch(), network: thisMachine, now: CONTRACT_NOW, deadlineMs };
}

function describeSending<Settings, Secrets>(subject: Subject<Settings, Secrets>): void {
  const { adapter, open, throttledMs, lacks = {} } = subject;
  // What carries no words says nothing, and takes none.
  const words = adapter.limits.textMost === 0 ? '' : 'Cô đã nhận được lời nhắn của em.';
  const unsure = subject.repeats ? 'again' : 'unsure';
  let to: string;
  let fake: ProviderFake;
  let account: OpenAccount<Settings, Secrets>;
  beforeEach(async () => {
    fake = await open();
    account = openEntered(adapter, fake.entered);
    to = typeof subject.to === 'string' ? subject.to : subject.to(fake);
  });
  afterEach(() => fake.close());
  const message = (text = words): OutboundMessage => ({
    key: KEYS[0],
    to,
    text,
    triedAt: CONTRACT_NOW,
  });
  const secrets = () => Object.values((fake.entered.secrets ?? {}) as Record<string, unknown>).map(String);
  const send = async (how: Behaviour, given = message(), reach = testReach()): Promise<SendOutcome> => {
    await fake.behave(how);
    const outcome = await adapter.send(account, given, fake.reach?.(reach) ?? reach);
    const told = JSON.stringify(outcome);
    for (const secret of secrets()) if (secret.length > 3) expect(told).not.toContain(secret);
    if (outcome.state !== 'sent') expect(outcome.reason).toMatch(REASON);
    expect(told).not.toContain('nhận được lời nhắn');
    return outcome;
  };
  const trying = (how: Behaviour | 'check', title: string, run: () => Promise<void>) =>
    lacks[how] === undefined ? test(title, run) : test.skip(`${title} (${lacks[how]})`, run);

  trying('takes', 'a message that is taken arrives as it is and has the provider’s identifier', async () => {
    const outcome = await send('takes');
    expect(outcome).toMatchObject({ state: 'sent', provider: expect.stringMatching(/\S/) });
    expect(fake.taken).toEqual([{ to, text: message().text }]);
  });

  trying(
    'takes',
    'a text of the full length arrives whole, and a longer one is refused before anything is sent',
    async () => {
      // Letters of one code unit and three bytes, and a character of two code units at the end.
      const whole = words === '' ? '' : `${'ệ'.repeat(adapter.limits.textMost - 2)}🛡`;
      expect(await send('takes', message(whole))).toMatchObject({ state: 'sent' });
      expect(fake.taken.map(({ text }) => text).join('')).toBe(whole);
      const before = fake.taken.length;
      expect(await send('takes', message(`${whole}.`))).toEqual({ state: 'refused', reason: 'text-too-long' });
      expect(fake.taken).toHaveLength(before);
    },
  );

  trying('throttles', 'a provider that asks for time gets it, and nothing counts as sent', async () => {
    expect(await send('throttles')).toMatchObject({
      state: 'again',
      ...(throttledMs === null ? {} : { afterMs: throttledMs }),
    });
    expect(fake.taken).toEqual([]);
  });

  for (const how of ['fails-after', 'breaks-off', 'nonsense'] as const)
    trying(how, `${how}: nobody is sure whether it was sent`, async () => {
      expect(await send(how)).toMatchObject({ state: unsure });
      expect(fake.taken).toHaveLength(1);
    });

  trying('hangs', 'a provider that never answers is left at the deadline, and nobody is sure', async () => {
    expect(await send('hangs', message(), testReach(3_000))).toMatchObject({ state: unsure });
    expect(fake.taken).toHaveLength(1);
  });

  trying('token-over', 'a token that is over is told apart from a message that is refused', async () => {
    expect(await send('token-over')).toMatchObject({ state: 'expired' });
  });

  trying('refuses', 'a refusal is final', async () => {
    expect(await send('refuses')).toMatchObject({ state: 'refused' });
  });

  trying('away', 'where nobody listens nothing was sent', async () => {
    expect(await send('away')).toMatchObject({ state: 'again' });
    expect(fake.taken).toEqual([]);
  });

  if (adapter.lookUp !== undefined)
    trying(
      'breaks-off',
      'what nobody was sure of is found where it arrived, and not sent where it did not',
      async () => {
        await send('breaks-off');
        await fake.behave('takes');
        expect(await adapter.lookUp?.(account, message(), testReach())).toMatchObject({ state: 'sent' });
        expect(await adapter.lookUp?.(account, { ...message('Câu khác.'), key: KEYS[1] }, testReach())).toMatchObject({
          state: 'again',
        });
        expect(fake.taken).toHaveLength(1);
      },
    );

  trying('check', 'a check names the account, and says a code where the provider does not answer', async () => {
    await fake.behave('takes');
    const checked = await adapter.check(account, testReach());
    expect(checked).toMatchObject({ ok: true, value: { name: expect.stringMatching(/\S/) } });
    await fake.behave('away');
    const failed = await adapter.check(account, testReach());
    expect(failed.ok).toBe(false);
    for (const secret of secrets()) if (secret.length > 3) expect(JSON.stringify(failed)).not.toContain(secret);
  });
}

function describeInbound<Settings, Secrets>(subject: Subject<Settings, Secrets>, samples: InboundSamples): void {
  const { adapter, open } = subject;
  let fake: ProviderFake;
  let account: OpenAccount<Settings, Secrets>;
  beforeEach(async () => {
    fake = await open();
    account = openEntered(adapter, fake.entered);
  });
  afterEach(() => fake.close());
  const call = (body: string, headers: Readonly<Record<string, string>> = samples.sign(body)): InboundRequest => ({
    body: new TextEncoder().encode(body),
    headers: new Headers(headers),
  });
  const receive = (request: InboundRequest, now = CONTRACT_NOW) => {
    const got = adapter.receive?.(request, account, now);
    if (got === undefined) throw new Error('it takes no calls');
    return got;
  };
  const events = (body: string, headers?: Readonly<Record<string, string>>, now?: Date) => {
    const got = receive(call(body, headers), now);
    if (!got.ok) throw new Error(got.refusal.code);
    return got.value;
  };
  const code = (body: string, headers?: Readonly<Record<string, string>>, now?: Date) => {
    const got = receive(call(body, headers), now);
    return got.ok ? 'ok' : got.refusal.code;
  };
  const at = new Date(CONTRACT_NOW.getTime() - 60_000);

  test('signatures that were made elsewhere pass, and a message has its author, its words and its moment', () => {
    for (const { body, headers, at: then } of samples.vectors) expect(events(body, headers, then)).not.toHaveLength(0);
    const [message] = events(samples.message(at, 'Em cần giúp'));
    expect(message).toMatchObject({
      kind: 'private-message',
      channel: adapter.code,
      author: expect.stringMatching(/\S/),
      text: 'Em cần giúp',
    });
    expect(Math.abs((message?.at.getTime() ?? 0) - at.getTime())).toBeLessThan(1_000);
  });

  test('one byte changed, JSON written anew, no header, another secret, a wrong prefix', () => {
    const body = samples.message(at, 'Em cần giúp');
    const headers = samples.sign(body);
    const shown = headers[samples.header] ?? '';
    expect(shown).not.toBe('');
    if (samples.signs === 'body') {
      expect(code(body.replace('cần', 'cân'), headers)).toBe('webhook.signature-wrong');
      expect(code(JSON.stringify(JSON.parse(body), null, 1), headers)).toBe('webhook.signature-wrong');
    }
    expect(code(body, {})).toBe('webhook.signature-missing');
    const last = shown.at(-1) === '0' ? '1' : '0';
    for (const wrong of [`${shown.slice(0, -1)}${last}`, `${shown}0`, shown.slice(0, -1), `sha1=${shown}`, `x${shown}`])
      expect([wrong.length, code(body, { ...headers, [samples.header]: wrong })]).toEqual([
        wrong.length,
        'webhook.signature-wrong',
      ]);
  });

  test('a call that comes again tells the same events with the same identifiers', () => {
    const body = samples.message(at, 'Em cần giúp');
    expect(events(body)).toEqual(events(body));
    const other = samples.message(new Date(at.getTime() + 1_000), 'Em cần giúp');
    expect(events(other)[0]?.id).not.toBe(events(body)[0]?.id);
    for (const { id } of events(body)) expect(id).toMatch(/^.{1,300}$/s);
  });

  if (samples.windowMs !== undefined)
    test('a recorded call is taken as long as the network repeats, and not after that, nor from the future', () => {
      const most = samples.windowMs ?? 0;
      const dated = (ms: number) => code(samples.message(new Date(CONTRACT_NOW.getTime() - ms), 'Em cần giúp'));
      expect(dated(most - 60_000)).toBe('ok');
      expect(dated(most + 60_000)).toBe('webhook.outside-window');
      // Clocks differ by minutes, not by more.
      expect(dated(-5 * 60_000)).toBe('ok');
      expect(dated(-HOUR)).toBe('webhook.outside-window');
    });

  test('a picture without words is a message, and its bytes were not asked for', () => {
    expect(events(samples.pictureOnly(at))).toMatchObject([
      { kind: 'private-message', text: '', attachments: [{ kind: 'image' }] },
    ]);
    expect(fake.taken).toEqual([]);
  });

  test('what the network has invented since is kept as a name and nothing else', () => {
    const [event, ...more] = events(samples.unknown(at));
    expect(more).toEqual([]);
    expect(event).toMatchObject({ kind: 'other', name: expect.stringMatching(/^[\w.-]{1,100}$/) });
    expect(Object.keys(event ?? {}).sort()).toEqual(['at', 'channel', 'id', 'kind', 'name']);
  });

  const { echo, batch } = samples;
  if (echo !== undefined)
    test('what we sent ourselves is no message of anybody', () => {
      expect(events(echo(at)).map(({ kind }) => kind)).toEqual(['other']);
    });
  if (batch !== undefined)
    test('several events of one call are all told, in order, each with an identifier of its own', () => {
      const { body, kinds } = batch(at);
      const told = events(body);
      expect(told.map(({ kind }) => kind)).toEqual(kinds);
      expect(new Set(told.map(({ id }) => id)).size).toBe(kinds.length);
    });

  test('what is signed and is not the network’s is refused and never throws', () => {
    for (const body of ['', '{', '[]', 'null', '"x"', ...samples.unreadable])
      expect([body.slice(0, 40), code(body)]).toEqual([body.slice(0, 40), 'webhook.unreadable']);
  });
}
