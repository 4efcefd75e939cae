import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { listenToAccounts } from '../../channels/accounts/listen-to-accounts.ts';
import type { ChannelAdapter } from '../../channels/adapter.ts';
import { openMailFake } from '../../channels/email/email.fake.ts';
import { emptyDns, letter } from '../../channels/email/email.testing.ts';
import { createEmailAdapter } from '../../channels/email/email-adapter.ts';
import { until } from '../../channels/listening.testing.ts';
import { plantAccount, plantAdapter, workAllLanes } from '../../channels/testing.ts';
import { near, openTestRegister } from '../../hashes/hashes.testing.ts';
import { Decoders } from '../../hashes/index.ts';
import { INTAKE } from '../../intake/index.ts';
import { createDeskKey, systemActor } from '../../kernel/index.ts';
import { thisMachine } from '../../kernel/outgoing/local-server.testing.ts';
import { syncAgencies } from '../../members/index.ts';
import { LOOK_AT_FILES, lookAtFiles } from './look-at-files.ts';

/** A drawn scene of the hasher's own tests, and its PDQ hash. */
const scene = readFileSync(new URL('../../../hash-kernel/testdata/pdq/scene-01.png', import.meta.url));
const SCENE_PDQ = '66936cd293e996522ad867825327a6bda316726c03eda955fc12e10cb4e55dae';

const house = fileFixture(() => openTestRegister());
const decoders = new Decoders();
fileFixture(async () => ({ close: () => decoders.close() }));
fileFixture(async () => {
  await createDeskKey(house.owner, house.kernel.vault, INTAKE.desk, house.clock.now());
  await syncAgencies(ctx());
  await house.active([{ type: 'pdq', value: near(SCENE_PDQ, 7) }]);
  await house.refresh();
  await house.service.catchUp();
  return { close: () => undefined };
});
const ctx = () => house.context(systemActor('test'));
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const rowsOf = async (text: string, values: readonly unknown[] = []) =>
  (await house.owner.query(text, [...values])).rows;

test('a picture in a letter goes the way of every picture: asked of the register, dropped, and said to its sender in words', async () => {
  const fake = await openMailFake();
  closing.push(() => fake.close());
  const mail = createEmailAdapter(emptyDns, { idle: 60_000, poll: 500, answer: 5_000 }) as ChannelAdapter;
  const planted = plantAdapter({
    ...mail,
    listen: async (account, listening, reach) => mail.listen?.(account, listening, { ...reach, network: thisMachine }),
    attachment: (account, attachment, reach, most) =>
      (mail.attachment as NonNullable<ChannelAdapter['attachment']>)(
        account,
        attachment,
        { ...reach, network: thisMachine },
        most,
      ),
  });
  closing.push(() => planted.close());
  const { settings, secrets } = fake.entered as { settings: Record<string, unknown>; secrets: object };
  const account = await plantAccount(house, { adapter: 'email', secrets, settings });
  const stop = listenToAccounts(house.kernel);
  closing.push(() => stop());
  await until(() => fake.box.commands.includes('IDLE'), 'a mailbox that is listened to');
  const picture = scene.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  fake.box.deliver(
    letter(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      `--b\r\nContent-Type: text/plain\r\n\r\nMAU: nhin nay\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}\r\n--b--\r\n`,
    ),
  );
  await expect
    .poll(() => rowsOf('select 1 from channels.inbound_event where account_id = $1', [account]), { timeout: 30_000 })
    .toHaveLength(1);
  await workAllLanes(house);
  const asked = await rowsOf(
    `select job.payload from graphile_worker._private_jobs as job
     join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier = $1`,
    [LOOK_AT_FILES],
  );
  expect(asked.length).toBeGreaterThan(0);
  // Where it lies at the mailbox is sealed with the contact.
  expect(JSON.stringify(asked)).not.toContain('1:1:0');
  const parts = { decoders, matching: { index: house.service.index, log: house.log_ } };
  for (const { payload } of asked) await lookAtFiles(ctx(), parts, payload);
  const [contact] = await rowsOf(
    `select contact.* from counselling.contact as contact
     join counselling.contact_conversation as joined on joined.contact_id = contact.id where joined.account_id = $1`,
    [account],
  );
  expect(contact).toMatchObject({ band: 3, band_reason: 'known-picture' });
  expect(
    await rowsOf("select 1 from channels.outbound_message where account_id = $1 and purpose = 'automatic'", [account]),
  ).toHaveLength(1);
}, 90_000);
