import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { listNotices, readNotices } from '../../work/index.ts';
import { membersJobs } from '../jobs.ts';
import type { TestPerson } from '../members.testing.ts';
import { COMMUNE, objectId, openTestMembers } from '../members.testing.ts';
import { breakGlass } from './break-glass.ts';
import { listBreakGlass } from './list-break-glass.ts';
import { reviewBreakGlass } from './review-break-glass.ts';

const house = fileFixture(() => openTestMembers());
let officer: TestPerson;
beforeAll(async () => {
  officer = await house.person('C111', ['dpo']);
});

const reason = 'Trẻ nhắn sắp bị đón đi tối nay, cần địa chỉ ngay';
const owner = { agency: 'C111', desk: '111-intake' };
const input = (name: string) => ({ objectKind: 'report', objectId: objectId(name), reason, owner });

describe('opening in an emergency', () => {
  test('needs one of the roles and a reason that says something', async () => {
    const agent = await house.as(await house.person('C111', ['111_agent']));
    expect(code(await breakGlass(agent, input('a')))).toBe('break-glass.not-permitted');
    const police = await house.as(await house.person('MPS-A05', ['police_intake']));
    for (const poor of [
      '',
      'cần gấp',
      `${' '.repeat(40)}cần gấp`,
      'a'.repeat(40),
      '. '.repeat(40),
      'abab abab abab abab abab abab',
    ]) {
      expect(code(await breakGlass(police, { ...input('a'), reason: poor })), poor).toBe(
        'break-glass.reason-too-short',
      );
    }
    expect(code(await breakGlass(police, { ...input('a'), objectId: 'not-an-id' }))).toBe('break-glass.object-unknown');
    const { rows } = await house.owner.query(
      "select count(*)::int as count from kernel.need_to_know where origin = 'break-glass'",
    );
    expect(rows[0].count).toBe(0);
  });

  test('gives the person alone the object for two hours, tells the desk and the officers, and keeps the reason sealed', async () => {
    const deskWorker = await house.person('C111', [{ role: '111_counsellor', desk: '111-intake' }]);
    const police = await house.person('MPS-A05', ['police_intake']);
    const cookie = await house.cookie(police);
    const opened = must(await breakGlass(await house.again(cookie), input('b')));
    const grants = async () => ((await house.again(cookie)).actor as PersonActor).grants;
    expect(await grants()).toMatchObject([{ objectKind: 'report', objectId: objectId('b'), purpose: 'investigation' }]);
    const colleague = await house.as(await house.person('MPS-A05', ['police_intake']));
    expect(colleague.actor.grants).toEqual([]);
    for (const told of [deskWorker, officer]) {
      const inbox = must(await listNotices(await house.as(told)));
      expect(inbox.notices).toContainEqual(
        expect.objectContaining({ kind: 'break-glass.opened', object: { kind: 'break-glass', id: opened.id } }),
      );
    }
    const stored = await house.owner.query(
      'select row_to_json(g)::text || row_to_json(n)::text as text from members.break_glass g join kernel.need_to_know n on n.id = g.grant_id',
    );
    expect(stored.rows.map((row) => row.text).join()).not.toContain('nhắn');
    const audit = await house.owner.query(
      "select organisation, body from kernel.audit_entry where action = 'break-glass.open' and outcome = 'allowed' and object_id = $1",
      [objectId('b')],
    );
    expect(audit.rows).toHaveLength(1);
    expect(audit.rows[0].organisation).toBe('C111');
    expect(audit.rows[0].body).not.toContain('nhắn');
    for (let minutes = 0; minutes < 110; minutes += 10) {
      house.clock.advance(10 * 60_000);
      expect(await grants()).toHaveLength(1);
    }
    house.clock.advance(10 * 60_000);
    expect(await grants()).toEqual([]);
  });
});

describe('the review', () => {
  test('is made by an officer who is not the one who opened, once, and a wrong opening ends', async () => {
    const mixed = await house.person('C111', ['111_supervisor', 'dpo']);
    const cookie = await house.cookie(mixed);
    const opened = must(await breakGlass(await house.again(cookie), input('c')));
    const review = { id: opened.id, outcome: 'NOT_JUSTIFIED', note: 'Hồ sơ không có dấu hiệu khẩn cấp' };
    expect(code(await reviewBreakGlass(await house.again(cookie), review))).toBe('break-glass.not-yours-to-review');
    expect(
      must(await listBreakGlass(await house.again(cookie), { waiting: true })).entries.map((entry) => entry.id),
    ).not.toContain(opened.id);
    const outsider = await house.as(await house.person(`UBND-${COMMUNE}`, ['dpo']));
    expect(code(await reviewBreakGlass(outsider, review))).toBe('break-glass.unknown');
    const auditor = await house.as(await house.person('C111', ['auditor']));
    expect(code(await reviewBreakGlass(auditor, review))).toBe('break-glass.not-yours-to-review');

    const dpo = await house.as(officer);
    const waiting = must(await listBreakGlass(dpo, { waiting: true })).entries.find((entry) => entry.id === opened.id);
    expect(waiting?.reason).toBe(reason);
    expect(code(await reviewBreakGlass(dpo, { ...review, outcome: 'FINE' }))).toBe('break-glass.outcome-unknown');
    expect(code(await reviewBreakGlass(dpo, { ...review, note: ' ' }))).toBe('break-glass.note-missing');
    expect(must(await reviewBreakGlass(dpo, review))).toMatchObject({
      outcome: 'NOT_JUSTIFIED',
      reviewedBy: officer.id,
    });
    expect(code(await reviewBreakGlass(dpo, { id: opened.id, outcome: 'JUSTIFIED' }))).toBe(
      'break-glass.already-reviewed',
    );
    expect(((await house.again(cookie)).actor as PersonActor).grants).toEqual([]);
    expect(must(await listNotices(await house.again(cookie))).notices).toContainEqual(
      expect.objectContaining({ kind: 'break-glass.reviewed', facts: { outcome: 'NOT_JUSTIFIED' } }),
    );
  });

  test('the database itself refuses a review by the one who opened', async () => {
    const supervisor = await house.person('C111', ['111_supervisor']);
    const opened = must(await breakGlass(await house.as(supervisor), input('d')));
    const forged = house.owner.query(
      "update members.break_glass set outcome = 'JUSTIFIED', reviewed_at = now(), reviewed_by = person where id = $1",
      [opened.id],
    );
    await expect(forged).rejects.toMatchObject({ code: '23514' });
  });

  test('one that nobody made is asked for again each day, and stays in the queue', async () => {
    const opened = must(await breakGlass(await house.as(await house.person('C111', ['111_supervisor'])), input('e')));
    const [remind] = membersJobs;
    const inbox = async () =>
      must(await listNotices(await house.as(officer))).notices.filter(
        (notice) => notice.kind === 'break-glass.review-overdue' && notice.object?.id === opened.id,
      );
    house.clock.advance(71 * 3_600_000);
    await remind?.run(house.context({ kind: 'system', job: 'test' }), {});
    expect(await inbox()).toHaveLength(0);
    house.clock.advance(3_600_000);
    await remind?.run(house.context({ kind: 'system', job: 'test' }), {});
    await remind?.run(house.context({ kind: 'system', job: 'test' }), {});
    expect(await inbox()).toHaveLength(1);
    house.clock.advance(24 * 3_600_000);
    await remind?.run(house.context({ kind: 'system', job: 'test' }), {});
    expect(await inbox()).toHaveLength(2);
    const dpo = await house.as(officer);
    expect(must(await listBreakGlass(dpo, { waiting: true })).entries.map((entry) => entry.id)).toContain(opened.id);
    const other = await house.as(await house.person('C111', ['111_agent']));
    const ids = (await inbox()).map((notice) => notice.id);
    expect(must(await readNotices(other, { ids }))).toBe(0);
    expect(must(await readNotices(dpo, { ids }))).toBe(2);
  });
});
