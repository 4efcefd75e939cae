import type { ReportedProblem } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import type { Address } from '../report/voice.ts';

type Words = (address: Address) => string;

interface ProblemText {
  readonly name: () => string;
  readonly h1: Words;
  readonly lead: Words;
  /** Three things to do now, each a heading and a sentence. */
  readonly things: readonly (readonly [Words, Words])[];
}

/** What the page of each problem says. */
export const problems: Readonly<Record<ReportedProblem, ProblemText>> = {
  PICTURE_THREAT: {
    name: m.problem_1,
    h1: m.problem_1_h1,
    lead: m.problem_1_lead,
    things: [
      [m.problem_1_a_t, m.problem_1_a],
      [m.problem_1_b_t, m.problem_1_b],
      [m.problem_1_c_t, m.problem_1_c],
    ],
  },
  STRANGER: {
    name: m.problem_2,
    h1: m.problem_2_h1,
    lead: m.problem_2_lead,
    things: [
      [m.problem_2_a_t, m.problem_2_a],
      [m.problem_2_b_t, m.problem_2_b],
      [m.problem_2_c_t, m.problem_2_c],
    ],
  },
  BULLYING: {
    name: m.problem_3,
    h1: m.problem_3_h1,
    lead: m.problem_3_lead,
    things: [
      [m.problem_3_a_t, m.problem_3_a],
      [m.problem_3_b_t, m.problem_3_b],
      [m.problem_3_c_t, m.problem_3_c],
    ],
  },
  SCAM: {
    name: m.problem_4,
    h1: m.problem_4_h1,
    lead: m.problem_4_lead,
    things: [
      [m.problem_4_a_t, m.problem_4_a],
      [m.problem_4_b_t, m.problem_4_b],
      [m.problem_4_c_t, m.problem_4_c],
    ],
  },
  SCARY: {
    name: m.problem_5,
    h1: m.problem_5_h1,
    lead: m.problem_5_lead,
    things: [
      [m.problem_5_a_t, m.problem_5_a],
      [m.problem_5_b_t, m.problem_5_b],
      [m.problem_5_c_t, m.problem_5_c],
    ],
  },
  SELF_HARM: {
    name: m.problem_6,
    h1: m.problem_6_h1,
    lead: m.problem_6_lead,
    things: [
      [m.problem_6_a_t, m.problem_6_a],
      [m.problem_6_b_t, m.problem_6_b],
      [m.problem_6_c_t, m.problem_6_c],
    ],
  },
};
