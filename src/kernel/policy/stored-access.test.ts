import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Actor, type FieldClass, systemActor } from '../actor.ts';
import type { LiveEvent, Tx } from '../database.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { createDeskKeys } from '../sealing/rotate.ts';
import { type ExclusionSubject, exclude, exclusionsOf, exclusionsOn } from './exclusion-store.ts';
import { endGrant, insertGrant, type NewGrant } from './grant-store.ts';

/** Grants and exclusions as they are stored: written for whoever acts, by the platform, which alone may. */
const home = fileFixture(() => openTestKernel());
beforeAll(async () => {
  await createDeskKeys(home.owner, home.kernel.vault, ['own', 'granted', 'other'], home.clock.now());
});

const officer = testPerson('commune_child_officer', 'UBND-00004');
const job = systemActor('cases.assign');
const machine: Actor = { kind: 'machine', client: 'a-client', agency: 'NCMEC', scopes: [] };
async function write<T>(work: (tx: Tx) => Promise<T>, actor: Actor = job): Promise<T> {
  return must(await home.context(actor).transaction(async (tx) => ok(await work(tx)))) as T;
}
const later = (ms: number) => new Date(home.clock.now().getTime() + ms);

describe('a grant', () => {
  const given = (more: Partial<NewGrant> = {}): NewGrant => ({
    objectKind: 'letter',
    objectId: newId(),
    subjectKind: 'desk',
    subject: 'granted',
    fieldClasses: ['triage', 'narrative'],
    purpose: 'protection',
    reason: 'REFERRED',
    origin: 'referral',
    until: later(60_000),
    ...more,
  });
  const stored = async (id: string) =>
    (await home.owner.query('select * from kernel.need_to_know where id = $1', [id])).rows[0];

  test('is kept as it was given, by whoever gave it and from that moment', async () => {
    const grant = given({ keyDesk: 'granted' });
    const id = await write((tx) => insertGrant(tx, grant), officer);
    expect(await stored(id)).toEqual({
      id,
      object_kind: 'letter',
      object_id: grant.objectId,
      subject_kind: 'desk',
      subject: 'granted',
      field_classes: ['triage', 'narrative'],
      purpose: 'protection',
      reason: 'REFERRED',
      origin: 'referral',
      key_desk: 'granted',
      granted_by: officer.person,
      granted_at: home.clock.now(),
      expires_at: grant.until,
      revoked_at: null,
      revoked_by: null,
    });
    // Its id begins with the moment, so that grants lie in the order in which they were given.
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(home.clock.now().getTime());
  });

  test('of a machine or a job bears its name, may have an id of its own, and serves no key where none is named', async () => {
    const own = newId<'grant'>();
    expect(await write((tx) => insertGrant(tx, given(), own), machine)).toBe(own);
    expect(await stored(own)).toMatchObject({ granted_by: 'a-client', key_desk: null });
    expect(await stored(await write((tx) => insertGrant(tx, given())))).toMatchObject({ granted_by: 'cases.assign' });
  });

  test('ends once, at its moment and by whoever ended it, and never after it has run out', async () => {
    const id = await write((tx) => insertGrant(tx, given()));
    const other = await write((tx) => insertGrant(tx, given()));
    home.clock.advance(1_000);
    const ended = home.clock.now();
    expect(await write((tx) => endGrant(tx, id), officer)).toBe(true);
    expect(await stored(id)).toMatchObject({ revoked_at: ended, revoked_by: officer.person });
    expect(await stored(other)).toMatchObject({ revoked_at: null, revoked_by: null });
    home.clock.advance(1_000);
    expect(await write((tx) => endGrant(tx, id))).toBe(false);
    expect((await stored(id)).revoked_at).toEqual(ended);
    const [first, second] = [
      await write((tx) => insertGrant(tx, given({ until: later(10) }))),
      await write((tx) => insertGrant(tx, given({ until: later(11) }))),
    ];
    home.clock.advance(10);
    expect(await write((tx) => endGrant(tx, first))).toBe(false);
    expect(await stored(first)).toMatchObject({ revoked_at: null });
    expect(await write((tx) => endGrant(tx, second))).toBe(true);
    expect(await write((tx) => endGrant(tx, newId()))).toBe(false);
  });

  test('that ends takes the wraps with it that no other grant needs, of its record alone', async () => {
    const [record, another] = [newId(), newId()];
    const scope = (objectId: string) => ({ objectKind: 'letter', objectId, fieldClass: 'narrative' as FieldClass });
    const [one, two, elsewhere] = await write(async (tx) => {
      for (const objectId of [record, another]) {
        await home.kernel.sealing.createKey(tx, scope(objectId), ['own'], 'server', 'protection');
        await home.kernel.sealing.giveKey(tx, scope(objectId), {
          from: 'own',
          to: 'granted',
          purpose: 'protection',
          byGrant: true,
        });
      }
      const on = (objectId: string) => insertGrant(tx, given({ objectId, keyDesk: 'granted' }));
      return [await on(record), await on(record), await on(another)] as const;
    });
    const holders = async (objectId: string) =>
      (
        await home.owner.query<{ holder: string }>(
          'select holder from kernel.wrapped_key join kernel.data_key as key on key.id = data_key_id where object_id = $1 order by holder',
          [objectId],
        )
      ).rows.map(({ holder }) => holder);
    await write((tx) => endGrant(tx, one), officer);
    expect([await holders(record), await holders(another)]).toEqual([
      ['granted', 'own'],
      ['granted', 'own'],
    ]);
    await write((tx) => endGrant(tx, two), officer);
    expect([await holders(record), await holders(another)]).toEqual([['own'], ['granted', 'own']]);
    await write((tx) => endGrant(tx, elsewhere), officer);
    expect(await holders(another)).toEqual(['own']);
  });
});

describe('an exclusion', () => {
  const person = (value: string): ExclusionSubject => ({ kind: 'person', value });
  const keep = (objectId: string, subject: ExclusionSubject, actor: Actor = job) =>
    write((tx) => exclude(tx, { objectKind: 'letter', objectId, subject, reason: 'IMPLICATED' }), actor);
  const on = (...ids: string[]) =>
    write((tx) =>
      exclusionsOn(
        tx,
        ids.map((objectId) => ({ objectKind: 'letter', objectId })),
      ),
    );

  test('is kept as it was declared, once, and whoever passes events on hears of it', async () => {
    const events: LiveEvent[] = [];
    const stop = home.kernel.live.listen((event) => events.push(event));
    const id = newId();
    const declared = home.clock.now();
    await keep(id, person('somebody'), officer);
    home.clock.advance(1_000);
    await keep(id, person('somebody'));
    const { rows } = await home.owner.query('select * from kernel.exclusion where object_id = $1', [id]);
    expect(rows).toEqual([
      {
        id: expect.any(String),
        object_kind: 'letter',
        object_id: id,
        subject_kind: 'person',
        subject: 'somebody',
        reason: 'IMPLICATED',
        declared_by: officer.person,
        since: declared,
      },
    ]);
    expect(Number.parseInt(rows[0].id.replaceAll('-', '').slice(0, 12), 16)).toBe(declared.getTime());
    await expect.poll(() => events.filter(({ topic }) => topic === 'excluded').map((event) => event.id)).toContain(id);
    stop();
  });

  test('names the job or the machine that declared it', async () => {
    const [one, other] = [newId(), newId()];
    await keep(one, person('x'));
    await keep(other, person('x'), machine);
    const { rows } = await home.owner.query(
      'select declared_by from kernel.exclusion where object_id = any ($1) order by declared_by',
      [[one, other]],
    );
    expect(rows.map(({ declared_by }) => declared_by)).toEqual(['a-client', 'cases.assign']);
  });

  test('is listed by its objects, the oldest first', async () => {
    const [one, other, third] = [newId(), newId(), newId()];
    await keep(other, { kind: 'agency', value: 'UBND-00004' });
    home.clock.advance(1_000);
    await keep(one, { kind: 'name', value: '0a' });
    await keep(third, person('x'));
    const since = home.clock.now();
    expect(await on(one, other)).toEqual([
      {
        objectKind: 'letter',
        objectId: other,
        subject: { kind: 'agency', value: 'UBND-00004' },
        since: new Date(since.getTime() - 1_000),
      },
      { objectKind: 'letter', objectId: one, subject: { kind: 'name', value: '0a' }, since },
    ]);
    expect(await on()).toEqual([]);
    expect(await write((tx) => exclusionsOn(tx, [{ objectKind: 'note', objectId: one }]))).toEqual([]);
  });

  test('reaches a person by who they are, where they work and what they are called, each by itself, and once', async () => {
    const who = { person: newId<'person'>(), agency: 'SYT-01', nameKey: 'beef' };
    const [byPerson, byAgency, byName, thrice, none] = [newId(), newId(), newId(), newId(), newId()];
    const subjects: ExclusionSubject[] = [
      person(who.person),
      { kind: 'agency', value: who.agency },
      { kind: 'name', value: who.nameKey },
    ];
    for (const [place, id] of [byPerson, byAgency, byName].entries())
      await keep(id, subjects[place] as ExclusionSubject);
    for (const subject of subjects) await keep(thrice, subject);
    // The same word as another kind of subject is somebody else.
    for (const subject of [
      person(who.agency),
      person(who.nameKey),
      { kind: 'agency' as const, value: who.person },
      { kind: 'agency' as const, value: who.nameKey },
      { kind: 'name' as const, value: who.person },
      { kind: 'name' as const, value: who.agency },
    ])
      await keep(none, subject);
    const found = await write((tx) => exclusionsOf(tx, who));
    expect(found.toSorted((a, b) => (a.objectId < b.objectId ? -1 : 1))).toEqual(
      [byPerson, byAgency, byName, thrice].toSorted().map((objectId) => ({ objectKind: 'letter', objectId })),
    );
  });
});
