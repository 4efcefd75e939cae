import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { aPoll, CLOSES, NOW, openVoiceHome, someStatements } from '../voice.testing.ts';
import { changeConsultation } from './change-consultation.ts';
import { closeConsultation, closeDueConsultations } from './close-consultation.ts';
import { copyConsultation } from './copy-consultation.ts';
import { listConsultations } from './list-consultations.ts';
import { moveClosing } from './move-closing.ts';
import { openConsultation } from './open-consultation.ts';
import { readConsultation, readConsultations } from './read-consultation.ts';
import { startConsultation } from './start-consultation.ts';

const home = fileFixture(() => openVoiceHome());
const first = () => home.as(home.people.first);
const row = async (id: string) =>
  (await home.owner.query('select * from voice.consultation where id = $1', [id])).rows[0] as Record<string, unknown>;
const open = (consultation: string, closesAt = CLOSES) => openConsultation(first(), { consultation, closesAt });

describe('a consultation', () => {
  it('is begun by who speaks for children, while their agency has the task', async () => {
    for (const actor of [home.people.former, home.people.counsellor]) {
      expect(code(await startConsultation(home.as(actor), aPoll()))).toBe('access.not-permitted');
      expect(code(await listConsultations(home.as(actor)))).toBe('access.not-permitted');
    }
    const made = await home.start();
    expect(must(await listConsultations(first())).rows.some(({ id }) => id === made.id)).toBe(true);
  });

  it('is read by nobody outside before it is opened', async () => {
    const made = await home.start();
    expect(code(await readConsultation(home.anybody, made.code))).toBe('consultation.not-found');
    expect(must(await readConsultations(home.anybody)).some((line) => line.code === made.code)).toBe(false);
    must(await open(made.id));
    const seen = must(await readConsultation(home.anybody, made.code));
    expect(seen).toMatchObject({ state: 'OPEN', overdue: 0, decisionMaker: { vi: 'Người Mẫu, Cục Mẫu' } });
    expect(seen.options.map(({ text }) => text.vi)).toEqual(['Đầu trang', 'Cuối trang', 'Cạnh mỗi bài']);
  });

  it('is refused with what is wrong', async () => {
    const wrong = async (more: Parameters<typeof aPoll>[0]) => {
      const made = await startConsultation(first(), aPoll(more));
      return made.ok ? undefined : [made.refusal.code, made.refusal.field];
    };
    expect(await wrong({ kind: 'PETITION' })).toEqual(['consultation.unusable', 'kind']);
    expect(await wrong({ bands: [] })).toEqual(['consultation.unusable', 'bands']);
    expect(await wrong({ means: ['SMS'] })).toEqual(['consultation.unusable', 'means']);
    expect(await wrong({ answerBy: '2027-02-30' })).toEqual(['consultation.unusable', 'answerBy']);
    expect(await wrong({ most: 0 })).toEqual(['consultation.unusable', 'most']);
    expect(await wrong({ budget: 1_000 })).toEqual(['consultation.unusable', 'budget']);
    expect(await wrong({ kind: 'BUDGET', budget: 1_000 })).toEqual(['consultation.unusable', 'choices']);
    expect(await wrong({ choices: Array(21).fill({ vi: 'Lựa chọn mẫu' }) })).toEqual([
      'consultation.unusable',
      'choices',
    ]);
    expect(await wrong({ titleVi: ' ' })).toEqual(['text.empty', 'titleVi']);
  });

  it.each([
    ['SPACE', { spaceVi: null }],
    ['MEANS', { means: [] }],
    ['DECISION_MAKER', { decisionMakerEn: '' }],
    ['ANSWER_BY', { answerBy: null }],
    ['ANSWER_BY', { answerBy: '2026-12-15' }],
    ['ANSWER_BY', { answerBy: '2028-01-01' }],
    ['ENGLISH', { questionEn: null }],
    ['CHOICES', { choices: [{ vi: 'Một', en: 'One' }] }],
  ] as const)('is not opened without %s: %j', async (missing, more) => {
    const made = await home.start(more);
    const opened = await open(made.id);
    expect(opened.ok ? undefined : [opened.refusal.code, opened.refusal.field]).toEqual([
      'consultation.not-ready',
      missing,
    ]);
    expect(await row(made.id)).toMatchObject({ state: 'DRAFT', sealed: null, issuer_public: null });
  });

  it('is not opened into the past', async () => {
    const made = await home.start();
    expect(code(await open(made.id, new Date(NOW)))).toBe('consultation.not-ready');
    expect(code(await open(made.id, new Date(Number.NaN)))).toBe('consultation.not-ready');
  });

  it('does not change under the answers, neither by a verb nor in the table', async () => {
    const made = await home.opened();
    const { version } = must(await listConsultations(first())).rows.find(({ id }) => id === made.id) ?? { version: 0 };
    expect(code(await changeConsultation(first(), { consultation: made.id, version, ...aPoll() }))).toBe(
      'consultation.wrong-state',
    );
    for (const change of [
      `update voice.consultation set question_vi = 'x' where id = $1`,
      `update voice.consultation set state = 'DRAFT', sealed = null where id = $1`,
      `insert into voice.option (consultation_id, number, text_vi) values ($1, 9, 'x')`,
      `delete from voice.option where consultation_id = $1`,
    ])
      await expect(home.owner.query(change, [made.id])).rejects.toThrow(/changes? under the answers|forwards alone/);
  });
});

describe('a draft', () => {
  it('is changed, and who comes second is told', async () => {
    const made = await home.start();
    must(
      await changeConsultation(first(), { consultation: made.id, version: 1, ...aPoll({ titleVi: 'Tên mới mẫu' }) }),
    );
    expect(
      code(await changeConsultation(home.as(home.people.second), { consultation: made.id, version: 1, ...aPoll() })),
    ).toBe('record.changed-meanwhile');
    expect(await row(made.id)).toMatchObject({ title_vi: 'Tên mới mẫu', version: 2 });
  });

  it('that is a copy has the words of another, and no date, key or ballot', async () => {
    const made = await home.opened(someStatements());
    const copy = must(await copyConsultation(first(), { consultation: made.id }));
    expect(await row(copy.id)).toMatchObject({
      state: 'DRAFT',
      title_vi: aPoll().titleVi,
      answer_by: null,
      closes_at: null,
      sealed: null,
      issuer_public: null,
      box_hash: null,
    });
    const seeds = await home.owner.query('select origin from voice.statement where consultation_id = $1', [copy.id]);
    expect(seeds.rows).toEqual([{ origin: 'SEED' }, { origin: 'SEED' }]);
  });
});

describe('moderation', () => {
  it('is no setting: no column of a consultation speaks of it', async () => {
    const { rows } = await home.owner.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'voice' and table_name = 'consultation'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ column_name }) => /moder|publish|approv|auto/.test(column_name))).toEqual([]);
  });

  it('is asked for by the table too: nothing of a participant is shown that nobody read', async () => {
    const made = await home.opened(someStatements());
    await expect(
      home.owner.query(
        `insert into voice.statement (id, consultation_id, number, origin, text_vi, shown_by, shown_at)
         values (gen_random_uuid(), $1, 99, 'PARTICIPANT', 'x', $2, now())`,
        [made.id, home.people.first.person],
      ),
    ).rejects.toThrow('nothing of a participant is shown that nobody read');
  });
});

describe('the close', () => {
  it('is final: the key is gone, and nothing opens it again', async () => {
    const made = await home.opened();
    must(await closeConsultation(first(), { consultation: made.id }));
    expect(await row(made.id)).toMatchObject({ state: 'CLOSED', sealed: null });
    expect(code(await open(made.id))).toBe('consultation.wrong-state');
    expect(code(await closeConsultation(first(), { consultation: made.id }))).toBe('consultation.wrong-state');
    expect(code(await moveClosing(first(), { consultation: made.id, closesAt: CLOSES }))).toBe(
      'consultation.wrong-state',
    );
    for (const change of [
      `update voice.consultation set state = 'OPEN', closed_at = null, box_hash = null, sealed = '\\x00' where id = $1`,
      `update voice.consultation set closes_at = now() + interval '1 day' where id = $1`,
      `update voice.consultation set box_hash = repeat('0', 64) where id = $1`,
    ])
      await expect(home.owner.query(change, [made.id])).rejects.toThrow(/forwards alone|stays closed/);
  });

  it('is reached while ballots go on coming', async () => {
    const made = await home.opened();
    let isOver = false;
    const lanes = Array.from({ length: 8 }, async () => {
      while (!isOver) await home.vote(made.code, { 1: '1' }).catch(() => undefined);
    });
    for (let at = 0; at < 20; at += 1) must(await home.vote(made.code, { 2: '1' }));
    must(await closeConsultation(first(), { consultation: made.id }));
    isOver = true;
    await Promise.all(lanes);
    expect(await row(made.id)).toMatchObject({ state: 'CLOSED' });
  });

  it('moves before its time alone, and stays before the day of the answer', async () => {
    const made = await home.opened();
    const move = (closesAt: Date) => moveClosing(first(), { consultation: made.id, closesAt });
    const movedFrom = async () => must(await readConsultation(home.anybody, made.code)).movedFrom;
    expect(await movedFrom()).toBeNull();
    must(await move(new Date('2026-12-20T10:00:00Z')));
    // Everybody reads when it was to close at first, and nobody can make that another moment.
    expect(await movedFrom()).toEqual(CLOSES);
    await expect(
      home.owner.query(`update voice.consultation set first_closes_at = closes_at where id = $1`, [made.id]),
    ).rejects.toThrow(/does not change/);
    expect(code(await move(new Date('2027-01-31T10:00:00Z')))).toBe('consultation.unusable');
    expect(code(await move(new Date(NOW)))).toBe('consultation.unusable');
    home.clock.set('2026-12-20T10:00:00Z');
    expect(code(await move(new Date('2026-12-25T10:00:00Z')))).toBe('consultation.wrong-state');
    home.clock.set(NOW);
  });

  it('comes by itself at its time, and late is red until there is an answer', async () => {
    const made = await home.opened();
    const platform = () => home.context(systemActor('voice.close-consultations'));
    must(await closeDueConsultations(platform()));
    expect(await row(made.id)).toMatchObject({ state: 'OPEN' });
    home.clock.set(CLOSES);
    must(await closeDueConsultations(platform()));
    expect(await row(made.id)).toMatchObject({ state: 'CLOSED' });
    const overdue = async () => must(await readConsultation(home.anybody, made.code)).overdue;
    expect(await overdue()).toBe(0);
    home.clock.set('2027-02-01T02:00:00Z');
    expect(await overdue()).toBe(1);
    home.clock.set(NOW);
  });
});
