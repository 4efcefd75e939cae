import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { MINUTE, type PersonActor } from '../../kernel/index.ts';
import { adapterOf } from '../adapter-of.ts';
import { FAKE_ZALO, openZaloFake, type ZaloFake } from '../zalo/zalo.fake.ts';
import { plantAccount, plantAdapter } from './account.testing.ts';
import { beginConsent, finishConsent } from './account-consent.ts';
import { changeAccount, connectAccount } from './connect-account.ts';
import { accountKinds, listAccounts } from './list-accounts.ts';
import { useAccount } from './open-account.ts';
import { steerAccount } from './steer-account.ts';

const NOW = '2026-11-28T02:00:00Z';
const home = fileFixture(() => openTestKernel(NOW, { CHANNEL_NETWORKS: '127.0.0.0/8' }));
const AGENCY = 'MOH-MCD';
const proved = { steppedUpUntil: new Date('2027-01-01T00:00:00Z') };
const keeper = testPerson(['agency_admin'], AGENCY, proved);
const at = (person: PersonActor = keeper) => home.context(person);
const REDIRECT = 'https://desk.example/kenh/dong-y';

let zalo: ZaloFake;
beforeEach(async () => {
  home.clock.set(NOW);
  zalo = await openZaloFake();
});
afterEach(() => zalo.close());

/** As the form sends it: what the network gives is entered by nobody. */
const entered = () => {
  const { settings, secrets } = zalo.entered as { settings: object; secrets: Record<string, string> };
  const { appSecret, oaSecret } = secrets;
  return {
    name: 'Zalo mẫu',
    address: 'Tổng đài mẫu',
    settings: settings as Record<string, unknown>,
    secrets: { appSecret, oaSecret },
  };
};
const connected = async () => must(await connectAccount(at(), { adapter: 'zalo-oa', ...entered() })).id;
const begun = async (account: string, person = keeper) =>
  new URL(must(await beginConsent(at(person), { account, redirect: REDIRECT })).url);
/** What the network leads back with once its page was agreed to. */
const agreed = (url: URL, more: Record<string, string> = {}) =>
  new URLSearchParams({
    code: zalo.agree(url.searchParams.get('code_challenge') ?? ''),
    state: url.searchParams.get('state') ?? '',
    oa_id: FAKE_ZALO.oaId,
    ...more,
  });
const view = async (account: string) => must(await listAccounts(at())).find(({ id }) => id === account);
const secretsOf = async (account: string) => (await useAccount(at(), account))?.open.secrets;

test('a keeper who agreed on the network’s page has the account’s tokens, sealed, and opens it', async () => {
  const account = await connected();
  expect(await view(account)).toMatchObject({ consents: true, tokenEndsAt: null });
  expect(code(await steerAccount(at(), { account, act: 'open' }))).toBe('channel-account.check-failed');
  const url = await begun(account);
  expect(url.searchParams.get('redirect_uri')).toBe(REDIRECT);
  expect(must(await finishConsent(at(), agreed(url)))).toEqual({ account });
  expect(await view(account)).toMatchObject({ tokenEndsAt: '2026-11-29T03:00:00.000Z' });
  expect(await secretsOf(account)).toMatchObject({ refreshToken: 'refresh-token-of-turn-2' });
  must(await steerAccount(at(), { account, act: 'open' }));
  expect(await view(account)).toMatchObject({ state: 'open', serviceName: 'Tổng đài 111' });
});

test('what is entered anew leaves the network’s tokens, and no form asks for them', async () => {
  const account = await connected();
  must(await finishConsent(at(), agreed(await begun(account))));
  must(await changeAccount(at(), { account, ...entered(), secrets: { ...entered().secrets, oaSecret: 'khoa-khac' } }));
  expect(await secretsOf(account)).toMatchObject({ oaSecret: 'khoa-khac', accessToken: 'access-token-of-turn-2' });
  expect((await view(account))?.tokenEndsAt).not.toBeNull();
  const fields = accountKinds(at()).find(({ code: channel }) => channel === 'zalo-oa')?.fields ?? [];
  expect(fields.filter(({ part }) => part === 'secrets').map(({ name }) => name)).toEqual(['appSecret', 'oaSecret']);
});

test('a pause that outlived the token ends by an exchange, not by a second consent', async () => {
  const account = await connected();
  must(await finishConsent(at(), agreed(await begun(account))));
  home.clock.set('2026-12-05T02:00:00Z');
  must(await steerAccount(at(), { account, act: 'open' }));
  expect(await secretsOf(account)).toMatchObject({ refreshToken: 'refresh-token-of-turn-3' });
});

test('an answer is good once, for ten minutes, in the session that began, and for its newest beginning', async () => {
  const account = await connected();
  const refused = async (query: URLSearchParams, person = keeper) =>
    expect(code(await finishConsent(at(person), query))).toBe('channel-consent.refused');
  const first = agreed(await begun(account));
  must(await finishConsent(at(), first));
  await refused(first);
  const older = await begun(account);
  const newer = await begun(account);
  await refused(agreed(older));
  // Of another person, and of the same one in another browser.
  await refused(agreed(newer), testPerson(['agency_admin'], AGENCY, proved));
  await refused(agreed(newer), { ...keeper, session: testPerson(['agency_admin'], AGENCY).session });
  await refused(agreed(newer, { state: 'x' }));
  must(await finishConsent(at(), agreed(newer)));
  const late = agreed(await begun(account));
  home.clock.set(new Date(Date.parse(NOW) + 10 * MINUTE).toISOString());
  await refused(late);
  expect(await secretsOf(account)).toMatchObject({ refreshToken: 'refresh-token-of-turn-3' });
});

test('is begun after a fresh proof, by who keeps the account alone, at a network that has such a page', async () => {
  const account = await connected();
  const begin = async (person: PersonActor, of = account) =>
    code(await beginConsent(at(person), { account: of, redirect: REDIRECT }));
  expect(await begin(testPerson(['agency_admin'], AGENCY))).toBe('access.step-up-needed');
  expect(await begin(testPerson(['111_supervisor'], AGENCY, proved))).toBe('access.not-permitted');
  expect(await begin(testPerson(['agency_admin'], 'C111', proved))).toBe('channel-account.not-found');
  const bot = await plantAccount(home, {
    agency: AGENCY,
    adapter: 'telegram',
    secrets: { botToken: '1:khoa_mau_khong_that', secretToken: 'khoa-mau-khong-that' },
  });
  expect(await begin(keeper, bot)).toBe('channel-consent.none');
});

test('another account’s consent, or an account changed meanwhile, changes nothing', async () => {
  const account = await connected();
  const other = agreed(await begun(account), { oa_id: '1' });
  expect(code(await finishConsent(at(), other))).toBe('channel-service.other-account');
  const url = await begun(account);
  const zaloAdapter = adapterOf(home.kernel, 'zalo-oa');
  const consent = zaloAdapter?.consent;
  if (!zaloAdapter || !consent) throw new Error('Zalo has a page of consent');
  const slow = plantAdapter({
    ...zaloAdapter,
    consent: {
      ...consent,
      finish: async (...given) => {
        must(await changeAccount(at(), { account, ...entered() }));
        return consent.finish(...given);
      },
    },
  });
  expect(code(await finishConsent(at(), agreed(url)))).toBe('record.changed-meanwhile');
  slow.close();
  expect((await view(account))?.tokenEndsAt).toBeNull();
});

test('neither tokens nor what the network must see again stand in a row, the audit or the log', async () => {
  const account = await connected();
  const url = await begun(account);
  const waiting = await home.owner.query('select * from channels.account_consent');
  must(await finishConsent(at(), agreed(url)));
  expect((await home.owner.query('select * from channels.account_consent')).rows).toEqual([]);
  const kept = await home.owner.query('select * from channels.channel_account');
  const audit = await home.owner.query('select * from kernel.audit_entry where object_id = $1', [account]);
  expect(audit.rows.map(({ action }) => action)).toEqual([
    'channel-account.connect',
    'channel-account.begin-consent',
    'channel-account.consent',
  ]);
  // Bytes as text, so that what was not sealed would be found.
  const shown = [waiting.rows, kept.rows, audit.rows, await view(account), home.log]
    .flat()
    .map((row) =>
      JSON.stringify(row, (_key, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
      ),
    )
    .join('');
  const { appSecret, oaSecret } = entered().secrets;
  for (const secret of ['token-of-turn', String(appSecret), String(oaSecret), String(url.searchParams.get('state'))])
    expect(shown).not.toContain(secret);
});
