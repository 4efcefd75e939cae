import type { LocalText } from '../scenarios/local-text.ts';
import type { HelpCode } from '../scenarios/scenario.ts';
import type { SelfCheck, SelfCheckAnswer } from './self-check.ts';

export interface SelfCheckAdvice {
  /** `call-now`: a danger was named. `talk`: something weighed. `calm`: nothing did. */
  readonly way: 'call-now' | 'talk' | 'calm';
  readonly opening: LocalText;
  /** What to do, danger first, then in the order of the statements. */
  readonly steps: readonly LocalText[];
  /** Never empty, and 111 is always among them, first where there is danger. */
  readonly help: readonly HelpCode[];
}

/** What a self-check says to its answers. A pure function: nothing about the reader remains. A statement left out weighs nothing. */
export function adviceOf(
  check: SelfCheck,
  answers: Readonly<Record<string, SelfCheckAnswer | undefined>>,
): SelfCheckAdvice {
  const weighs = check.statements.filter(({ id, weighs: kind }) => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (answer === undefined) return false;
    return kind === 'strength' ? answer !== 'yes' : answer !== 'no';
  });
  const dangers = weighs.filter((one) => one.weighs === 'danger');
  const others = weighs.filter((one) => one.weighs !== 'danger');
  const way = dangers.length > 0 ? 'call-now' : weighs.length > 0 ? 'talk' : 'calm';
  const help = [...new Set<HelpCode>(way === 'call-now' ? ['111', ...check.help] : [...check.help, '111'])];
  return {
    way,
    opening: way === 'calm' ? check.calm : check.heard,
    steps: [...dangers, ...others].map(({ advice }) => advice),
    help,
  };
}
