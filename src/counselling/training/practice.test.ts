import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { type IntakeHome, openIntakeHome } from '../../intake/testing.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { forgetPractice, listPractices, openPractice, sharePractice, stopPractice } from './own-practices.ts';
import { sayInPractice } from './say-in-practice.ts';
import { listSharedPractices } from './shared-practices.ts';
import { startPractice } from './start-practice.ts';

/** Stands nowhere else: found in the database in the clear, it has leaked. */
const CANARY = 'chimsẻxanhlam';

let home: IntakeHome;
let practice: string;
const start = async (who: PersonActor, persona = 'EXTORTION-14') =>
  must(await startPractice(home.at(who), { persona })).practice;
const say = async (who: PersonActor, text: string, version: number) =>
  sayInPractice(home.at(who), { practice, text, version });
const open = async (who: PersonActor) => must(await openPractice(home.at(who), { practice }));

beforeAll(async () => {
  home = await openIntakeHome();
});
afterAll(() => home.close());
beforeEach(async () => {
  practice = await start(home.agent);
});

describe('a practice', () => {
  it('answers every line with the child and with feedback', async () => {
    expect(must(await say(home.agent, 'Cảm ơn em đã nhắn. Em kể cho cô nghe chuyện gì đang xảy ra nhé?', 1))).toEqual({
      turn: 1,
    });
    expect(must(await say(home.agent, 'Sao em lại tin người ta?', 2))).toEqual({ turn: 2 });
    const { turns, version, trust, sheet } = await open(home.agent);
    expect(version).toBe(3);
    expect(turns.map((turn) => turn.feedback.map(({ code: move, effect }) => [move, effect]))).toEqual([
      [
        ['THANKS', 'helps'],
        ['OPEN_QUESTION', 'helps'],
      ],
      [['WHY_QUESTION', 'hurts']],
    ]);
    expect(turns[1]?.feedback[0]?.try.vi).toContain('Chuyện bắt đầu từ khi nào');
    expect(turns[1]?.better?.vi).toContain('Người đó còn nhắn cho em lúc này không?');
    expect(turns.map((turn) => turn.trust)).toEqual([5, trust]);
    expect(sheet).toBeNull();
  });

  it('keeps one line where it was sent twice', async () => {
    must(await say(home.agent, 'Chào em.', 1));
    expect(code(await say(home.agent, 'Chào em.', 1))).toBe('record.changed-meanwhile');
    expect((await open(home.agent)).turns).toHaveLength(1);
  });

  it('ends with the goodbye, or when it is stopped, and then takes no line', async () => {
    must(await say(home.agent, 'Tạm biệt em, em quay lại đây bất cứ lúc nào.', 1));
    expect(await open(home.agent)).toMatchObject({ ended: 'closed', sheet: { told: 0, trust: [3, 3] } });
    expect(code(await say(home.agent, 'Em còn đó không?', 2))).toBe('practice.over');
    practice = await start(home.agent);
    must(await stopPractice(home.at(home.agent), { practice }));
    expect(await open(home.agent)).toMatchObject({ ended: 'stopped', turns: [] });
    expect(code(await stopPractice(home.at(home.agent), { practice }))).toBe('practice.over');
  });

  it('is the person’s own: the supervisor and a colleague find nothing', async () => {
    must(await say(home.agent, 'Chào em.', 1));
    for (const other of [home.supervisor, home.counsellor, home.stranger]) {
      expect(code(await openPractice(home.at(other), { practice }))).toBe('record.not-found');
      expect(code(await say(other, 'Chào em.', 2))).toBe('record.not-found');
      expect(code(await forgetPractice(home.at(other), { practice }))).toBe('record.not-found');
      expect(must(await listPractices(home.at(other))).practices).toEqual([]);
    }
  });

  it('is told to the supervisor only where the person says so, with nothing of how it went', async () => {
    const told = async () => must(await listSharedPractices(home.at(home.supervisor)));
    const share = (shared: boolean) => sharePractice(home.at(home.agent), { practice, shared });
    expect(code(await share(true))).toBe('practice.not-over');
    must(await stopPractice(home.at(home.agent), { practice }));
    expect(await told()).toEqual([]);
    must(await share(true));
    expect((await told()).map((one) => Object.keys(one).sort())).toEqual([['person', 'persona', 'practisedAt']]);
    expect((await told())[0]).toMatchObject({ person: home.agent.person, persona: { code: 'EXTORTION-14' } });
    expect((await open(home.agent)).shared).toBe(true);
    expect(code(await listSharedPractices(home.at(home.agent)))).toBe('access.not-permitted');
    must(await share(false));
    expect(await told()).toEqual([]);
    must(await share(true));
    must(await forgetPractice(home.at(home.agent), { practice }));
    expect(await told()).toEqual([]);
  });

  it('keeps the words sealed, and nothing after it was taken away', async () => {
    must(await say(home.agent, `Em kể cho cô nghe nhé, ${CANARY}.`, 1));
    expect((await open(home.agent)).turns[0]?.text).toContain(CANARY);
    const stored = async () => {
      const { rows } = await home.owner.query<{ all: string }>(
        `select coalesce(string_agg(row_to_json(p)::text || coalesce(row_to_json(l)::text, ''), ''), '') as all
         from counselling.practice p left join counselling.practice_line l on l.practice_id = p.id where p.id = $1`,
        [practice],
      );
      return rows[0]?.all ?? '';
    };
    const kept = await stored();
    expect(kept).toContain(practice);
    expect(kept).not.toContain(CANARY);
    expect(kept).not.toContain(Buffer.from(CANARY).toString('hex'));
    must(await forgetPractice(home.at(home.agent), { practice }));
    expect(await stored()).toBe('');
    expect(code(await openPractice(home.at(home.agent), { practice }))).toBe('record.not-found');
  });

  it('refuses an unknown persona, an empty line and one that is too long', async () => {
    expect(code(await startPractice(home.at(home.agent), { persona: 'NOBODY' }))).toBe('practice.persona-unknown');
    expect(code(await startPractice(home.at(home.stranger), { persona: 'EXTORTION-14' }))).toBe('access.not-permitted');
    expect(code(await startPractice(home.public(), { persona: 'EXTORTION-14' }))).toBe('access.not-permitted');
    expect(code(await say(home.agent, '  ', 1))).toBe('text.empty');
    expect(code(await say(home.agent, 'a'.repeat(2_001), 1))).toBe('text.too-long');
    expect((await open(home.agent)).turns).toEqual([]);
  });
});
