import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import type { Grant, PersonActor } from './actor.ts';
import { newId } from './id.ts';
import { all, any, granted, holds, steppedUp } from './policy/condition.ts';
import { definePolicy } from './policy/policy.ts';
import { actOnRecord, canBy, type OnRecord, personsOnly, type RecordKind } from './record-act.ts';
import { ok } from './result.ts';

interface Thing {
  readonly id: string;
  readonly version: number;
}
const policy = definePolicy({
  resource: 'thing',
  table: 'probe.thing',
  columns: { id: 'uuid' },
  visible: any(holds('keeper'), granted('thing', 'narrative', 'id')),
  insertable: holds('keeper'),
  actions: {
    'thing.change': holds('keeper'),
    'thing.read': any(holds('keeper'), granted('thing', 'narrative', 'id')),
    'thing.unmask': all(any(holds('keeper'), granted('thing', 'narrative', 'id')), steppedUp),
  },
});
const thing: Thing = { id: newId<'thing'>(), version: 3 };
const told: string[] = [];
const things: RecordKind<Thing, (typeof policy.actions)[number]> = {
  kind: 'thing',
  acts: personsOnly,
  find: async (tx, id) => (id === thing.id && policy.can(tx.actor, 'thing.read', thing, tx.now) ? thing : undefined),
  can: canBy(policy, (row) => ({ id: row.id })),
  underPurpose: ['thing.read', 'thing.unmask'],
  versionOf: (row) => row.version,
  meanwhile: (row) => ({ version: row.version }),
  changed: (_tx, row) => void told.push(row.id),
};

const home = fileFixture(() => openTestKernel());

const keeper = testPerson('keeper', 'C111');
const guest = (purpose: string, more: Partial<PersonActor> = {}) =>
  testPerson([], 'C111', {
    purpose: 'protection',
    grants: [
      {
        objectKind: 'thing',
        objectId: thing.id,
        fieldClasses: ['narrative'],
        purpose,
        until: new Date('2030-01-01T00:00:00Z'),
      } satisfies Grant,
    ],
    ...more,
  });
async function tried(
  actor: Parameters<TestKernel['context']>[0],
  action: (typeof policy.actions)[number],
  on: Partial<OnRecord> = {},
) {
  const result = await actOnRecord(things, home.context(actor), action, { id: thing.id, ...on }, async () =>
    ok('done'),
  );
  return result.ok ? 'done' : result.refusal;
}
async function denials(): Promise<string[]> {
  const { rows } = await home.owner.query<{ code: string }>(
    "select body::jsonb -> 'codes' ->> 'refusal' as code from kernel.audit_entry where object_kind = 'thing' and outcome = 'refused' order by organisation, sequence",
  );
  return rows.map((row) => row.code);
}

describe('the frame of an act on a record', () => {
  test('lets through what the policy permits, and tells of a change only', async () => {
    expect(await tried(keeper, 'thing.change', { version: 3 })).toBe('done');
    expect(told).toEqual([thing.id]);
    expect(await tried(keeper, 'thing.read', { readOnly: true })).toBe('done');
    expect(told).toEqual([thing.id]);
    expect(await denials()).toEqual([]);
  });

  test('says what somebody else did meanwhile, which is no denial', async () => {
    expect(await tried(keeper, 'thing.change', { version: 2 })).toMatchObject({
      code: 'record.changed-meanwhile',
      facts: { version: 3 },
    });
    expect(await denials()).toEqual([]);
  });

  test('names the fresh proof and the purpose where only they are missing; every denial is in the audit', async () => {
    expect(await tried(keeper, 'thing.unmask')).toMatchObject({ code: 'access.step-up-needed' });
    const fresh = new Date(home.clock.now().getTime() + 1_000);
    expect(await tried({ ...keeper, steppedUpUntil: fresh }, 'thing.unmask')).toBe('done');
    expect(await tried(guest('protection'), 'thing.read')).toBe('done');
    expect(await tried(guest('investigation'), 'thing.read')).toMatchObject({
      code: 'access.other-purpose',
      facts: { purpose: 'investigation' },
    });
    expect(await tried(guest('investigation'), 'thing.unmask')).toMatchObject({ code: 'access.other-purpose' });
    expect(await tried(guest('protection'), 'thing.change')).toMatchObject({ code: 'access.not-permitted' });
    expect(await tried(testPerson('nobody', 'C111'), 'thing.read')).toMatchObject({ code: 'record.not-found' });
    expect(await denials()).toEqual([
      'access.step-up-needed',
      'access.other-purpose',
      'access.other-purpose',
      'access.not-permitted',
      'record.not-found',
    ]);
  });

  test('runs no act on a record that the actor sees and cannot lock, whatever the policy says of it', async () => {
    const lockable = {
      ...things,
      find: async (tx, id, { lock }) => (lock ? undefined : things.find(tx, id, { lock, action: 'thing.read' })),
    } satisfies typeof things;
    const acts: string[] = [];
    const tryOn = async (action: (typeof policy.actions)[number], more: Partial<OnRecord> = {}, actor = keeper) => {
      const on = { id: thing.id, ...more };
      const result = await actOnRecord(lockable, home.context(actor), action, on, async () => {
        acts.push(action);
        return ok();
      });
      return result.ok ? 'done' : result.refusal.code;
    };
    expect(await tryOn('thing.change')).toBe('access.not-permitted');
    expect(await tryOn('thing.unmask')).toBe('access.step-up-needed');
    expect(await tryOn('thing.change', {}, testPerson('nobody', 'C111'))).toBe('record.not-found');
    expect(acts).toEqual([]);
    expect(await tryOn('thing.read', { readOnly: true })).toBe('done');
    expect(acts).toEqual(['thing.read']);
  });

  test('refuses an id that is none, and whoever may not act at all', async () => {
    expect(await tried(keeper, 'thing.read', { id: "x'; --" })).toMatchObject({ code: 'record.not-found' });
    expect(await tried({ kind: 'anonymous' }, 'thing.read')).toMatchObject({ code: 'access.not-permitted' });
    expect(await tried({ kind: 'machine', client: 'm', agency: 'C111', scopes: [] }, 'thing.read')).toMatchObject({
      code: 'access.not-permitted',
    });
  });
});
