import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endSheet } from './end-sheet.ts';
import { type Move, move } from './move.ts';
import type { Persona, Words } from './persona.ts';
import { personaOf, personas } from './personas.ts';
import { recognised } from './recognised-lines.testing.ts';
import { answerMoves, firstState, MOST_TURNS, type PracticeState, takeTurn } from './take-turn.ts';

const anyPersona = fc.constantFrom(...personas);
const anyMoves = fc.uniqueArray(fc.constantFrom(...move.codes), { minLength: 1, maxLength: 4 });
const someLines = Object.values(recognised).flat();

function play(persona: Persona, turns: readonly (readonly Move[])[]): PracticeState {
  let state = firstState(persona);
  for (const moves of turns) if (state.ended === null) state = answerMoves(persona, state, moves).state;
  return state;
}
const selfHarm = personaOf('SELF-HARM-15') as Persona;
const extortion = personaOf('EXTORTION-14') as Persona;

describe('a scripted child', () => {
  it.each(personas.map((persona) => [persona.code, persona] as const))(
    '%s tells everything to whoever follows the hints',
    (_, persona) => {
      let state = firstState(persona);
      for (const { better, line } of persona.stages) {
        const turn = takeTurn(persona, state, better.vi);
        expect(turn.reply).toEqual(line);
        expect(turn.feedback.filter((one) => one.effect === 'hurts')).toEqual([]);
        state = turn.state;
      }
      expect(endSheet(persona, state).next).toBeNull();
      expect(takeTurn(persona, state, 'Cô tóm lại nhé. Em quay lại đây bất cứ lúc nào.').reply).toEqual(
        persona.closes.high,
      );
    },
  );

  it('tells of suicide only when asked plainly', () => {
    const kind: Move[][] = [
      ['REFLECTION'],
      ['VALIDATION'],
      ['OPEN_QUESTION', 'REFLECTION'],
      ['VALIDATION'],
      ['REFLECTION'],
      ['SAFETY_QUESTION'],
    ];
    const before = play(selfHarm, kind);
    expect(before).toMatchObject({ told: 2 });
    expect(endSheet(selfHarm, before)).toMatchObject({ risk: 2 });
    const asked = takeTurn(selfHarm, before, 'Em có đang nghĩ đến chuyện tự tử không?');
    expect(asked.state.told).toBe(3);
    expect(endSheet(selfHarm, asked.state)).toMatchObject({ risk: 3 });
  });

  it('tells nothing more in a turn that hurts, whatever else is in it', () => {
    fc.assert(
      fc.property(anyPersona, fc.array(anyMoves, { maxLength: 10 }), anyMoves, (persona, turns, last) => {
        const state = play(persona, turns);
        fc.pre(state.ended === null);
        const turn = answerMoves(persona, state, last);
        if (turn.feedback.some((one) => one.effect === 'hurts')) {
          expect(turn.state.told).toBe(state.told);
          expect(turn.state.trust).toBeLessThanOrEqual(state.trust);
        }
      }),
    );
  });

  it('withdraws once and then leaves when it is hurt again', () => {
    const first = answerMoves(extortion, firstState(extortion), ['BLAME']);
    expect(first).toMatchObject({ reply: extortion.withdraws, state: { trust: 0, ended: null } });
    expect(answerMoves(extortion, first.state, ['VALIDATION']).state).toMatchObject({ trust: 2, ended: null });
    expect(answerMoves(extortion, first.state, ['LECTURE'])).toMatchObject({
      reply: extortion.leaves,
      state: { ended: 'left' },
    });
  });

  it('calls advice too early until the story is told, and a step towards safety never where it is urgent', () => {
    const [start, moves] = [
      firstState(extortion),
      (state: PracticeState, some: Move[]) => answerMoves(extortion, state, some).feedback,
    ];
    expect(moves(start, ['ADVICE'])).toEqual([{ move: 'EARLY_ADVICE', effect: 'hurts' }]);
    expect(moves(start, ['SAFETY_STEP'])).toEqual([{ move: 'SAFETY_STEP', effect: 'helps' }]);
    const parent = personaOf('PARENT-12') as Persona;
    expect(answerMoves(parent, firstState(parent), ['SAFETY_STEP']).feedback[0]?.move).toBe('EARLY_ADVICE');
    expect(moves({ ...start, told: extortion.adviceFrom }, ['ADVICE'])).toEqual([
      { move: 'ADVICE', effect: 'neutral' },
    ]);
  });

  it('feels questioned by the third question in a row with nothing given back', () => {
    const asked = play(extortion, [['CLOSED_QUESTION'], ['OPEN_QUESTION']]);
    expect(answerMoves(extortion, asked, ['CLOSED_QUESTION']).feedback.map((one) => one.move)).toContain(
      'MANY_QUESTIONS',
    );
    expect(
      answerMoves(extortion, asked, ['CLOSED_QUESTION', 'REFLECTION']).feedback.map((one) => one.move),
    ).not.toContain('MANY_QUESTIONS');
    expect(
      answerMoves(extortion, play(extortion, [['CLOSED_QUESTION']]), ['CLOSED_QUESTION']).feedback.map(
        (one) => one.move,
      ),
    ).not.toContain('MANY_QUESTIONS');
  });

  it('wins nothing by the same kindness twice running', () => {
    const once = play(extortion, [['THANKS']]);
    expect(answerMoves(extortion, once, ['THANKS']).trustChange).toBe(0);
  });

  it('never comes to a dead end: every turn has an answer, feedback and bounded trust, and every practice ends', () => {
    const long = fc.array(anyMoves, { minLength: MOST_TURNS, maxLength: MOST_TURNS });
    fc.assert(
      fc.property(anyPersona, long, (persona, turns) => {
        let state = firstState(persona);
        for (const moves of turns) {
          if (state.ended !== null) break;
          const turn = answerMoves(persona, state, moves);
          expect(turn.reply.vi.length * turn.reply.en.length).toBeGreaterThan(0);
          expect(turn.feedback.length).toBeGreaterThan(0);
          expect(turn.state.trust).toBeGreaterThanOrEqual(0);
          expect(turn.state.trust).toBeLessThanOrEqual(10);
          expect(Math.abs(turn.trustChange)).toBeLessThanOrEqual(4);
          expect(turn.state.told).toBeGreaterThanOrEqual(state.told);
          state = turn.state;
        }
        expect(state.ended).not.toBeNull();
        expect(state.trustOverTime).toHaveLength(state.moves.length + 1);
      }),
    );
  });

  it('gives the same turn for the same state and text', () => {
    fc.assert(
      fc.property(anyPersona, fc.array(fc.constantFrom(...someLines), { maxLength: 12 }), (persona, texts) => {
        const run = () => {
          let state = firstState(persona);
          const replies: Words[] = [];
          for (const text of texts) {
            if (state.ended !== null) break;
            const turn = takeTurn(persona, state, text);
            replies.push(turn.reply);
            state = turn.state;
          }
          return { replies, state };
        };
        expect(run()).toEqual(run());
      }),
    );
  });

  it.each(personas.map((persona) => [persona.code, persona] as const))(
    '%s can be brought to say every line it has',
    (_, persona) => {
      const unsaid = new Map(linesOf(persona).map((line) => [line.vi, line]));
      // A sentence at a time, at each stage, with much trust and with little.
      // Trust is won back between two turns, as other sentences would do, or it is not.
      for (let told = 0; told <= persona.stages.length; told += 1)
        for (const trust of [0, 1, 4, 9, 10])
          for (const first of move.codes)
            for (const wonBack of [true, false]) {
              let state: PracticeState = { ...firstState(persona), told, trust };
              for (let turn = 0; turn < 4 && state.ended === null; turn += 1) {
                const { reply, state: next } = answerMoves(persona, state, [first]);
                unsaid.delete(reply.vi);
                state = { ...next, told, ...(wonBack && { trust }) };
              }
            }
      expect([...unsaid.keys()]).toEqual([]);
    },
  );

  it('is not answered once it is over', () => {
    expect(() => answerMoves(extortion, play(extortion, [['CLOSING']]), ['THANKS'])).toThrow();
  });
});

describe('the end sheet', () => {
  it('says what was done, when, what was missed and what hurt, and no mark', () => {
    const state = play(extortion, [['THANKS'], ['WHY_QUESTION'], ['VALIDATION'], ['WHY_QUESTION'], ['CLOSING']]);
    const sheet = endSheet(extortion, state);
    expect(sheet.needs.find((one) => one.move === 'VALIDATION')?.turn).toBe(3);
    expect(sheet.needs.find((one) => one.move === 'SUICIDE_QUESTION')?.turn).toBeNull();
    expect(sheet.hurt).toEqual([{ move: 'WHY_QUESTION', turns: [2, 4] }]);
    expect(sheet.trust).toHaveLength(6);
    expect(Object.keys(sheet).filter((key) => /score|mark|rank|percent/i.test(key))).toEqual([]);
  });

  it('is there at every moment', () => {
    fc.assert(
      fc.property(anyPersona, fc.array(anyMoves, { maxLength: MOST_TURNS }), (persona, turns) => {
        const sheet = endSheet(persona, play(persona, turns));
        expect(sheet.needs).toHaveLength(persona.needs.length);
        expect(sheet.next === null).toBe(sheet.told === sheet.stages);
      }),
    );
  });
});

const linesOf = (persona: Persona): readonly Words[] => [
  ...persona.stages.map((stage) => stage.line),
  ...[persona.otherwise, ...Object.values(persona.answers)].flatMap((answer) => [
    ...(answer?.low ?? []),
    ...(answer?.high ?? []),
  ]),
  persona.withdraws,
  persona.leaves,
  persona.closes.low,
  persona.closes.high,
];
