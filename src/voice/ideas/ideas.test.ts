import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { createContext, type Receipt } from '../../kernel/index.ts';
import { addTheme } from '../answers/add-theme.ts';
import { answerTheme } from '../answers/answer-theme.ts';
import { followUp } from '../answers/follow-up.ts';
import { placeStatement } from '../answers/place-statement.ts';
import { readBox } from '../ballots/read-box.ts';
import { closeConsultation } from '../consultations/close-consultation.ts';
import { consultationDetail } from '../consultations/consultation-detail.ts';
import { readConsultation } from '../consultations/read-consultation.ts';
import { readResults } from '../count/read-results.ts';
import { NOW, openVoiceHome, someStatements } from '../voice.testing.ts';
import { decideIdea } from './decide-idea.ts';
import { listWaitingIdeas } from './list-waiting-ideas.ts';
import { readIdea } from './read-idea.ts';
import { withdrawStatement } from './withdraw-statement.ts';
import { FREE_IDEAS, writeIdea } from './write-idea.ts';

const home = fileFixture(() => openVoiceHome());
const first = () => home.as(home.people.first);
let keys = 0;
const write = (consultation: string, text: string, more: Partial<Parameters<typeof writeIdea>[1]> = {}) => {
  keys += 1;
  return writeIdea(home.anybody, {
    consultation,
    band: 'B9_12',
    text,
    key: `khoa-bieu-mau-${keys}-0000000000`,
    ...more,
  });
};
const opened = () => home.opened(someStatements());
const read = ({ locator, words }: Receipt) => readIdea(home.anybody, { locator, words: words.join(', ') });
const waiting = async (consultation: string) => must(await listWaitingIdeas(first(), consultation));
const shown = async (at: string) =>
  must(await readConsultation(home.anybody, at)).statements.map(({ origin, text }) => [origin, text.vi]);

/** Written, and the only one that waits. */
async function written(text: string) {
  const made = await opened();
  const { taken, receipt } = must(await write(made.code, text));
  expect(taken).toBe('WAITS');
  const [idea] = await waiting(made.id);
  return { ...made, receipt, idea: idea?.id ?? '' };
}

describe('an idea', () => {
  it('is read by a person before anybody else, with what a machine would hide and what says the same', async () => {
    const { id, code: at } = await written('Nên có giờ học an toàn trên mạng ở trường');
    expect(await shown(at)).toHaveLength(2);
    const [idea] = await waiting(id);
    expect(idea).toMatchObject({ text: 'Nên có giờ học an toàn trên mạng ở trường', band: 'B9_12', hides: 0 });
    expect(idea?.similar.map(({ text }) => text)).toEqual(['Trường nên có giờ học về an toàn trên mạng']);
    for (const actor of [home.people.former, home.people.counsellor])
      expect(code(await listWaitingIdeas(home.as(actor), id))).toBe('access.not-permitted');
  });

  it('is refused with what is wrong, and where nothing is asked', async () => {
    const made = await opened();
    expect(code(await write(made.code, 'a'.repeat(181)))).toBe('text.too-long');
    expect(code(await write(made.code, ' '))).toBe('text.empty');
    expect(code(await write(made.code, 'x', { band: 'B1' }))).toBe('idea.unusable');
    expect(code(await write(made.code, 'x', { key: 'ngan' }))).toBe('idea.unusable');
    expect(code(await write(made.code, 'data:image/png;base64,AAAA'))).toBe('idea.unusable');
    expect(code(await write('0000-0000', 'Một ý'))).toBe('consultation.not-found');
    expect(code(await write((await home.opened()).code, 'Một ý'))).toBe('consultation.not-found');
    must(await closeConsultation(first(), { consultation: made.id }));
    expect(code(await write(made.code, 'Một ý đến muộn'))).toBe('consultation.closed');
  });

  it('that is sent twice is one, with the same words', async () => {
    const made = await opened();
    const key = 'cung-mot-khoa-0000000000';
    const one = must(await write(made.code, 'Thêm sách về mạng ở thư viện', { key }));
    const two = must(await write(made.code, 'Thêm sách về mạng ở thư viện', { key }));
    expect(two).toEqual(one);
    expect(await waiting(made.id)).toHaveLength(1);
    // Whoever goes back and writes something else in the same form has another idea.
    const other = must(await write(made.code, 'Một ý khác', { key }));
    expect(other.receipt.locator).not.toBe(one.receipt.locator);
    expect(await waiting(made.id)).toHaveLength(2);
  });

  it('is sealed, and its words open it for nobody at the desk', async () => {
    const { id } = await written('Thư viện mở thêm buổi tối');
    const { rows } = await home.owner.query<{ row: string }>(
      'select i::text as row from voice.idea i where consultation_id = $1',
      [id],
    );
    expect(rows[0]?.row).not.toContain('Thư viện');
    expect(JSON.stringify(await waiting(id))).not.toContain('locator');
  });

  it('that tells of something that happened is a report with a receipt, and no trace of it stays here', async () => {
    const made = await opened();
    const told = must(await write(made.code, 'Có người lạ bắt em gửi ảnh không mặc đồ và doạ em'));
    expect(told.taken).toBe('TOLD');
    expect(await waiting(made.id)).toEqual([]);
    expect(code(await read(told.receipt))).toBe('idea.not-found');
    const reports = async () => (await home.owner.query('select 1 from intake.report')).rows.length;
    expect(await reports()).toBe(1);
    // In more words than an idea has, without an age, from the form of the first, and after the close: heard each time.
    const key = 'khoa-ke-chuyen-00000000';
    const more = `Có người lạ bắt em gửi ảnh không mặc đồ. ${'Em sợ lắm. '.repeat(30)}`;
    expect(must(await write(made.code, more, { key, band: '' })).taken).toBe('TOLD');
    must(await closeConsultation(first(), { consultation: made.id }));
    expect(must(await write(made.code, `${more} Em kể thêm.`, { key })).taken).toBe('TOLD');
    expect(must(await write(made.code, `${more} Em kể thêm.`, { key })).taken).toBe('TOLD');
    expect(await reports()).toBe(3);
  });

  it('is taken at once of a class, and from one network that goes on and on it waits', async () => {
    const made = await opened();
    const from = () =>
      createContext(home.kernel, {
        actor: { kind: 'anonymous' },
        requestId: 'test',
        language: 'vi',
        address: '198.51.100.77',
      });
    const send = (at: number) =>
      writeIdea(from(), {
        consultation: made.code,
        band: 'B9_12',
        text: `Một ý để thử số ${at}`,
        key: `khoa-nhieu-y-${at}-0000000`,
      });
    for (let at = 0; at < FREE_IDEAS; at += 1) must(await send(at));
    expect(code(await send(FREE_IDEAS))).toBe('idea.wait-to-write');
  }, 120_000);
});

describe('a decision', () => {
  it('shows an idea as a participant’s, with what leads to a person hidden, and destroys the words', async () => {
    const one = await written('Cô Lan Mẫu nên dạy thêm về mạng, gọi 0912345678');
    expect(code(await decideIdea(first(), { idea: one.idea, decision: 'SHOW', hide: 'Cô Lam Mẫu' }))).toBe(
      'idea.hide-not-found',
    );
    expect(await shown(one.code)).toHaveLength(2);
    must(await decideIdea(first(), { idea: one.idea, decision: 'SHOW', hide: 'cô lan  mẫu' }));
    const [, , [origin, text] = []] = await shown(one.code);
    expect(origin).toBe('PARTICIPANT');
    expect(text).not.toMatch(/Lan|0912345678/);
    expect(text).toContain('nên dạy thêm về mạng');
    const { rows } = await home.owner.query('select sealed from voice.idea where id = $1', [one.idea]);
    expect(rows).toEqual([{ sealed: null }]);
    expect(must(await read(one.receipt))).toMatchObject({ state: 'SHOWN', statement: { number: 3, text } });
    expect(code(await decideIdea(first(), { idea: one.idea, decision: 'REFUSE', reason: 'HURTS' }))).toBe(
      'idea.decided',
    );
  });

  it('joins it to one that says the same, of the same consultation', async () => {
    const [one, other] = [await written('Trường dạy an toàn mạng'), await opened()];
    const { statements } = must(await consultationDetail(first(), one.id));
    const elsewhere = must(await consultationDetail(first(), other.id)).statements[0];
    const join = (statement: string | undefined) =>
      decideIdea(first(), { idea: one.idea, decision: 'JOIN', statement: statement ?? '' });
    expect(code(await join(elsewhere?.id))).toBe('idea.unusable');
    expect(code(await join(undefined))).toBe('idea.unusable');
    must(await join(statements[0]?.id));
    expect(await shown(one.code)).toHaveLength(2);
    expect(must(await read(one.receipt))).toMatchObject({ state: 'JOINED', statement: { number: 1 } });
  });

  it('that does not show it says why, and nothing of what was written', async () => {
    const one = await written('Bạn ấy xấu lắm');
    expect(code(await decideIdea(first(), { idea: one.idea, decision: 'REFUSE' }))).toBe('idea.unusable');
    must(await decideIdea(first(), { idea: one.idea, decision: 'REFUSE', reason: 'HURTS' }));
    const way = must(await read(one.receipt));
    expect(way).toMatchObject({ state: 'REFUSED', reason: 'HURTS', statement: null, votes: [], answer: null });
    expect(JSON.stringify(way)).not.toContain('xấu');
  });

  it('hands what a machine did not notice to 111', async () => {
    const one = await written('Em có chuyện này khó nói với ai');
    const count = async () => (await home.owner.query('select 1 from intake.report')).rows.length;
    const before = await count();
    must(await decideIdea(first(), { idea: one.idea, decision: 'TELL' }));
    expect(await count()).toBe(before + 1);
    expect(must(await read(one.receipt))).toMatchObject({ state: 'TOLD', statement: null });
    expect(await shown(one.code)).toHaveLength(2);
  });

  it('is for who speaks for children alone', async () => {
    const one = await written('Một ý để thử');
    for (const actor of [home.people.former, home.people.counsellor])
      expect(code(await decideIdea(home.as(actor), { idea: one.idea, decision: 'SHOW' }))).toBe('idea.not-found');
    expect(code(await decideIdea(first(), { idea: one.idea, decision: 'PUBLISH' }))).toBe('idea.unusable');
    expect(await shown(one.code)).toHaveLength(2);
  });

  it('can be taken back: nobody reads the statement any more', async () => {
    const one = await written('Một ý không nên đăng');
    must(await decideIdea(first(), { idea: one.idea, decision: 'SHOW' }));
    const statement = must(await consultationDetail(first(), one.id)).statements.at(-1)?.id ?? '';
    must(await withdrawStatement(first(), { consultation: one.id, statement }));
    expect(await shown(one.code)).toHaveLength(2);
    expect(code(await withdrawStatement(first(), { consultation: one.id, statement }))).toBe('consultation.unusable');
    // Neither does a child that has the six words of it, or of one that was joined to it.
    expect(must(await read(one.receipt))).toMatchObject({ state: 'SHOWN', statement: null, withdrawn: true });
  });

  it('after the close changes no count: what is taken out keeps its votes, and what is shown then has none', async () => {
    const one = await written('Một ý đến trước khi đóng');
    for (let at = 0; at < 12; at += 1) must(await home.vote(one.code, { 1: '1', 2: '-1' }));
    must(await closeConsultation(first(), { consultation: one.id }));
    const told = async () =>
      JSON.stringify([must(await readResults(home.anybody, one.code)), must(await readBox(home.anybody, one.code))]);
    const before = await told();
    const statement = must(await consultationDetail(first(), one.id)).statements[0]?.id ?? '';
    must(await withdrawStatement(first(), { consultation: one.id, statement }));
    must(await decideIdea(first(), { idea: one.idea, decision: 'SHOW' }));
    expect(await told()).toBe(before);
    expect(must(await readBox(home.anybody, one.code)).numbers).toEqual([1, 2]);
    const way = must(await read(one.receipt));
    expect(way.votes).toEqual([]);
    expect(way.steps.find(({ mark }) => mark === 'VOTES')?.state).toBe('NOT_FOR_IT');
    await expect(
      home.owner.query(`update voice.consultation set counted = '{2}' where id = $1`, [one.id]),
    ).rejects.toThrow(/stays closed/);
  });
});

describe('the six words', () => {
  it('open the way of one idea alone, and wrong ones wait after some tries', async () => {
    const [one, other] = [await written('Ý thứ nhất để thử'), await written('Ý thứ hai để thử')];
    const from = () =>
      createContext(home.kernel, {
        actor: { kind: 'anonymous' },
        requestId: 'test',
        language: 'vi',
        address: '198.51.100.9',
      });
    const words = other.receipt.words.join(' ');
    for (let at = 0; at < 5; at += 1)
      expect(code(await readIdea(from(), { locator: one.receipt.locator, words }))).toBe('idea.not-found');
    expect(code(await readIdea(from(), { locator: one.receipt.locator, words }))).toBe('idea.wait');
    must(await read(one.receipt));
    expect(code(await readIdea(home.anybody, { locator: '????', words }))).toBe('idea.not-found');
    expect(code(await readIdea(home.anybody, { locator: one.receipt.locator, words: 'không phải từ nào' }))).toBe(
      'idea.not-found',
    );
  });
});

describe('you said, we did', () => {
  const answer = {
    outcome: 'WILL_DO',
    heard: 'Các em muốn học về an toàn trên mạng ngay ở trường.',
    decided: 'Từ học kỳ sau mỗi lớp có hai tiết.',
    answeredBy: 'Người Mẫu, Cục Mẫu',
    childWords: 'Học kỳ sau lớp em có hai tiết về mạng.',
    followUpOn: '2027-03-01',
  };

  it('leads an idea from its words to its votes, its answer, and to what came of it', async () => {
    const one = await written('Lớp nào cũng được học cách nhận ra tin giả');
    must(await decideIdea(first(), { idea: one.idea, decision: 'SHOW' }));
    const theme = must(
      await addTheme(first(), { consultation: one.id, titleVi: 'Học về mạng', titleEn: 'Learning' }),
    ).id;
    for (const { id } of must(await consultationDetail(first(), one.id)).statements)
      must(await placeStatement(first(), { consultation: one.id, statement: id, theme }));
    for (let at = 0; at < 14; at += 1) must(await home.vote(one.code, { 3: at < 12 ? '1' : '-1' }));
    // Nobody answers while somebody still votes, and no vote is told before the close.
    const give = (more: Partial<typeof answer> & { whyNot?: string } = {}) =>
      answerTheme(first(), { consultation: one.id, theme, ...answer, ...more });
    expect(code(await give())).toBe('consultation.wrong-state');
    expect(must(await read(one.receipt)).votes).toEqual([]);
    must(await closeConsultation(first(), { consultation: one.id }));
    expect(must(await read(one.receipt)).votes).toEqual([{ stratum: 'DEVICE', agree: 12, disagree: null }]);
    expect(code(await give({ followUpOn: '2026-12-01' }))).toBe('theme-answer.not-full');
    expect(code(await give({ outcome: 'NOT' }))).toBe('theme-answer.not-full');
    expect(code(await give({ childWords: '' }))).toBe('text.empty');
    must(await give());
    expect(code(await give())).toBe('consultation.wrong-state');
    expect(must(await read(one.receipt))).toMatchObject({
      theme: { titleVi: 'Học về mạng' },
      answer: { outcome: 'WILL_DO', childWords: answer.childWords, followedUp: null },
    });
    const view = async () => must(await readConsultation(home.anybody, one.code));
    expect(await view()).toMatchObject({ state: 'RESPONDED', overdue: 0 });
    home.clock.set('2027-03-02T02:00:00Z');
    expect(await view()).toMatchObject({ overdue: 1, themes: [{ overdue: 'FOLLOW_UP' }] });
    must(await followUp(first(), { consultation: one.id, theme, text: 'Đã dạy ở mọi lớp mẫu.' }));
    expect(await view()).toMatchObject({ overdue: 0, themes: [{ overdue: null }] });
    expect(must(await read(one.receipt)).steps.map(({ state }) => state)).toEqual(Array(6).fill('DONE'));
    expect(code(await followUp(first(), { consultation: one.id, theme, text: 'Lại nữa' }))).toBe('theme-answer.given');
    home.clock.set(NOW);
  });

  it('leaves no child over: what stands under no theme, or waits to be read, keeps it from being answered', async () => {
    const one = await written('Một ý chưa ai đọc');
    const theme = must(await addTheme(first(), { consultation: one.id, titleVi: 'Chủ đề', titleEn: 'Sample' })).id;
    must(await closeConsultation(first(), { consultation: one.id }));
    must(await answerTheme(first(), { consultation: one.id, theme, ...answer }));
    const state = async () => must(await readConsultation(home.anybody, one.code)).state;
    const [first1, second] = must(await consultationDetail(first(), one.id)).statements;
    must(await placeStatement(first(), { consultation: one.id, statement: first1?.id ?? '', theme }));
    must(await withdrawStatement(first(), { consultation: one.id, statement: second?.id ?? '' }));
    expect(await state()).toBe('CLOSED');
    must(await decideIdea(first(), { idea: one.idea, decision: 'REFUSE', reason: 'OTHER_QUESTION' }));
    expect(await state()).toBe('RESPONDED');
    // A name that is seen only then is taken out too.
    must(await withdrawStatement(first(), { consultation: one.id, statement: first1?.id ?? '' }));
    expect(await shown(one.code)).toEqual([]);
  });

  it('answers a consultation only when each of its themes is answered', async () => {
    const made = await home.opened();
    const theme = async (titleVi: string) =>
      must(await addTheme(first(), { consultation: made.id, titleVi, titleEn: 'Sample' })).id;
    const [one, two] = [await theme('Chủ đề một'), await theme('Chủ đề hai')];
    must(await closeConsultation(first(), { consultation: made.id }));
    const state = async () => must(await readConsultation(home.anybody, made.code)).state;
    const give = () => answerTheme(first(), { consultation: made.id, theme: one, ...answer });
    must(await give());
    expect(await state()).toBe('CLOSED');
    expect(code(await give())).toBe('theme-answer.given');
    must(
      await answerTheme(first(), {
        consultation: made.id,
        theme: two,
        ...answer,
        outcome: 'NOT',
        whyNot: 'Chưa đủ thầy cô.',
      }),
    );
    expect(await state()).toBe('RESPONDED');
  });
});
