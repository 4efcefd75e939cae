import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { addPushDevice, ownPushDevices } from '../../channels/index.ts';
import { wakeAll, wakesAsked } from '../../channels/push/push.testing.ts';
import { openPushService } from '../../channels/push/push-service.fake.ts';
import { INTAKE } from '../../intake/index.ts';
import { MINUTE, newId, type PersonActor } from '../../kernel/index.ts';
import { openCounsellingHome } from '../testing.ts';
import { acceptContact } from './accept-contact.ts';
import { tendContacts } from './tend-contacts.ts';
import { transferContact } from './transfer-contact.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => {
  await home.clear();
  await home.owner.query('delete from graphile_worker._private_jobs');
  await home.owner.query('delete from members.role_assignment');
  // The clock stands still: a gate that was shut for some milliseconds would stay so.
  await home.owner.query('truncate channels.outbound_message, channels.outbox_gate');
});

async function listening(actors: readonly PersonActor[]) {
  const service = await openPushService(() => home.clock.now());
  for (const actor of actors) {
    const address = `${service.url}/push/${actor.person}`;
    must(await addPushDevice(home.at(actor), { address, userAgent: null }));
    Object.assign(service.keys, { publicKey: must(await ownPushDevices(home.at(actor))).key });
  }
  return service;
}

describe('whoever is offered a contact', () => {
  it('is woken once, with nothing of the child in what leaves the house or waits to', async () => {
    const helper = await home.onShift();
    const other = await home.onShift('counsellor');
    const service = await listening([helper, other]);
    const canary = 'Em tên Hoa Mẫu, nhà ở ngõ 7';
    const { contact, receipt } = await home.child({ firstLine: canary });
    expect(await home.contact(contact)).toMatchObject({ offered_to: helper.person });
    const asked = await wakesAsked(home);
    expect(asked).toHaveLength(1);
    await wakeAll(home, service);
    expect(service.taken).toEqual([{ to: `${service.url}/push/${helper.person}`, text: '' }]);
    const { rows } = await home.owner.query('select * from channels.outbound_message');
    expect(rows).toMatchObject([{ state: 'sent', purpose: 'wake' }]);
    const { reference } = await home.contact(contact);
    const told = JSON.stringify([asked, service.asked, rows, home.log]);
    for (const word of [canary, 'Hoa Mẫu', reference, receipt.locator, ...receipt.words.map((one) => ` ${one} `)])
      expect(told).not.toContain(word);
    // Not even which contact: only the house's own record of why names it.
    expect(JSON.stringify(service.asked)).not.toContain(contact);
    await service.close();
  });

  it('by a colleague is woken too; who let no browser listen is asked for nothing', async () => {
    const [helper, colleague] = [await home.onShift(), await home.onShift()];
    const { contact } = await home.child();
    const { offered_to } = await home.contact(contact);
    const [has, asked] = offered_to === helper.person ? [helper, colleague] : [colleague, helper];
    expect(await wakesAsked(home)).toEqual([]);
    must(await acceptContact(home.at(has), { contact }));
    const service = await listening([asked]);
    must(await transferContact(home.at(has), { contact, to: { person: asked.person } }));
    await wakeAll(home, service);
    expect(service.taken).toEqual([{ to: `${service.url}/push/${asked.person}`, text: '' }]);
    await service.close();
  });
});

/** Somebody who leads shifts, and stands in the tables. */
async function leader(): Promise<PersonActor> {
  const actor = home.helper('111_supervisor');
  const now = home.clock.now();
  await home.owner.query(
    `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'Người mẫu', $3, $4, 'test')`,
    [actor.person, `${actor.person}@don-vi.example`, INTAKE.agency, now],
  );
  await home.owner.query(
    `insert into members.role_assignment (id, person, role, agency, desk, valid_from, given_by, given_at)
     values ($1, $2, '111_supervisor', $3, $4, $5, 'test', $5)`,
    [newId(), actor.person, INTAKE.agency, INTAKE.desk, now],
  );
  return actor;
}

describe('danger that nobody has', () => {
  const danger = 'Bố đang cầm dao đuổi em.';
  const wait = async (minutes: number) => {
    home.clock.advance(minutes * MINUTE);
    // The child's page stays open.
    await home.owner.query('update counselling.contact set child_sign_at = $1', [home.clock.now()]);
    await tendContacts(home.platform());
  };
  const wakes = async () => (await wakesAsked(home)).filter(({ key }) => String(key).startsWith('danger.'));

  it('wakes whoever is on shift and who leads it after the time of the rule, without a word, and goes on until it is somebody’s', async () => {
    const supervisor = await leader();
    const [helper, off] = [await home.onShift('counsellor'), await home.helper()];
    // Their page is gone: they are away, and offered nothing.
    await home.owner.query(`update counselling.helper_shift set state = 'away', state_set_by = 'stream-lost'`);
    const { contact } = await home.child({ firstLine: danger });
    expect(await home.contact(contact)).toMatchObject({ band: 3, state: 'waiting' });
    const service = await listening([helper, supervisor, off]);
    await wait(0);
    await wait(0.9);
    expect(await wakes()).toEqual([]);
    await wait(0.2);
    await wait(0);
    expect(await wakes()).toHaveLength(1);
    await wakeAll(home, service);
    const both = [helper, supervisor].map(({ person }) => ({ to: `${service.url}/push/${person}`, text: '' }));
    expect(service.taken).toEqual(expect.arrayContaining(both));
    expect(service.taken).toHaveLength(2);
    expect(JSON.stringify(service.asked)).not.toContain(contact);
    // Twice the time, four times the time; and once for whatever was missed.
    await wait(1);
    expect(await wakes()).toHaveLength(2);
    await wait(30);
    expect(await wakes()).toHaveLength(3);
    await home.owner.query(
      `update counselling.helper_shift set state = 'available', state_set_by = 'self', last_sign_at = $1`,
      [home.clock.now()],
    );
    await tendContacts(home.platform());
    must(await acceptContact(home.at(helper), { contact }));
    await wait(0);
    expect(await home.contact(contact)).toMatchObject({ danger_alone_since: null, danger_wakes: 0 });
    await service.close();
  });

  it('wakes who leads the shift where nobody is on it, and nobody for what is no danger', async () => {
    const supervisor = await leader();
    const { contact } = await home.child({ firstLine: 'Em cần hỏi một chuyện.' });
    const service = await listening([supervisor]);
    await wait(0);
    await wait(10);
    expect(await wakes()).toEqual([]);
    expect(await home.contact(contact)).toMatchObject({ danger_alone_since: null });
    await home.child({ firstLine: danger });
    await wait(0);
    await wait(1);
    await wakeAll(home, service);
    expect(service.taken).toEqual([{ to: `${service.url}/push/${supervisor.person}`, text: '' }]);
    await service.close();
  });

  it('that rings is nobody’s yet, and that of a helper whose page is gone is nobody’s again', async () => {
    const helper = await home.onShift('counsellor');
    const { contact } = await home.child({ firstLine: danger });
    const service = await listening([helper]);
    expect(await home.contact(contact)).toMatchObject({ state: 'offered' });
    await wait(0);
    expect(await home.contact(contact)).toMatchObject({ danger_alone_since: home.clock.now() });
    must(await acceptContact(home.at(helper), { contact }));
    await wait(0);
    expect(await home.contact(contact)).toMatchObject({ danger_alone_since: null });
    await home.owner.query('update counselling.contact set helper_lost_since = $2 where id = $1', [
      contact,
      home.clock.now(),
    ]);
    await wait(0);
    await wait(1.1);
    expect(await wakes()).toHaveLength(1);
    await service.close();
  });
});
