import { expect, it } from 'vitest';
import { softphoneLine } from './softphone-line.ts';
import { NOW } from './telephone.testing.ts';
import { telephoneSecrets, telephoneSettings } from './telephone-settings.ts';

const account = (settings: object, turn = '') => ({
  id: '00000000-0000-7000-8000-00000000e001',
  settings: telephoneSettings.parse({ exchange: 'asterisk', number: '111', ...settings }),
  secrets: telephoneSecrets.parse({ secret: 'x', turn }),
});
const ADDRESS = 'wss://pbx.example.vn:8089/ws';

it('an exchange takes no browser until its account says where', () => {
  expect(softphoneLine(account({}), NOW)).toBeNull();
  expect(softphoneLine(account({ softphoneAddress: ADDRESS }), NOW)).toEqual({
    address: ADDRESS,
    domain: 'pbx.example.vn',
    iceServers: [],
  });
  expect(softphoneLine(account({ softphoneAddress: ADDRESS, softphoneDomain: '111.vn' }), NOW)?.domain).toBe('111.vn');
});

it('the key of a TURN server ends by itself, names nobody, and is given to no STUN server', () => {
  const ice = 'stun:a.example.vn:3478 turns:b.example.vn:5349?transport=tcp';
  const open = account({ softphoneAddress: ADDRESS, softphoneIce: ice });
  expect(softphoneLine(open, NOW)?.iceServers).toEqual(ice.split(' ').map((urls) => ({ urls })));
  const line = softphoneLine({ ...open, secrets: { ...open.secrets, turn: 'north' } }, NOW);
  expect(line?.iceServers[0]).toEqual({ urls: 'stun:a.example.vn:3478' });
  const [ends = '', chance = ''] = line?.iceServers[1]?.username?.split(':') ?? [];
  expect(Number(ends) - NOW.getTime() / 1_000).toBe(14 * 3_600);
  expect(chance).toMatch(/^[\w-]{12}$/);
  expect(line?.iceServers[1]?.credential).toMatch(/^[\w+/]{27}=$/);
  expect(softphoneLine({ ...open, secrets: { ...open.secrets, turn: 'north' } }, NOW)).not.toEqual(line);
});

it.each([
  { softphoneAddress: 'ws://pbx.example.vn' },
  { softphoneAddress: 'https://pbx.example.vn' },
  { softphoneAddress: "wss://pbx.example.vn; script-src 'unsafe-inline'" },
  { softphoneAddress: 'wss://user:word@pbx.example.vn' },
  { softphoneAddress: 'wss://pbx.example.vn:99999' },
  { softphoneAddress: 'wss://*' },
  { softphoneDomain: 'pbx.example.vn>' },
  { softphoneIce: 'https://relay.example.vn' },
  { softphoneIce: 'stun:a.example.vn javascript:alert' },
])('%o is refused: it gets into a policy or a line of SIP', (settings) => {
  expect(() => account(settings)).toThrow();
});
