import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous } from '../../kernel/index.ts';
import { openTestMembers, type TestMembers } from '../members.testing.ts';
import { beginFederatedSignIn } from './begin-federated-sign-in.ts';
import { completeFederatedSignIn } from './complete-federated-sign-in.ts';
import { identify } from './identify.ts';
import { type ProviderAccount, startProvider, type TestProvider } from './provider.testing.ts';

const redirectUri = 'http://localhost:3001/sign-in/sso';
let provider: TestProvider;
/** At a provider that gives the address only when it is asked for. */
let strictProvider: TestProvider;
let house: TestMembers;
let strict: TestMembers;
let bare: TestMembers;

beforeAll(async () => {
  provider = await startProvider({ addressInToken: true, asks: false });
  strictProvider = await startProvider({ addressInToken: false, asks: false });
  for (const one of [provider, strictProvider]) one.serve(redirectUri);
  house = await openTestMembers(provider.settings);
  strict = await openTestMembers(strictProvider.settings);
  bare = await openTestMembers();
});
afterAll(async () => {
  for (const open of [house, strict, bare, provider, strictProvider]) await open.close();
});

/** Who signs in at either provider next. */
function account(who: Partial<ProviderAccount>): void {
  for (const one of [provider, strictProvider]) Object.assign(one.account, who);
}

/** A browser: follows the provider's redirects with its cookies until it is sent back. @returns the query it brings */
async function visit(url: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(redirectUri)) return new URL(next).search;
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, text]) => `${name}=${text}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, text] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name) jar.set(name, text ?? '');
    }
    await response.arrayBuffer();
    const location = response.headers.get('location');
    if (!location) throw new Error(`the provider answered ${response.status} at ${next}`);
    next = new URL(location, next).href;
  }
  throw new Error('too many redirects');
}

const nobody = () => house.context(anonymous);
const begin = async () => must(await beginFederatedSignIn(nobody(), { redirectUri }));
function changed(url: string, parameter: string, text: string): string {
  const address = new URL(url);
  address.searchParams.set(parameter, text);
  return address.href;
}

describe('single sign-on', () => {
  test('finds the person by the verified address once, and by the subject from then on', async () => {
    const person = await house.person('MOH-MCD', ['ministry_child_officer']);
    account({ sub: 'subject-a', email: person.login.toUpperCase(), verified: true });
    const first = await begin();
    const opened = must(await completeFederatedSignIn(nobody(), { token: first.token, query: await visit(first.url) }));
    expect(await identify(house.kernel, `lachan_desk=${opened.token}`, 'desk')).toMatchObject({
      person: person.id,
      agency: 'MOH-MCD',
    });
    account({ email: 'doi.ten@don-vi.example' });
    const second = await begin();
    expect(
      must(await completeFederatedSignIn(nobody(), { token: second.token, query: await visit(second.url) })).person.id,
    ).toBe(person.id);
    // The old address under another subject is another human.
    account({ sub: 'subject-b', email: person.login });
    const third = await begin();
    expect(code(await completeFederatedSignIn(nobody(), { token: third.token, query: await visit(third.url) }))).toBe(
      'sign-in.federation-person-unknown',
    );
  });

  test('asks the provider for the address where the ID token does not carry it', async () => {
    const person = await strict.person('MOH-MCD', ['ministry_child_officer']);
    const ctx = strict.context(anonymous);
    const signIn = async (who: ProviderAccount) => {
      account(who);
      const begun = must(await beginFederatedSignIn(ctx, { redirectUri }));
      return completeFederatedSignIn(ctx, { token: begun.token, query: await visit(begun.url) });
    };
    expect(code(await signIn({ sub: 'subject-g', email: person.login, verified: false }))).toBe(
      'sign-in.federation-person-unknown',
    );
    expect(must(await signIn({ sub: 'subject-g', email: person.login, verified: true })).person.id).toBe(person.id);
  });

  test('refuses an address that nobody verified, one that nobody has, and a closed account, all with one answer', async () => {
    const person = await house.person('MOH-MCD', ['ministry_child_officer']);
    const closed = await house.person('MOH-MCD', ['ministry_child_officer']);
    await house.owner.query('update members.person set disabled_at = now() where id = $1', [closed.id]);
    const answers = [];
    for (const who of [
      { sub: 'subject-c', email: person.login, verified: false },
      { sub: 'subject-d', email: 'khong.co@don-vi.example', verified: true },
      { sub: 'subject-e', email: closed.login, verified: true },
    ]) {
      account(who);
      const begun = await begin();
      answers.push(
        JSON.stringify(await completeFederatedSignIn(nobody(), { token: begun.token, query: await visit(begun.url) })),
      );
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('sign-in.federation-person-unknown');
  });

  test.each([
    ['state', 'another-state-of-at-least-some-length'],
    ['nonce', 'another-nonce-of-at-least-some-length'],
    ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ])('refuses an answer whose %s is not the one that was asked with', async (parameter, text) => {
    const person = await house.person('MOH-MCD', ['ministry_child_officer']);
    account({ sub: `subject-${parameter}`, email: person.login, verified: true });
    const begun = await begin();
    const query = await visit(changed(begun.url, parameter, text));
    expect(query).toContain('code=');
    expect(code(await completeFederatedSignIn(nobody(), { token: begun.token, query }))).toBe(
      'sign-in.federation-broken',
    );
    // The same person with nothing changed gets in.
    const good = await begin();
    expect(code(await completeFederatedSignIn(nobody(), { token: good.token, query: await visit(good.url) }))).toBe(
      'accepted',
    );
  });

  test('refuses an answer without the browser’s own token, a second time, or with another’s', async () => {
    const person = await house.person('MOH-MCD', ['ministry_child_officer']);
    account({ sub: 'subject-f', email: person.login, verified: true });
    const [mine, theirs] = [await begin(), await begin()];
    const query = await visit(mine.url);
    expect(code(await completeFederatedSignIn(nobody(), { token: 'x'.repeat(43), query }))).toBe(
      'sign-in.federation-broken',
    );
    expect(code(await completeFederatedSignIn(nobody(), { token: theirs.token, query }))).toBe(
      'sign-in.federation-broken',
    );
    expect(code(await completeFederatedSignIn(nobody(), { token: mine.token, query }))).toBe('accepted');
    expect(code(await completeFederatedSignIn(nobody(), { token: mine.token, query }))).toBe(
      'sign-in.federation-broken',
    );
    const denied = await begin();
    expect(code(await completeFederatedSignIn(nobody(), { token: denied.token, query: '?error=access_denied' }))).toBe(
      'sign-in.federation-broken',
    );
  });

  test('tells who turned back at the provider from an answer that is not ours', async () => {
    const begun = await begin();
    const state = new URL(begun.url).searchParams.get('state');
    const query = `?${new URLSearchParams({ error: 'access_denied', state: state as string, iss: provider.issuer })}`;
    expect(code(await completeFederatedSignIn(nobody(), { token: begun.token, query }))).toBe(
      'sign-in.federation-cancelled',
    );
  });

  test('is refused by name where it is not set up or the provider is away', async () => {
    expect(code(await beginFederatedSignIn(bare.context(anonymous), { redirectUri }))).toBe(
      'sign-in.federation-not-set-up',
    );
    const away = await openTestMembers({
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'x',
      OIDC_CLIENT_SECRET: 'y',
    });
    try {
      expect(code(await beginFederatedSignIn(away.context(anonymous), { redirectUri }))).toBe(
        'sign-in.federation-unreachable',
      );
    } finally {
      await away.close();
    }
  });
});
