import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, DAY, HOUR, systemActor } from '../../kernel/index.ts';
import { openPublishedHome } from '../library/published-home.testing.ts';
import { answerQuiz, readLesson } from '../library/read-lesson.ts';
import { classJobs } from './class-jobs.ts';
import { classPictures } from './class-pictures.ts';
import { answerInClass, readClassDoor, type SeatOf, signInToClass } from './join-class.ts';
import { openClass } from './open-class.ts';
import { readClass, readClassSheet } from './read-class.ts';
import { closeRound, endClass, openRound, renewSheet } from './run-rounds.ts';

const home = fileFixture(() => openPublishedHome('2026-12-01T02:00:00Z'));
/** At this moment: the platform's own context stands where the clock stood at the beginning. */
const anybody = () => home.context(anonymous);

interface Taught {
  readonly teacher: { readonly code: string; readonly key: string };
  readonly lesson: string;
  /** The number of a child, with its pictures. */
  seat(number: number): SeatOf;
  /** Every question answered with what is right, or with what is not. */
  answers(right: boolean): Promise<Record<string, readonly string[]>>;
}

async function taught(seats = 30, open = true): Promise<Taught> {
  const teacher = must(await openClass(anybody(), { band: 'B9_12', seats, weekdays: [2] }));
  const lesson = must(await readClass(anybody(), teacher)).lessons[0]?.address ?? '';
  if (open) must(await openRound(anybody(), teacher, { lesson, kind: 'LESSON' }));
  const sheet = must(await readClassSheet(anybody(), teacher));
  return {
    teacher,
    lesson,
    seat: (number) => ({
      code: teacher.code,
      seat: number,
      pictures: sheet.seats.find((one) => one.number === number)?.pictures ?? [],
    }),
    answers: async (right) => {
      const { quiz } = must(await readLesson(anybody(), lesson));
      const chosen: Record<string, readonly string[]> = {};
      for (const { id, options } of quiz) {
        // Which are right is not told before: each is tried alone.
        const marks = await Promise.all(
          options.map(async (option) => ({
            id: option.id,
            right: must(await tryAlone(lesson, id, option.id)),
          })),
        );
        const fitting = marks.filter((mark) => mark.right === right).map((mark) => mark.id);
        chosen[id] = right ? fitting : fitting.slice(0, 1);
      }
      return chosen;
    },
  };
}

async function tryAlone(lesson: string, question: string, option: string) {
  const marked = await answerQuiz(anybody(), lesson, { [question]: [option] });
  if (!marked.ok) return marked;
  const found = marked.value.questions.find(({ id }) => id === question)?.options.find(({ id }) => id === option);
  return { ok: true as const, value: found?.right === true };
}

describe('a class', () => {
  test('is opened by whoever asks, with a code for all and a key for one', async () => {
    const opened = must(await openClass(anybody(), { band: 'B6_8', seats: 4, weekdays: [1, 1, 5] }));
    expect(opened.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(opened.key.replaceAll('-', '')).toHaveLength(24);
    expect(must(await readClass(anybody(), opened))).toMatchObject({
      seats: 4,
      weekdays: [1, 5],
      rounds: [],
      plan: [],
    });
    expect(must(await readClassDoor(anybody(), opened.code.toLowerCase()))).toEqual({
      code: opened.code,
      reader: '6-8',
      seats: 4,
      open: false,
    });
    // As somebody types it from paper.
    const typed = opened.key.toLowerCase().replaceAll('-', ' ');
    expect(code(await readClass(anybody(), { code: opened.code, key: typed }))).toBe('accepted');
  });

  test.each([
    [{ seats: 0 }, 'seats'],
    [{ seats: 61 }, 'seats'],
    [{ seats: 1.5 }, 'seats'],
    [{ seats: Number.NaN }, 'seats'],
    [{ weekdays: [] }, 'weekdays'],
    [{ weekdays: [7] }, 'weekdays'],
    [{ weekdays: [Number.NaN] }, 'weekdays'],
    [{ band: 'ADULT' }, 'band'],
    [{ band: 'x' }, 'band'],
  ])('is not opened with %j', async (change, field) => {
    const refused = await openClass(anybody(), { band: 'B9_12', seats: 20, weekdays: [1], ...change });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'class.unusable', field } });
  });

  test('opens to its own key alone', async () => {
    const { teacher } = await taught();
    const other = must(await openClass(anybody(), { band: 'B9_12', seats: 20, weekdays: [1] }));
    for (const key of [other.key, '', 'x', `${teacher.key}0`, teacher.key.slice(0, -1)])
      expect(code(await readClass(anybody(), { code: teacher.code, key }))).toBe('class.key-wrong');
    expect(code(await readClassSheet(anybody(), { code: teacher.code, key: other.key }))).toBe('class.key-wrong');
    expect(code(await endClass(anybody(), { code: teacher.code, key: other.key }))).toBe('class.key-wrong');
    expect(code(await readClass(anybody(), { code: '0000-0000', key: teacher.key }))).toBe('class.not-found');
    expect(code(await readClassDoor(anybody(), "' or 1=1"))).toBe('class.not-found');
  });
});

describe('who tries too often waits', () => {
  const from = (address: string) => ({ ...anybody(), address });

  test('with keys of a teacher, and nobody else with them', async () => {
    const { teacher } = await taught();
    const wrong = { code: teacher.code, key: `${teacher.key.slice(0, -1)}${teacher.key.endsWith('0') ? '1' : '0'}` };
    const codes: string[] = [];
    for (let at = 0; at < 7; at += 1) codes.push(code(await readClass(from('203.0.113.7'), wrong)));
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'class.key-wrong'));
    expect(codes.at(-1)).toBe('class.wait');
    expect(code(await readClass(from('203.0.113.7'), teacher))).toBe('class.wait');
    expect(code(await readClass(from('203.0.113.8'), teacher))).toBe('accepted');
  });

  test('with pictures of one number, while the others of the class go on behind the same address', async () => {
    const { seat } = await taught();
    const wrong = { ...seat(3), pictures: seat(3).pictures.toReversed() };
    for (let at = 0; at < 6; at += 1) await signInToClass(from('203.0.113.9'), wrong);
    expect(code(await signInToClass(from('203.0.113.9'), seat(3)))).toBe('class.wait');
    expect(code(await signInToClass(from('203.0.113.9'), seat(4)))).toBe('accepted');
  });

  test('with opening classes', async () => {
    const open = () => openClass(from('203.0.113.10'), { band: 'B9_12', seats: 1, weekdays: [1] });
    const codes: string[] = [];
    for (let at = 0; at < 42; at += 1) codes.push(code(await open()));
    expect(codes.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 'accepted'));
    expect(codes.at(-1)).toBe('class.wait');
  });
});

describe('signing in by pictures', () => {
  test('every number has three of its own, and the sheet tells them', async () => {
    const { teacher } = await taught(60);
    const { seats } = must(await readClassSheet(anybody(), teacher));
    expect(seats.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    for (const { pictures } of seats) {
      expect(new Set(pictures).size).toBe(3);
      for (const picture of pictures) expect(classPictures).toContain(picture);
    }
    expect(new Set(seats.map(({ pictures }) => pictures.join())).size).toBeGreaterThan(40);
    expect(must(await readClassSheet(anybody(), teacher)).seats).toEqual(seats);
  });

  test('shows the lesson that is open, to the right pictures in their order alone', async () => {
    const { seat, lesson } = await taught();
    const own = seat(7);
    expect(must(await signInToClass(anybody(), own)).path).toBe(`/hoc/bai/${lesson}`);
    for (const wrong of [
      { ...own, pictures: own.pictures.toReversed() },
      { ...own, pictures: own.pictures.slice(0, 2) },
      { ...own, pictures: [own.pictures.join(' ')] },
      { ...own, seat: 0 },
      { ...own, seat: 31 },
      { ...own, seat: 7.5 },
    ])
      expect([wrong, code(await signInToClass(anybody(), wrong))]).toEqual([wrong, 'class.pictures-wrong']);
  });

  test('a new sheet makes the one before useless', async () => {
    const { teacher, seat } = await taught(60);
    const before = Array.from({ length: 60 }, (_, at) => seat(at + 1));
    must(await renewSheet(anybody(), teacher));
    const { seats } = must(await readClassSheet(anybody(), teacher));
    const same = before.filter(({ pictures }, at) => pictures.join() === seats[at]?.pictures.join());
    expect(same.length).toBeLessThan(3);
  });

  test('where nothing is open it says so', async () => {
    const { seat, teacher } = await taught(10, false);
    expect(code(await signInToClass(anybody(), seat(1)))).toBe('class.no-round');
    expect(code(await closeRound(anybody(), teacher))).toBe('class.no-round');
  });
});

describe('a round', () => {
  test('while it is open a teacher sees how many have answered, and nothing of what', async () => {
    const { teacher, seat, answers } = await taught();
    const right = await answers(true);
    for (let number = 1; number <= 12; number += 1) must(await answerInClass(anybody(), seat(number), right));
    const [round] = must(await readClass(anybody(), teacher)).rounds;
    expect(round).toMatchObject({ answeredSoFar: 12, result: null });
  });

  test('closed, it tells shares of twelve, and of nobody', async () => {
    const { teacher, seat, answers, lesson } = await taught();
    const [right, wrong] = [await answers(true), await answers(false)];
    for (let number = 1; number <= 12; number += 1)
      must(await answerInClass(anybody(), seat(number), number <= 6 ? right : wrong));
    must(await closeRound(anybody(), teacher));
    const view = must(await readClass(anybody(), teacher));
    expect(view.rounds[0]).toMatchObject({ kind: 'LESSON', lesson: { address: lesson }, answeredSoFar: null });
    const result = view.rounds[0]?.result;
    expect(result).toMatchObject({ told: 'shares', answered: 12 });
    for (const { question, share } of result?.told === 'shares' ? result.questions : []) {
      expect(share).toEqual({ about: 50 });
      expect(view.rounds[0]?.asked[question]).toBeTruthy();
    }
    const left = await home.owner.query(
      'select count(*)::integer as n from learning.class_answered a join learning.class c on c.id = a.class_id where c.code = $1',
      [teacher.code],
    );
    expect(left.rows[0]).toEqual({ n: 0 });
    expect(view.plan.map(({ after, state }) => [after, state])).toEqual([
      [7, 'to-come'],
      [30, 'to-come'],
    ]);
  });

  test('of a class of four words are told, and of two nothing', async () => {
    const { teacher, seat, answers, lesson } = await taught(4);
    const right = await answers(true);
    for (const number of [1, 2, 3, 4]) must(await answerInClass(anybody(), seat(number), right));
    must(await closeRound(anybody(), teacher));
    const result = must(await readClass(anybody(), teacher)).rounds[0]?.result;
    expect(result?.told).toBe('words');
    expect(JSON.stringify(result?.told === 'words' && result.questions.map(({ share }) => share))).not.toMatch(/\d/);
    home.clock.advance(7 * DAY);
    must(await openRound(anybody(), teacher, { lesson, kind: 'BOOSTER_7' }));
    for (const number of [1, 2]) must(await answerInClass(anybody(), seat(number), right));
    must(await closeRound(anybody(), teacher));
    const view = must(await readClass(anybody(), teacher));
    expect(view.rounds[0]).toMatchObject({ kind: 'BOOSTER_7', result: { told: 'nothing' } });
    expect(view.plan.map(({ state }) => state)).toEqual(['done', 'to-come']);
  });

  test('each number counts once, also where it sends twice at once', async () => {
    const { teacher, seat, answers } = await taught();
    const right = await answers(true);
    const both = await Promise.all([
      answerInClass(anybody(), seat(3), right),
      answerInClass(anybody(), seat(3), right),
    ]);
    expect(both.map(code).toSorted()).toEqual(['accepted', 'class.answered']);
    expect(code(await signInToClass(anybody(), seat(3)))).toBe('class.answered');
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.answeredSoFar).toBe(1);
  });

  test('thirty answer at once and all count', async () => {
    const { teacher, seat, answers } = await taught();
    const right = await answers(true);
    const all = await Promise.all(Array.from({ length: 30 }, (_, at) => answerInClass(anybody(), seat(at + 1), right)));
    expect(all.map(code)).toEqual(Array.from({ length: 30 }, () => 'accepted'));
    must(await closeRound(anybody(), teacher));
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.result).toMatchObject({
      answered: 30,
      questions: [{ share: { atLeast: 90 } }, { share: { atLeast: 90 } }, { share: { atLeast: 90 } }],
    });
  });

  test('a booster is held against the first time, in a word', async () => {
    const { teacher, seat, answers, lesson } = await taught(30);
    const [right, wrong] = [await answers(true), await answers(false)];
    for (let number = 1; number <= 30; number += 1)
      must(await answerInClass(anybody(), seat(number), number <= 8 ? right : wrong));
    must(await closeRound(anybody(), teacher));
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.gain).toBeNull();
    home.clock.advance(7 * DAY);
    must(await openRound(anybody(), teacher, { lesson, kind: 'BOOSTER_7' }));
    for (let number = 1; number <= 30; number += 1)
      must(await answerInClass(anybody(), seat(number), number <= 27 ? right : wrong));
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.gain).toBeNull();
    must(await closeRound(anybody(), teacher));
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.gain).toBe('more');
  });

  test('one is open at a time, closing is final, and what is late is told that it does not count', async () => {
    const { teacher, seat, answers, lesson } = await taught();
    const right = await answers(true);
    expect(code(await openRound(anybody(), teacher, { lesson, kind: 'LESSON' }))).toBe('class.round-open');
    must(await closeRound(anybody(), teacher));
    expect(code(await closeRound(anybody(), teacher))).toBe('class.no-round');
    expect(code(await answerInClass(anybody(), seat(1), right))).toBe('class.no-round');
  });

  test('a round that nobody closed is over after two hours', async () => {
    const { teacher, seat, answers, lesson } = await taught();
    const right = await answers(true);
    must(await answerInClass(anybody(), seat(1), right));
    home.clock.advance(3 * HOUR);
    expect(code(await answerInClass(anybody(), seat(2), right))).toBe('class.round-over');
    expect(must(await readClass(anybody(), teacher)).rounds[0]).toMatchObject({ result: { told: 'nothing' } });
    expect(code(await openRound(anybody(), teacher, { lesson, kind: 'LESSON' }))).toBe('accepted');
  });

  test.each([
    ['another age', 'xxxxxxxx', 'LESSON'],
    ['a kind that there is not', '', 'EXAM'],
  ])('is not opened for %s', async (_, address, kind) => {
    const { teacher, lesson } = await taught(10, false);
    const refused = await openRound(anybody(), teacher, { lesson: address === '' ? lesson : address, kind });
    expect(code(refused)).toBe('class.lesson-unusable');
  });

  test('answers that the lesson does not have count for nothing', async () => {
    const { seat, teacher } = await taught();
    expect(code(await answerInClass(anybody(), seat(1), { 'q-none': ['a'] }))).toBe('library.question-changed');
    expect(must(await readClass(anybody(), teacher)).rounds[0]?.answeredSoFar).toBe(0);
  });
});

describe('the end of a class', () => {
  test('nothing of it stays, neither when its teacher ends it nor after its last day', async () => {
    const [ended, old] = [await taught(), await taught()];
    must(await answerInClass(anybody(), ended.seat(1), await ended.answers(true)));
    must(await endClass(anybody(), ended.teacher));
    expect(code(await readClass(anybody(), ended.teacher))).toBe('class.not-found');
    home.clock.advance(61 * DAY);
    expect(code(await readClassDoor(anybody(), old.teacher.code))).toBe('class.not-found');
    await classJobs[0]?.run(home.context(systemActor('jobs')), {});
    const { rows } = await home.owner.query(
      `select (select count(*) from learning.class where code = any($1))::integer as classes,
        (select count(*) from learning.class_round r left join learning.class c on c.id = r.class_id where c.id is null)::integer as rounds,
        (select count(*) from learning.class_question q left join learning.class c on c.id = q.class_id where c.id is null)::integer as sums`,
      [[ended.teacher.code, old.teacher.code]],
    );
    expect(rows[0]).toEqual({ classes: 0, rounds: 0, sums: 0 });
  });

  test('no column of a class could hold a name or an answer', async () => {
    const { rows } = await home.owner.query<{ table_name: string; column_name: string }>(
      `select table_name, column_name from information_schema.columns where table_schema = 'learning' and table_name like 'class%'
       and data_type in ('text', 'jsonb', 'bytea') order by 1, 2`,
    );
    expect(rows.map((row) => `${row.table_name}.${row.column_name}`)).toEqual([
      'class.band',
      'class.code',
      'class.key_digest',
      'class_question.question',
      'class_round.hash',
      'class_round.kind',
      'class_round.lesson',
    ]);
  });
});
