import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import {
  BOT,
  called,
  calledBot,
  plantAccount,
  plantAdapter,
  receiveCall,
  update,
  workAllLanes,
} from '../../channels/testing.ts';
import { near, openTestRegister } from '../../hashes/hashes.testing.ts';
import { Decoders } from '../../hashes/index.ts';
import { INTAKE } from '../../intake/index.ts';
import { anonymous, createDeskKey, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { contactRecord } from '../contacts/contact-record.ts';
import { openLine } from '../lines/append-line.ts';
import { linesAfter } from '../lines/line-store.ts';
import type { ContactRow } from '../tables.ts';
import { LOOK_AT_FILES, lookAtFiles } from './look-at-files.ts';

/** Drawn scenes of the hasher's own tests, and the PDQ hash of the first. */
const drawn = (name: string) => readFileSync(new URL(`../../../hash-kernel/testdata/pdq/${name}`, import.meta.url));
const scene = drawn('scene-01.png');
const SCENE_PDQ = '66936cd293e996522ad867825327a6bda316726c03eda955fc12e10cb4e55dae';

const house = fileFixture(() => openTestRegister());
const decoders = new Decoders();
fileFixture(async () => ({ close: () => decoders.close() }));

/** What the network serves; a code is why it does not. */
const served = new Map<string, Buffer | 'link.unreachable' | 'channel-service.failed'>();
let fetched = 0;
fileFixture(async () =>
  plantAdapter({
    ...calledBot,
    attachment: async (_account, { reference = '' }): Promise<Result<Buffer>> => {
      fetched += 1;
      const bytes = served.get(reference);
      if (typeof bytes === 'string') return refusedBy(bytes);
      return bytes ? ok(bytes) : refusedBy('channel-attachment.unavailable');
    },
  }),
);

let supervisor: string;
let account: string;
let updates = 0;
/** Who writes, where it is not somebody new each time. */
let chat: number | undefined;
beforeEach(async () => {
  fetched = 0;
  chat = undefined;
  served.clear();
  account = await plantAccount(house, { adapter: 'telegram', secrets: BOT });
});
fileFixture(async () => {
  await createDeskKey(house.owner, house.kernel.vault, INTAKE.desk, house.clock.now());
  await syncAgencies(ctx());
  supervisor = newId<'person'>();
  const now = house.clock.now();
  await house.owner.query(
    `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, 'gs@don-vi.example', 'Người mẫu', $2, $3, 'test')`,
    [supervisor, INTAKE.agency, now],
  );
  await house.owner.query(
    `insert into members.role_assignment (id, person, role, agency, valid_from, given_by, given_at)
     values ($1, $2, '111_supervisor', $3, $4, 'test', $4)`,
    [newId(), supervisor, INTAKE.agency, now],
  );
  await house.active([{ type: 'pdq', value: near(SCENE_PDQ, 7) }]);
  await house.refresh();
  await house.service.catchUp();
  return { close: () => undefined };
});

const ctx = () => house.context(systemActor('test'));

/** As an adapter refuses. */
const refusedBy = (code: string) => ({ ok: false, refusal: { code } }) as Result<never>;

/** Somebody sends a picture; what was asked of the workers is done. */
async function send(
  bytes: Parameters<typeof served.set>[1] | undefined,
  ...more: readonly (Parameters<typeof served.set>[1] | undefined)[]
): Promise<ContactRow> {
  updates += 1;
  const id = `file-${updates}`;
  const ids = [bytes, ...more].map((one, place) => {
    const name = place === 0 ? id : `${id}-${place}`;
    if (one) served.set(name, one);
    return name;
  });
  const sent = JSON.parse(
    update(updates, chat ?? updates, 'MẪU: nhìn này', Math.floor(house.clock.now().getTime() / 1_000)),
  );
  const photo = { photo: [{ file_id: id }] };
  const [, video] = ids;
  const body = JSON.stringify({
    ...sent,
    message: { ...sent.message, ...photo, ...(video !== undefined && { document: { file_id: video } }) },
  });
  must(await receiveCall(house.context(anonymous), { account, request: called(body) }));
  await workAllLanes(house);
  const { rows } = await house.owner.query(
    `select contact.* from counselling.contact as contact
     join counselling.contact_conversation as joined on joined.contact_id = contact.id where joined.account_id = $1`,
    [account],
  );
  return rows[0];
}

const asked = async (contact: string): Promise<Record<string, unknown>[]> =>
  (
    await house.owner.query(
      `select job.payload from graphile_worker._private_jobs as job
       join graphile_worker._private_tasks as task on task.id = job.task_id
       where task.identifier = $1 and job.payload ->> 'contact' = $2`,
      [LOOK_AT_FILES, contact],
    )
  ).rows.map(({ payload }) => payload);
const parts = () => ({ decoders, matching: { index: house.service.index, log: house.log_ } });
const look = async (contact: string) => {
  for (const payload of await asked(contact)) await lookAtFiles(ctx(), parts(), payload);
};
const contactNow = async (id: string): Promise<ContactRow> =>
  (await house.owner.query('select * from counselling.contact where id = $1', [id])).rows[0];
const notices = async (id: string): Promise<string[]> =>
  (
    await house.owner.query('select kind from work.notice where person = $1 and object_id = $2', [supervisor, id])
  ).rows.map(({ kind }) => kind);

const GONE = expect.stringContaining('Không lấy được tệp gửi kèm');
const LATER = expect.stringContaining('máy sẽ tự thử lại');
/** What stands in the thread of the files, beside that some were sent and that none is kept. */
const remarks = async (id: string): Promise<string[]> => {
  const read = await ctx().transaction(async (tx) => {
    const key = await contactRecord.openKey(ctx(), tx, id, 'thread', INTAKE.desk);
    if (!key) throw new Error('the thread cannot be opened');
    return ok((await linesAfter(tx, id, 0, 100)).map((row) => openLine(key, row).text));
  });
  return must(read).filter((text) => text.startsWith('[Không lấy') || text.startsWith('[Chưa'));
};

describe('a picture that somebody sends by a network', () => {
  test('and that the register knows makes the contact one of danger, told without a picture, once', async () => {
    const contact = await send(scene);
    expect(contact.band).toBe(1);
    const before = readdirSync(house.kernel.config.dataDir, { recursive: true });
    await look(contact.id);
    await look(contact.id);
    expect(await contactNow(contact.id)).toMatchObject({ band: 3, band_reason: 'known-picture' });
    expect(await notices(contact.id)).toEqual(['contact.known-picture']);
    expect(fetched).toBe(1);
    // Nothing on the disk, and neither its bytes nor its address in what waits to be done.
    expect(readdirSync(house.kernel.config.dataDir, { recursive: true })).toEqual(before);
    expect(JSON.stringify(await asked(contact.id))).not.toContain('file-');
    const { rows } = await house.owner.query("select 1 from hashes.match_event where purpose = 'COUNSELLING'");
    expect(rows).toHaveLength(1);
  }, 60_000);

  test('and that a process which was killed keeps from all others is looked at once more some minutes later', async () => {
    const contact = await send(scene);
    const { rows } = await house.owner.query(
      `select job.run_at, job.payload from graphile_worker._private_jobs as job
       where job.key like 'files-once-more-%' and job.payload ->> 'contact' = $1`,
      [contact.id],
    );
    expect(rows).toMatchObject([{ run_at: new Date(house.clock.now().getTime() + 5 * 60_000) }]);
    await lookAtFiles(ctx(), parts(), rows[0].payload);
    expect((await contactNow(contact.id)).band).toBe(3);
    // Whoever is there first looks, and nobody looks again.
    await look(contact.id);
    expect([fetched, await notices(contact.id)]).toEqual([1, ['contact.known-picture']]);
  }, 60_000);

  test('and that the register does not know changes nothing', async () => {
    const contact = await send(drawn('scene-02.png'));
    await look(contact.id);
    expect(fetched).toBe(1);
    expect(await contactNow(contact.id)).toMatchObject({ band: 1, band_reason: 'arrived' });
    expect(await notices(contact.id)).toEqual([]);
  }, 60_000);

  test('and that is gone at the network, or is no picture, changes nothing and is asked for once; what is gone is said', async () => {
    for (const [bytes, said] of [
      [undefined, [GONE]],
      [Buffer.from('no picture'), []],
    ] as const) {
      account = await plantAccount(house, { adapter: 'telegram', secrets: BOT });
      fetched = 0;
      const contact = await send(bytes);
      await look(contact.id);
      await look(contact.id);
      expect(fetched).toBe(1);
      const now = await contactNow(contact.id);
      expect(now.band).toBe(1);
      expect(await remarks(contact.id)).toEqual(said);
      // A remark of ours is no word of the child that is owed an answer.
      expect(now.owed_since).toEqual(contact.owed_since);
    }
  }, 60_000);

  test.each(['link.unreachable', 'channel-service.failed'] as const)(
    'and that the network does not give just now (%s) is looked at later, and that is said once and in other words',
    async (why) => {
      const contact = await send(why);
      for (let time = 0; time < 2; time += 1) await expect(look(contact.id)).rejects.toThrow('looked at later');
      expect(await remarks(contact.id)).toEqual([LATER]);
      expect((await contactNow(contact.id)).band).toBe(1);
      served.set(`file-${updates}`, scene);
      await look(contact.id);
      await look(contact.id);
      expect(await contactNow(contact.id)).toMatchObject({ band: 3, band_reason: 'known-picture' });
      expect(await notices(contact.id)).toEqual(['contact.known-picture']);
      expect([fetched, await remarks(contact.id)]).toEqual([3, [LATER]]);
    },
    60_000,
  );

  test('and that the network did not give for a day is not asked for any more', async () => {
    const contact = await send('link.unreachable');
    await expect(look(contact.id)).rejects.toThrow('looked at later');
    const now = house.clock.now();
    house.clock.set(new Date(now.getTime() + 25 * 60 * 60_000));
    await look(contact.id);
    await look(contact.id);
    house.clock.set(now);
    expect([fetched, await remarks(contact.id)]).toEqual([2, [LATER, GONE]]);
  }, 60_000);

  test('beside one that is to be had later is told of at once, and is not looked at again', async () => {
    const contact = await send(scene, 'link.unreachable');
    await expect(look(contact.id)).rejects.toThrow('looked at later');
    expect(await notices(contact.id)).toEqual(['contact.known-picture']);
    served.set(`file-${updates}-1`, Buffer.from('no picture'));
    await look(contact.id);
    expect(await notices(contact.id)).toEqual(['contact.known-picture']);
    expect(fetched).toBe(3);
  }, 60_000);

  test('and that is brought twice, or looked at by two at once, makes the contact one of danger once', async () => {
    chat = 1;
    const contact = await send(scene);
    const [payload = {}] = await asked(contact.id);
    await Promise.all([lookAtFiles(ctx(), parts(), payload), lookAtFiles(ctx(), parts(), payload)]);
    const again = await send(scene);
    expect(again.id).toBe(contact.id);
    await look(contact.id);
    expect(await notices(contact.id)).toEqual(['contact.known-picture']);
    const { rows } = await house.owner.query(
      "select 1 from counselling.contact_event where contact_id = $1 and code = 'raised' and codes ->> 'reason' = 'known-picture'",
      [contact.id],
    );
    expect(rows).toHaveLength(1);
  }, 60_000);

  test('is known by its bytes too, and a register that cannot be asked is asked again', async () => {
    await house.active([{ type: 'md5', value: createHash('md5').update(drawn('scene-03.png')).digest('hex') }]);
    await house.refresh();
    await house.service.catchUp();
    const contact = await send(drawn('scene-03.png'));
    const index = {
      ask: async () => {
        throw new Error('the index is away');
      },
    } as never;
    for (const payload of await asked(contact.id))
      await expect(lookAtFiles(ctx(), { decoders, matching: { index, log: house.log_ } }, payload)).rejects.toThrow(
        'the index is away',
      );
    expect(await remarks(contact.id)).toEqual([LATER]);
    expect((await contactNow(contact.id)).band).toBe(1);
    await look(contact.id);
    expect((await contactNow(contact.id)).band).toBe(3);
  }, 60_000);
});
