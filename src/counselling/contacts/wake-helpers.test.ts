import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { addPushDevice, ownPushDevices } from '../../channels/index.ts';
import { wakeAll, wakesAsked } from '../../channels/push/push.testing.ts';
import { openPushService } from '../../channels/push/push-service.fake.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { openCounsellingHome } from '../testing.ts';
import { acceptContact } from './accept-contact.ts';
import { transferContact } from './transfer-contact.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => {
  await home.clear();
  await home.owner.query('delete from graphile_worker._private_jobs');
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
