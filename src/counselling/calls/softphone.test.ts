import { beforeEach, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { endShift } from '../helpers/end-shift.ts';
import { openCallHome } from './calls.testing.ts';
import { ownTelephone, setOwnExtension } from './own-extension.ts';
import { ownSoftphone, setOwnSoftphone, softphoneExchanges, softphoneOrigin } from './softphone.ts';

const home = fileFixture(() => openCallHome());
beforeEach(async () => home.clear());

const PASSWORD = 'a-test-password';
const choose = (actor: PersonActor, more: Partial<Parameters<typeof setOwnSoftphone>[1]> = {}) =>
  setOwnSoftphone(home.at(actor), { account: home.account, extension: '1001', password: PASSWORD, ...more });

it('is a person’s own: sealed, and handed to their page alone, while their shift lasts', async () => {
  const [helper, other] = [await home.onShift(), await home.onShift()];
  expect(must(await softphoneExchanges(home.at(helper)))).toEqual([{ account: home.account, name: '111' }]);
  expect(must(await ownSoftphone(home.at(helper)))).toBeNull();
  must(await choose(helper));
  expect(must(await ownTelephone(home.at(helper)))).toMatchObject({ extension: '1001', isSoftphone: true });
  expect(must(await ownSoftphone(home.at(helper)))).toMatchObject({
    address: 'wss://pbx.example.vn:7443/ws',
    domain: 'pbx.example.vn',
    extension: '1001',
    password: PASSWORD,
    iceServers: [{ urls: 'turn:turn.example.vn:3478' }],
    contact: null,
  });
  expect(must(await ownSoftphone(home.at(other)))).toBeNull();
  const { rows } = await home.owner.query('select row_to_json(e)::text as kept from counselling.phone_extension e');
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0].kept).toString()).not.toContain(PASSWORD);
  expect(rows[0].kept).not.toContain(Buffer.from(PASSWORD).toString('hex'));
  const { id: shift } = await home.shift(helper);
  expect(must(await ownSoftphone(home.at(helper)))?.shift).toBe(shift);
  must(await endShift(home.at(helper)));
  expect(must(await ownSoftphone(home.at(helper)))).toBeNull();
  home.clock.advance(1_000);
  must(await beginShift(home.at(helper), { tier: 'front', channels: ['PHONE'], heardRing: true, notifies: true }));
  expect(must(await ownSoftphone(home.at(helper)))?.shift).not.toBe(shift);
});

it('adds its exchange, and no other, to where the own page may connect', async () => {
  const [helper, other] = [await home.onShift(), await home.onShift()];
  must(await choose(helper));
  expect(await softphoneOrigin(home.at(helper))).toBe('wss://pbx.example.vn:7443');
  expect(await softphoneOrigin(home.at(other))).toBeUndefined();
  expect(await softphoneOrigin(home.public())).toBeUndefined();
  must(await setOwnExtension(home.at(helper), { extension: '1001' }));
  expect(await softphoneOrigin(home.at(helper))).toBeUndefined();
  expect(must(await ownSoftphone(home.at(helper)))).toBeNull();
});

it('names the call that its person has, so that a page that was loaded anew asks for it', async () => {
  const helper = await home.onShift();
  must(await choose(helper));
  await home.tell('call-1', 'incoming', { from: '0912345678' });
  const contact = await home.contactOf('call-1');
  const asked = async () => must(await ownSoftphone(home.at(helper)))?.contact;
  expect(await asked()).toBeNull();
  must(await acceptContact(home.at(helper), { contact }));
  expect(home.commands).toMatchObject([{ type: 'call.connect', extension: '1001' }]);
  await home.tell('call-1', 'answered', { extension: '1001' });
  await home.tell('call-1', 'parked', { extension: '1001' }, 1);
  expect(await asked()).toBe(contact);
  await home.tell('call-1', 'ended', {}, 2);
  expect(await asked()).toBeNull();
});

it('is refused at an exchange that takes no browser, by a wrong password, and to somebody else’s extension', async () => {
  const [helper, other] = [await home.onShift(), await home.onShift()];
  expect(code(await choose(helper, { account: newId<'channel-account'>() }))).toBe('softphone.no-exchange');
  for (const password of ['short', 'with a space in it', 'xuống\r\ndòng-mới', 'x'.repeat(129)])
    expect(code(await choose(helper, { password }))).toBe('softphone.password-unreadable');
  expect(code(await choose(helper, { extension: '1001@elsewhere' }))).toBe('call.extension-unreadable');
  must(await choose(helper));
  expect(code(await choose(other))).toBe('call.extension-taken');
});
