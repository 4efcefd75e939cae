import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type Ctx, type Module, newId, ok, type PersonActor, type Result, refuseRequest } from '../../kernel/index.ts';
import { listWork } from '../duties/list-work.ts';
import { type Approval, digestOf } from './approval.ts';
import { type ApprovalKind, approvalKinds } from './approval-kind.ts';
import { askApproval } from './ask-approval.ts';
import { decideApproval } from './decide-approval.ts';
import { listApprovals } from './list-approvals.ts';
import { lapseApproval, settleApproval } from './settle-approval.ts';

/** The content of each planted object, as it stands. */
const contents = new Map<string, string[]>();
let carriedOut: string[] = [];
let stands: Result<void> = ok();

const decree: ApprovalKind = {
  code: 'planted-decree',
  content: async (_ctx, _tx, object) => contents.get(object),
  mayDecide: async (_ctx, { actor }, { agency }) =>
    actor.kind === 'person' &&
    actor.assignments.some((held) => held.role === 'commune_chair' && held.agency === agency),
  decided: async (_ctx, _tx, { object }, decision) => {
    carriedOut.push(`${decision} ${object.id}`);
    return stands;
  },
  facts: async (_ctx, _tx, { object }) => ({ decree: object.id }),
};
const { decided: _, ...elsewhere } = { ...decree, code: 'planted-elsewhere' };
const explained: ApprovalKind = { ...decree, code: 'planted-explained', reasonRequired: true };
const module: Module = { name: 'planted', offers: [approvalKinds.offer(decree, elsewhere, explained)] };

const house = fileFixture(() => openTestKernel(undefined, {}, [module]));
beforeEach(() => {
  carriedOut = [];
  stands = ok();
});

const person = (role: string, agency = 'UBND-00004'): PersonActor => ({
  kind: 'person',
  person: newId<'person'>(),
  name: 'Người Mẫu',
  nameKey: '',
  agency,
  assignments: [{ role, agency }],
  grants: [],
  exclusions: [],
  session: newId<'session'>(),
  purpose: 'test',
});
const officer = person('commune_child_officer');
const author = person('commune_chair');
const chair = person('commune_chair');
const otherChair = person('commune_chair');
const as = (actor: PersonActor): Ctx => house.context(actor);
const ask = (object: string, by = officer, kind = decree.code): Promise<Result<Approval>> => {
  const ctx = as(by);
  return ctx.transaction((tx) =>
    askApproval(ctx, tx, {
      kind,
      object: { kind: 'decree', id: object },
      agency: 'UBND-00004',
      madeBy: [author.person],
      reason: 'Lý do giữ chỗ.',
    }),
  );
};
const asked = async (lines: string[] = ['one', 'two'], kind = decree.code) => {
  const object = newId<'decree'>();
  contents.set(object, lines);
  return must(await ask(object, officer, kind));
};
const decide = async (by: PersonActor, approval: string, decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN' = 'APPROVED') =>
  code(await decideApproval(as(by), { approval, decision }));
const state = async (id: string) =>
  (await house.owner.query('select decision, decided_by from work.approval where id = $1', [id])).rows[0];

describe('what a second person decides', () => {
  test('is decided by who holds the right at its agency now, and neither by who asked nor by who made it', async () => {
    const { id, object } = await asked();
    const outsiders = [officer, author, person('commune_chair', 'UBND-00008'), person('commune_child_officer')];
    for (const outsider of outsiders) {
      expect(await decide(outsider, id)).toMatch(/^approval\.(not-yours-to-decide|unknown)$/);
      expect(await decide(outsider, id, 'REFUSED')).toMatch(/^approval\.(not-yours-to-decide|unknown)$/);
    }
    expect(await decide(chair, id, 'WITHDRAWN')).toBe('approval.not-yours-to-decide');
    expect(await state(id)).toEqual({ decision: null, decided_by: null });
    expect(carriedOut).toEqual([]);
    // A role that has ended gives nothing: the actor of the moment is asked.
    expect(await decide({ ...chair, assignments: [] }, id)).toBe('approval.not-yours-to-decide');
    expect(await decide(chair, id)).toBe('accepted');
    expect(carriedOut).toEqual([`APPROVED ${object.id}`]);
    expect(await state(id)).toEqual({ decision: 'APPROVED', decided_by: chair.person });
    expect(await decide(otherChair, id)).toBe('approval.unknown');
  });

  test('is not approved where its content has changed since, but may be turned down', async () => {
    const { id, object } = await asked();
    contents.set(object.id, ['one', 'three']);
    expect(await decide(chair, id)).toBe('approval.content-changed');
    contents.delete(object.id);
    expect(await decide(chair, id)).toBe('approval.content-changed');
    expect(await state(id)).toMatchObject({ decision: null });
    expect(await decide(chair, id, 'REFUSED')).toBe('accepted');
    expect(digestOf(['ab', 'c'])).not.toBe(digestOf(['a', 'bc']));
  });

  test('is decided once: of two at the same moment one finds nothing that waits', async () => {
    const { id, object } = await asked();
    const outcomes = await Promise.all([decide(chair, id), decide(otherChair, id, 'REFUSED'), decide(otherChair, id)]);
    expect(outcomes.toSorted()).toEqual(['accepted', 'approval.unknown', 'approval.unknown']);
    expect(carriedOut).toHaveLength(1);
    expect(carriedOut[0]).toContain(object.id);
  });

  test('stays as it was where the module refuses to carry it out', async () => {
    const { id } = await asked();
    stands = refuseRequest('record.changed-meanwhile');
    expect(await decide(chair, id)).toBe('record.changed-meanwhile');
    expect(await state(id)).toMatchObject({ decision: null });
    stands = ok();
    expect(await decide(chair, id)).toBe('accepted');
  });

  test('waits once, may be taken back by its asker or maker, and asked for again', async () => {
    const first = await asked();
    expect(code(await ask(first.object.id, chair))).toBe('approval.waits-already');
    expect(await decide(officer, first.id, 'WITHDRAWN')).toBe('accepted');
    const second = must(await ask(first.object.id));
    expect(await decide(author, second.id, 'WITHDRAWN')).toBe('accepted');
    expect(code(await ask(first.object.id))).toBe('accepted');
    expect(code(await ask(newId<'decree'>()))).toBe('approval.content-gone');
  });

  test('is settled by another act where it is a part of it, under the same rule', async () => {
    const { id, object } = await asked(['plan'], elsewhere.code);
    expect(await decide(chair, id)).toBe('approval.decided-elsewhere');
    const settle = (by: PersonActor) => {
      const ctx = as(by);
      return ctx.transaction((tx) =>
        settleApproval(ctx, tx, { kind: elsewhere.code, object: object.id, decision: 'APPROVED' }),
      );
    };
    expect(code(await settle(author))).toBe('approval.not-yours-to-decide');
    expect(code(await settle(chair))).toBe('accepted');
    expect(code(await settle(chair))).toBe('approval.unknown');
    const gone = await asked(['plan'], elsewhere.code);
    await as(chair).transaction(async (tx) =>
      ok(await lapseApproval(tx, { kind: elsewhere.code, object: gone.object.id })),
    );
    expect(await state(gone.id)).toMatchObject({ decision: 'LAPSED' });
  });

  test('stands in the list of who decides as their turn, of who asked as waiting, and of nobody else', async () => {
    const { id } = await asked();
    const row = async (who: PersonActor) =>
      must(await listWork(as(who), { kind: 'approval' })).rows.find((one) => one.object.id === id);
    expect(await row(chair)).toMatchObject({ mine: true, band: 'my-turn', act: 'decide' });
    expect(await row(officer)).toMatchObject({ mine: false, band: 'waits-for-others', act: 'wait' });
    expect(await row(person('commune_child_officer'))).toBeUndefined();
    expect(await row(person('commune_chair', 'UBND-00008'))).toBeUndefined();
    const listed = must(await listApprovals(as(chair))).find((one) => one.id === id);
    expect(listed).toMatchObject({ reason: 'Lý do giữ chỗ.', facts: { decree: expect.any(String) } });
    // The reason lies sealed.
    const { rows } = await house.owner.query('select sealed_reason from work.approval where id = $1', [id]);
    expect(rows[0].sealed_reason.toString('utf8')).not.toContain('giữ chỗ');
    expect(house.log.join('')).not.toContain('giữ chỗ');
  });

  test('is neither asked for nor decided by the SQL of whoever may know of it', async () => {
    const { id } = await asked();
    const raw = new pg.Client({ connectionString: house.appUrl });
    await raw.connect();
    try {
      for (const who of [officer, author, chair, person('sysadmin', 'MOH')]) {
        const decided =
          "update work.approval set decision = 'APPROVED', decided_by = $2, decided_at = now() where id = $1";
        await raw.query('begin');
        await house.become(raw, who);
        expect((await raw.query('select from work.approval where id = $1', [id])).rowCount).toBe(1);
        expect((await raw.query(decided, [id, chair.person])).rowCount).toBe(0);
        const forged = `insert into work.approval (id, kind, object_kind, object_id, agency, made_by, asked_by, asked_at, digest)
          values (uuidv7(), 'x', 'x', 'x', null, '{}', $1, now(), 'x')`;
        await expect(raw.query(forged, [who.person])).rejects.toMatchObject({ code: '42501' });
        await raw.query('rollback');
      }
    } finally {
      await raw.end();
    }
    expect(await state(id)).toEqual({ decision: null, decided_by: null });
  });

  test('is guarded by the table too', async () => {
    const { id } = await asked();
    for (const by of [officer.person, author.person])
      await expect(
        house.owner.query(
          "update work.approval set decision = 'APPROVED', decided_by = $2, decided_at = now() where id = $1",
          [id, by],
        ),
      ).rejects.toMatchObject({ code: '23514' });
  });

  test.each(['', 'x', '../../etc', newId<'approval'>()])('an id like %j is nothing that waits', async (id) => {
    expect(await decide(chair, id)).toBe('approval.unknown');
  });

  test('a decision that is none is refused', async () => {
    const { id } = await asked();
    expect(await decide(chair, id, 'MAYBE' as 'APPROVED')).toBe('approval.unknown');
  });

  test('a kind that asks why hears no silence, and takes nothing down where none is given', async () => {
    const object = newId<'decree'>();
    contents.set(object, ['x']);
    const ctx = as(officer);
    const silent = (kind: string, reason?: string) =>
      ctx.transaction((tx) =>
        askApproval(ctx, tx, {
          kind,
          object: { kind: 'decree', id: object },
          agency: null,
          ...(reason === undefined ? {} : { reason }),
        }),
      );
    for (const reason of [undefined, '', ' \n '])
      expect(code(await silent(explained.code, reason))).toBe('approval.reason-missing');
    const { rows } = await house.owner.query('select from work.approval where object_id = $1', [object]);
    expect(rows).toEqual([]);
    expect(code(await silent(explained.code, 'x'))).toBe('accepted');
    // What shows by itself why it is asked for needs no words.
    expect(code(await silent(decree.code))).toBe('accepted');
  });

  test('a reason that is too long is refused, and nothing waits', async () => {
    const object = newId<'decree'>();
    contents.set(object, ['x']);
    const ctx = as(officer);
    const result = await ctx.transaction((tx) =>
      askApproval(ctx, tx, {
        kind: decree.code,
        object: { kind: 'decree', id: object },
        agency: null,
        reason: 'x'.repeat(2_001),
      }),
    );
    expect(code(result)).toBe('approval.reason-too-long');
  });
});
