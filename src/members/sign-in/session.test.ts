import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { type Config, createFileVault } from '../../kernel/index.ts';
import { role } from '../../vocabulary/index.ts';
import {
  newRecoveryCodes,
  newTotpSecret,
  RECOVERY_CODES,
  recoveryCodeHash,
  totpCode,
  totpContext,
  totpStep,
  totpUri,
  verifyTotp,
} from './one-time-code.ts';
import {
  deviceLabel,
  isPurpose,
  isSteppedUp,
  SESSION_LIMITS,
  sessionCookie,
  sessionCookieName,
  sessionPurposes,
  showsPresence,
  tokenFromCookies,
  usualPurpose,
} from './session.ts';
import { isToken, newToken, tokenHash } from './token.ts';

const http = { publicProtocol: 'http' } as Config;
const https = { publicProtocol: 'https' } as Config;
const NOW = new Date('2026-11-24T02:00:00Z');

test('a session lives fifteen idle minutes and ten hours, is touched each minute, and a proof lives five minutes', () => {
  expect(SESSION_LIMITS).toEqual({
    idleMs: 900_000,
    absoluteMs: 36_000_000,
    seenEveryMs: 60_000,
    stepUpMs: 300_000,
  });
});

describe('the purpose of a session', () => {
  /** By what a role does; where there are several, by the first of this order. */
  const usual: Readonly<Record<string, readonly string[]>> = {
    counselling: ['111_agent', '111_counsellor', '111_supervisor'],
    protection: [
      'commune_child_officer',
      'commune_chair',
      'province_child_officer',
      'ministry_child_officer',
      'facility_worker',
      'school_officer',
    ],
    investigation: ['police_intake', 'police_investigator'],
    takedown: [
      'content_analyst',
      'content_verifier',
      'hash_db_operator',
      'hash_db_approver',
      'takedown_officer',
      'platform_contact',
      'isp_contact',
      'vncop_coordinator',
      'vncop_member_user',
      'listening_analyst',
      'listening_reviewer',
      'listening_supervisor',
    ],
    statistics: ['report_author', 'report_approver', 'programme_manager'],
    audit: ['dpo', 'auditor'],
  };

  test.each(role.codes)('of %s is what the role does', (code) => {
    const expected = Object.entries(usual).find(([, roles]) => roles.includes(code))?.[0] ?? 'administration';
    expect(usualPurpose([code])).toBe(expected);
  });

  test('of several roles is the one nearest to a child, and of none is administration', () => {
    const order = Object.values(usual).map(([first]) => first as string);
    for (const [place, first] of order.entries())
      expect(usualPurpose(order.slice(place).toReversed())).toBe(usualPurpose([first]));
    expect(usualPurpose(['agency_admin', 'dpo'])).toBe('audit');
    expect(usualPurpose([])).toBe('administration');
    for (const near of [
      'x111_agent',
      'xfacility_worker',
      'facility_workers',
      'school_officers',
      'dpos',
      'xdpo',
      'auditors',
      'xpolice_intake',
      'xcommune_chair',
      'xreport_author',
      'xlistening_analyst',
    ])
      expect([near, usualPurpose([near])]).toEqual([near, 'administration']);
  });

  test('is one of the list', () => {
    expect(sessionPurposes.map(({ code }) => code).filter(isPurpose)).toHaveLength(8);
    expect([isPurpose('counselling'), isPurpose('counsellin'), isPurpose('')]).toEqual([true, false, false]);
  });
});

test('a proof is good until its end and not at it', () => {
  const until = (steppedUpUntil?: Date) => testPerson('dpo', 'A', steppedUpUntil ? { steppedUpUntil } : {});
  expect(isSteppedUp(until(new Date(NOW.getTime() + 1)), NOW)).toBe(true);
  expect(isSteppedUp(until(NOW), NOW)).toBe(false);
  expect(isSteppedUp(until(), NOW)).toBe(false);
});

describe('the cookie of a session', () => {
  const token = newToken();

  test('is bound to this host under https, out of reach of scripts and other sites', () => {
    expect(sessionCookieName(https)).toBe('__Host-lachan');
    expect(sessionCookieName(http)).toBe('lachan_desk');
    expect(sessionCookie(https, token)).toBe(`__Host-lachan=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    expect(sessionCookie(http, token)).toBe(`lachan_desk=${token}; Path=/; HttpOnly; SameSite=Strict`);
  });

  test('is read where there is exactly one of its name', () => {
    expect(tokenFromCookies(http, `a=b; lachan_desk=${token};c=d`)).toBe(token);
    expect(tokenFromCookies(http, `lachan_desk=${token}`)).toBe(token);
    expect(tokenFromCookies(http, `  lachan_desk=${token}  `)).toBe(token);
    expect(tokenFromCookies(http, `lachan_desk=${token}; lachan_desk=x`)).toBeUndefined();
    for (const none of [
      undefined,
      null,
      '',
      'a=b',
      `xlachan_desk=${token}`,
      `lachan_deskx=${token}`,
      `__Host-lachan=${token}`,
    ])
      expect([none, tokenFromCookies(http, none)]).toEqual([none, undefined]);
    expect(tokenFromCookies(https, `__Host-lachan=${token}`)).toBe(token);
  });
});

test('a request is a sign of the person unless the page says that it fetched it by itself', () => {
  const shows = (headers: Record<string, string>) => showsPresence(new Headers(headers));
  expect(shows({})).toBe(true);
  expect(shows({ accept: 'text/html', cookie: 'a=b' })).toBe(true);
  expect(shows({ accept: 'text/event-stream' })).toBe(false);
  expect(shows({ accept: 'text/html, text/event-stream' })).toBe(true);
  expect(shows({ 'x-unattended': '1' })).toBe(false);
  expect(shows({ cookie: 'lachan_unattended=1' })).toBe(false);
  expect(shows({ cookie: 'a=b; lachan_unattended=1 ;c=d' })).toBe(false);
  expect(shows({ cookie: 'lachan_unattended=0' })).toBe(true);
  expect(shows({ cookie: 'xlachan_unattended=1' })).toBe(true);
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537 Edg/130', 'Edge · Windows'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/130 Safari/537 EdgA/130', 'Edge · Android'],
  ['Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/130 Safari/537', 'Cốc Cốc · Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/130 Safari/537 OPR/110', 'Opera · Linux'],
  ['Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25 Chrome/121 Safari/537', 'Samsung Internet · Android'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Firefox/130', 'Firefox · macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18) FxiOS/130 Safari/600', 'Firefox · iOS'],
  ['Mozilla/5.0 (iPad; CPU OS 18) CriOS/130 Safari/600', 'Chrome · iOS'],
  ['Mozilla/5.0 (X11; CrOS x86_64) Chrome/130 Safari/537', 'Chrome · ChromeOS'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/18 Safari/605', 'Safari · macOS'],
  ['Firefox/130', 'Firefox'],
  ['(Windows)', 'Windows'],
  ['curl/8', '?'],
  ['', '?'],
  [undefined, '?'],
  [null, '?'],
])('%s is told as %s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label);
});

test('a token is 256 random bits, known by its shape and kept as a hash', () => {
  const one = newToken();
  expect([isToken(one), Buffer.from(one, 'base64url').length]).toEqual([true, 32]);
  expect(newToken()).not.toBe(one);
  for (const wrong of ['', one.slice(1), `${one}A`, `${one.slice(1)}=`, `${one.slice(1)}\n`, ` ${one.slice(1)}`])
    expect([wrong, isToken(wrong)]).toEqual([wrong, false]);
  expect(tokenHash('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

describe('one-time codes', () => {
  const folder = temporaryFolder('lachan-codes-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('come from a secret of 160 bits, six digits each thirty seconds', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(totpStep(new Date(59_999))).toBe(1);
    expect(totpStep(new Date(60_000))).toBe(2);
    // RFC 6238, appendix B, the last six digits.
    const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(totpCode(rfc, totpStep(new Date(59_000)))).toBe('287082');
    expect(totpCode(rfc, totpStep(new Date(1_111_111_109_000)))).toBe('081804');
    const uri = new URL(totpUri(secret, 'a@b.example'));
    expect(decodeURIComponent(uri.pathname)).toContain('a@b.example');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('Lá Chắn');
  });

  test('are right in their step, one early and one late, and say which step it was', () => {
    const secret = newTotpSecret();
    const step = totpStep(NOW);
    for (const off of [-2, -1, 0, 1, 2]) {
      const found = verifyTotp(secret, totpCode(secret, step + off), NOW);
      expect([off, found]).toEqual([off, Math.abs(off) < 2 ? step + off : undefined]);
    }
    const code = totpCode(secret, step);
    for (const wrong of ['', code.slice(1), `${code}0`, ` ${code}`, `${code}\n`, 'abcdef', `x${code}`])
      expect([wrong, verifyTotp(secret, wrong, NOW)]).toEqual([wrong, undefined]);
    expect(verifyTotp(newTotpSecret(), code, NOW)).toBeUndefined();
    expect(totpContext('person')).toBe('members|totp|person');
  });

  test('for recovery are ten, each read as a hand writes it, and kept under the vault for their person', async () => {
    const codes = newRecoveryCodes();
    expect([codes.length, new Set(codes).size, RECOVERY_CODES]).toEqual([10, 10, 10]);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    // Every letter of the alphabet comes up.
    const letters = new Set(Array.from({ length: 60 }, () => newRecoveryCodes().join('')).join(''));
    expect([...letters].filter((letter) => letter !== '-')).toHaveLength(32);
    const vault = await createFileVault(join(folder, 'own', 'root.json'));
    const other = await createFileVault(join(folder, 'other', 'root.json'));
    const hash = await recoveryCodeHash(vault, 'person', '01AB0-HJKMN');
    expect(hash).toHaveLength(32);
    for (const same of ['01ab0-hjkmn', '01AB0HJKMN', ' 0 1 A B 0 - H J K M N ', 'OiaBo-hjkmn', 'olab0hjkmn'])
      expect([same, await recoveryCodeHash(vault, 'person', same)]).toEqual([same, hash]);
    expect(await recoveryCodeHash(vault, 'other', '01AB0-HJKMN')).not.toEqual(hash);
    expect(await recoveryCodeHash(other, 'person', '01AB0-HJKMN')).not.toEqual(hash);
    expect(await recoveryCodeHash(vault, 'person', '01AB0-HJKMP')).not.toEqual(hash);
    for (const wrong of ['', '01AB0-HJKM', '01AB0-HJKMNN', '01AB0-HJKMU', '01AB0_HJKMN', 'x01AB0-HJKMN'])
      expect([wrong, await recoveryCodeHash(vault, 'person', wrong)]).toEqual([wrong, undefined]);
  });
});
