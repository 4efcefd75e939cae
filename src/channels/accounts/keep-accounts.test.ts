import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { ok, type PersonActor, type Result, refuseRequest } from '../../kernel/index.ts';
import type { AccountHealth, ChannelAdapter } from '../adapter.ts';
import { called, calledBot, update, workAllLanes } from '../inbound/inbound.testing.ts';
import { EVENT_COUNTS } from '../inbound/inbound-event-store.ts';
import { inboundReceivers } from '../inbound/inbound-receivers.ts';
import { receiveCall } from '../inbound/receive-call.ts';
import { retryEvents } from '../inbound/retry-events.ts';
import { sendTestMessage } from '../outbox/send-test.ts';
import { plantAdapter } from './account.testing.ts';
import { beginConsent } from './account-consent.ts';
import { changeAccount, connectAccount } from './connect-account.ts';
import { accountKinds, listAccounts } from './list-accounts.ts';
import { useAccount } from './open-account.ts';
import { sayDown, sayUp } from './say-down.ts';
import { steerAccount } from './steer-account.ts';

const NOW = '2026-11-28T02:00:00Z';
const SECOND = Date.parse(NOW) / 1_000;

let says: () => Result<AccountHealth>;
let broken = false;
const told: string[] = [];
/** Called by its secret as the bot is, and makes a secret of its own as a mailbox does. */
const service: ChannelAdapter<object, { secretToken: string; replySecret: string }> = {
  ...(calledBot as unknown as ChannelAdapter<object, { secretToken: string; replySecret: string }>),
  settings: z.object({
    server: z.url(),
    port: z.coerce.number().default(993),
    kind: z.enum(['tls', 'starttls']).optional(),
  }),
  secrets: z.object({
    secretToken: z.string().min(5),
    replySecret: z.string().default(() => randomBytes(16).toString('hex')),
  }),
  begins: true,
  check: async () => says(),
  subscribe: async (_account, address) => {
    told.push(address);
    return ok();
  },
};
const broke = inboundReceivers.offer({
  name: 'test.broken',
  kinds: ['private-message'],
  take: async () => (broken ? refuseRequest('request.invalid') : ok()),
});

const home = fileFixture(() => openTestKernel(NOW, {}, [{ name: 'planted', offers: [broke] }]));
fileFixture(async () => plantAdapter(service as ChannelAdapter));
beforeEach(() => {
  says = () => ok({ name: '@tongdai', tokenEndsAt: null });
  broken = false;
  told.length = 0;
});

const AGENCY = 'MOH-MCD';
const proved = { steppedUpUntil: new Date('2027-01-01T00:00:00Z') };
const keeper = testPerson(['agency_admin'], AGENCY, proved);
const at = (person: PersonActor) => home.context(person);
const ENTERED = { name: 'Kênh mẫu', address: '@mau', settings: { server: 'https://mau.example' } };
const SECRETS = { secretToken: 'khoa-mau-khong-that' };
const connect = async (person = keeper, more: object = {}) =>
  connectAccount(at(person), { adapter: 'telegram', ...ENTERED, secrets: SECRETS, ...more });
const connected = async () => must(await connect()).id;
const opened = async () => {
  const account = await connected();
  must(await steerAccount(at(keeper), { account, act: 'open' }));
  return account;
};
const seen = async (account: string, person = keeper) =>
  must(await listAccounts(at(person))).find(({ id }) => id === account);
const audited = async (account: string) =>
  (
    await home.owner.query('select action from kernel.audit_entry where object_id = $1 order by sequence', [account])
  ).rows.map(({ action }) => action);

describe('an account is connected', () => {
  test('as a draft of the keeper’s agency, by whoever just proved who they are and nobody else', async () => {
    const account = await connected();
    expect(await seen(account)).toMatchObject({ state: 'draft', agency: AGENCY, version: 1, mayKeep: true, failed: 0 });
    expect(await audited(account)).toEqual(['channel-account.connect']);
    expect(code(await connect(testPerson(['agency_admin'], AGENCY)))).toBe('access.step-up-needed');
    expect(code(await connect(testPerson(['111_supervisor'], AGENCY, proved)))).toBe('access.not-permitted');
  });

  test('and its secrets are read by nobody again: not in the list, not in the row, not in the log', async () => {
    const account = await connected();
    const { rows } = await home.owner.query('select * from channels.channel_account where id = $1', [account]);
    expect(rows[0].sealed_secrets.includes(Buffer.from(SECRETS.secretToken))).toBe(false);
    for (const shown of [JSON.stringify(await seen(account)), JSON.stringify(rows), home.log.join('')])
      expect(shown).not.toContain(SECRETS.secretToken);
  });

  test('and what is wrong is told by its field, without what was entered', async () => {
    const refused = async (more: object) => {
      const { refusal } = (await connect(keeper, more)) as { refusal?: { code: string; field?: string } };
      expect(JSON.stringify(refusal)).not.toContain('abcd');
      return [refusal?.code, refusal?.field];
    };
    expect(await refused({ adapter: 'fax' })).toEqual(['channel-account.invalid', 'adapter']);
    expect(await refused({ name: ' ' })).toEqual(['channel-account.invalid', 'name']);
    expect(await refused({ settings: { server: 'abcd' } })).toEqual(['channel-account.invalid', 'settings.server']);
    expect(await refused({ secrets: { secretToken: 'abcd' } })).toEqual([
      'channel-account.invalid',
      'secrets.secretToken',
    ]);
  });

  test('by the fields that its network wants, and none that the house makes itself', () => {
    const fields = accountKinds(at(keeper)).find(({ code }) => code === 'telegram')?.fields;
    expect(fields?.map(({ name, part, input, required }) => [name, part, input, required])).toEqual([
      ['server', 'settings', 'line', true],
      ['port', 'settings', 'number', false],
      ['kind', 'settings', 'choice', false],
      ['secretToken', 'secrets', 'line', true],
    ]);
  });
});

describe('an account is changed', () => {
  test('in what is entered; secrets stay where none is, and the one of the house stays in any case', async () => {
    const account = await connected();
    const secrets = async () => (await useAccount(at(keeper), account))?.open.secrets;
    const first = (await secrets()) as { replySecret: string };
    must(await changeAccount(at(keeper), { account, ...ENTERED, name: 'Tên mới', version: 1 }));
    expect(await seen(account)).toMatchObject({ name: 'Tên mới', version: 2 });
    expect(await secrets()).toEqual(first);
    must(await changeAccount(at(keeper), { account, ...ENTERED, version: 2, secrets: { secretToken: 'khoa-khac' } }));
    expect(await secrets()).toEqual({ secretToken: 'khoa-khac', replySecret: first.replySecret });
  });

  test('by one of two who saw the same state, and never without a fresh proof: its address is where its keys go', async () => {
    const account = await connected();
    must(await changeAccount(at(keeper), { account, ...ENTERED, version: 1 }));
    expect(code(await changeAccount(at(keeper), { account, ...ENTERED, version: 1 }))).toBe('record.changed-meanwhile');
    const unproved = at(testPerson(['agency_admin'], AGENCY));
    expect(code(await changeAccount(unproved, { account, ...ENTERED }))).toBe('access.step-up-needed');
    const elsewhere = at(testPerson(['agency_admin'], 'C111', proved));
    expect(code(await changeAccount(elsewhere, { account, ...ENTERED }))).toBe('channel-account.not-found');
    expect(await seen(account, testPerson(['agency_admin'], 'C111', proved))).toBeUndefined();
  });
});

test('who neither keeps accounts nor leads a shift at their agency finds none of them, and no act on one', async () => {
  const account = await opened();
  const outside = [
    ...['111_counsellor', '111_agent', 'dpo', 'auditor', 'sysadmin'].map((role) => testPerson([role], AGENCY, proved)),
    ...['agency_admin', '111_supervisor'].map((role) => testPerson([role], 'C111', proved)),
  ];
  for (const person of outside) {
    expect(must(await listAccounts(at(person)))).toEqual([]);
    const acts = [
      steerAccount(at(person), { account, act: 'pause' }),
      changeAccount(at(person), { account, ...ENTERED }),
      sayDown(at(person), { account, sentence: 'Em gọi 111.' }),
      sayUp(at(person), account),
      sendTestMessage(at(person), { account, to: '+84912345678' }),
      retryEvents(at(person), account),
      beginConsent(at(person), { account, redirect: 'https://desk.example/kenh/dong-y' }),
    ];
    expect(new Set((await Promise.all(acts)).map(code))).toEqual(new Set(['channel-account.not-found']));
  }
  expect(await seen(account)).toMatchObject({ state: 'open', down: null, version: 2 });
});

describe('an account is opened', () => {
  test('once its service knows it and where to call, and paused at once', async () => {
    const account = await opened();
    expect(await seen(account)).toMatchObject({ state: 'open', serviceName: '@tongdai' });
    expect(told).toEqual([expect.stringMatching(new RegExp(`/api/v1/channels/${account}$`))]);
    must(await steerAccount(at(keeper), { account, act: 'pause' }));
    expect(await seen(account)).toMatchObject({ state: 'paused' });
    expect(await audited(account)).toEqual([
      'channel-account.connect',
      'channel-account.steer',
      'channel-account.steer',
    ]);
  });

  test('and not where its service refuses us, or where somebody changed its keys meanwhile', async () => {
    const account = await connected();
    says = () => refuseRequest('request.invalid');
    expect(code(await steerAccount(at(keeper), { account, act: 'open' }))).toBe('channel-account.check-failed');
    const slow: ChannelAdapter = {
      ...(service as ChannelAdapter),
      check: async () => {
        must(await changeAccount(at(keeper), { account, ...ENTERED, secrets: { secretToken: 'khoa-khac' } }));
        return ok({ name: '@cu', tokenEndsAt: null });
      },
    };
    const planted = plantAdapter(slow);
    expect(code(await steerAccount(at(keeper), { account, act: 'open' }))).toBe('record.changed-meanwhile');
    planted.close();
    const supervisor = at(testPerson(['111_supervisor'], AGENCY));
    expect(code(await steerAccount(supervisor, { account, act: 'open' }))).toBe('access.not-permitted');
    expect(await seen(account)).toMatchObject({ state: 'draft' });
  });
});

describe('nobody can answer', () => {
  const SENTENCE = 'Hiện chưa có người trả lời. Em gọi 111.';
  const supervisor = testPerson(['111_supervisor'], AGENCY);
  const write = async (account: string, id: number, from: number) => {
    must(
      await receiveCall(at(keeper), { account, request: called(update(id, from, 'MẪU', SECOND), SECRETS.secretToken) }),
    );
    await workAllLanes(home);
  };
  const sentences = async (account: string) =>
    (await home.owner.query('select purpose from channels.outbound_message where account_id = $1', [account])).rows.map(
      ({ purpose }) => purpose,
    );

  test('is said in a sentence that names 111, by who leads the shift', async () => {
    const account = await opened();
    for (const sentence of ['', 'Em gọi 1112.', 'x'.repeat(301)])
      expect(code(await sayDown(at(supervisor), { account, sentence }))).toBe('channel-account.invalid');
    expect(code(await sayDown(at(testPerson(['111_counsellor'], AGENCY)), { account, sentence: SENTENCE }))).toBe(
      'channel-account.not-found',
    );
    must(await sayDown(at(supervisor), { account, sentence: SENTENCE }));
    expect(await seen(account, supervisor)).toMatchObject({
      down: { sentence: SENTENCE },
      maySayDown: true,
      mayKeep: false,
    });
    must(await sayUp(at(supervisor), account));
    expect((await seen(account))?.down).toBeNull();
  });

  test('and each who writes meanwhile hears it once a day; before and after nobody does', async () => {
    const account = await opened();
    await write(account, 1, 7);
    must(await sayDown(at(supervisor), { account, sentence: SENTENCE }));
    for (const [id, from] of [
      [2, 7],
      [3, 7],
      [4, 8],
    ] as const)
      await write(account, id, from);
    expect(await sentences(account)).toEqual(['automatic', 'automatic']);
    must(await sayUp(at(supervisor), account));
    await write(account, 5, 9);
    expect(await sentences(account)).toHaveLength(2);
  });

  test('but no machine does, or two machines would write to each other for ever', async () => {
    const account = await opened();
    must(await sayDown(at(supervisor), { account, sentence: SENTENCE }));
    const machine = plantAdapter({
      ...(service as ChannelAdapter),
      receive: (request, open, now) => {
        const heard = service.receive?.(request, open as never, now);
        return heard?.ok ? ok(heard.value.map((event) => ({ ...event, automatic: true as const }))) : ok([]);
      },
    });
    // What this process holds of the account is read anew with the adapter in its place.
    must(await sayDown(at(supervisor), { account, sentence: SENTENCE }));
    await write(account, 1, 7);
    machine.close();
    expect(await sentences(account)).toEqual([]);
  });
});

test('what could not be worked on is counted, and tried anew by who keeps the account', async () => {
  const account = await opened();
  broken = true;
  must(await receiveCall(at(keeper), { account, request: called(update(1, 7, 'MẪU', SECOND), SECRETS.secretToken) }));
  await workAllLanes(home);
  expect(await seen(account)).toMatchObject({ waiting: 1, failed: 0 });
  await home.owner.query("update channels.inbound_event set state = 'failed', ended_at = now() where account_id = $1", [
    account,
  ]);
  expect(await seen(account)).toMatchObject({ waiting: 0, failed: 1 });
  expect(code(await retryEvents(at(testPerson(['111_supervisor'], AGENCY)), account))).toBe('access.not-permitted');
  broken = false;
  expect(must(await retryEvents(at(keeper), account))).toEqual({ events: 1 });
  await workAllLanes(home);
  expect(await seen(account)).toMatchObject({ waiting: 0, failed: 0 });
});

test('events that failed or wait are counted in indexes of their own, among any number that are done', async () => {
  const account = await opened();
  await home.owner.query(
    `insert into channels.inbound_event (id, account_id, event_mark, kind, lane, sealed, at, received_at, state, next_try_at, ended_at)
     select gen_random_uuid(), $1, sha256(n::text::bytea), 'call', sha256('lane'), case when n % 1000 = 0 then 'x'::bytea end, now(), now(),
       case when n % 2000 = 0 then 'waiting' when n % 1000 = 0 then 'failed' else 'done' end, now(), case when n % 2000 > 0 then now() end
     from generate_series(1, 20000) as n`,
    [account],
  );
  await home.owner.query('analyze channels.inbound_event');
  expect(await seen(account)).toMatchObject({ failed: 10, waiting: 10 });
  const { rows } = await home.owner.query(`explain ${EVENT_COUNTS.text}`, [[account]]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('inbound_event_failed');
  expect(plan).toContain('inbound_event_waiting_account');
  expect(plan).not.toContain('Seq Scan on inbound_event');
  await home.owner.query('delete from channels.inbound_event where account_id = $1', [account]);
});

test('a test message leaves by an open account that may begin, and is kept as one', async () => {
  const account = await connected();
  const send = (to = '+84912345678') => sendTestMessage(at(keeper), { account, to });
  expect(code(await send())).toBe('channel-account.not-open');
  must(await steerAccount(at(keeper), { account, act: 'open' }));
  for (const wrong of ['', 'a b', 'a\r\nb']) expect(code(await send(wrong))).toBe('channel-account.invalid');
  must(await send());
  const { rows } = await home.owner.query(
    'select purpose, state from channels.outbound_message where account_id = $1',
    [account],
  );
  expect(rows).toEqual([{ purpose: 'test', state: 'waiting' }]);
  // It only reads the account: whoever writes to its row meanwhile is not waited for.
  const other = await home.owner.connect();
  await other.query('begin');
  await other.query('select from channels.channel_account where id = $1 for no key update', [account]);
  must(await send());
  await other.query('commit');
  other.release();
  const answersOnly = plantAdapter({ ...(service as ChannelAdapter), begins: false });
  expect(code(await send())).toBe('channel-account.no-test');
  answersOnly.close();
});
