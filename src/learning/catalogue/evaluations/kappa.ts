import type { Finding } from './evaluation.ts';

/**
 * Cohen's kappa of two evaluators over the criteria that both were asked: 1 is full agreement, 0 what chance would give. Where both give
 * one and the same answer to everything, chance explains all of it and the figure is not defined; they agree, so it counts as 1.
 * Of several answers to one criterion the first counts, as the list of the layer has it.
 * @returns null where they share no criterion
 */
export function kappaOf(one: readonly Finding[], other: readonly Finding[]): number | null {
  const [a, b] = [answersOf(one), answersOf(other)];
  const pairs = [...a].flatMap(([criterion, answer]) => {
    const second = b.get(criterion);
    return second === undefined ? [] : [[answer, second] as const];
  });
  if (pairs.length === 0) return null;
  const observed = pairs.filter(([first, second]) => first === second).length / pairs.length;
  const answers = new Set(pairs.flat());
  let expected = 0;
  for (const answer of answers)
    expected += (share(pairs, 0, answer) * share(pairs, 1, answer)) / (pairs.length * pairs.length);
  return expected === 1 ? 1 : (observed - expected) / (1 - expected);
}

function answersOf(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const { criterion, answer } of findings) if (!answers.has(criterion)) answers.set(criterion, answer);
  return answers;
}

const share = (pairs: readonly (readonly [string, string])[], at: 0 | 1, answer: string) =>
  pairs.filter((pair) => pair[at] === answer).length;
