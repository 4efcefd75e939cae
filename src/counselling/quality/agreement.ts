/** How far several observers agree. Pure. */

/** Whether two different answers are simply different, or the further apart in their order, the more. */
export type AnswerScale = 'nominal' | 'ordinal';

/**
 * Krippendorff's alpha: 1 where all observers agree, 0 where they agree as by chance, below 0 where less than that. `undefined` where
 * nothing can be said: no unit has two answers, or every answer is the same.
 * Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections C and D.
 * @param units the answers to each unit, of as many observers as answered it; answers are numbers in their order
 */
export function agreement(units: readonly (readonly number[])[], scale: AnswerScale): number | undefined {
  const pairable = units.filter((answers) => answers.length > 1);
  const counts = new Map<number, number>();
  for (const value of pairable.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts.keys()].sort((a, b) => a - b);
  const total = pairable.flat().length;
  const apart = distances(values, counts, scale);
  let observed = 0;
  for (const answers of pairable)
    for (const one of answers) for (const other of answers) observed += apart(one, other) / (answers.length - 1);
  let expected = 0;
  for (const one of values)
    for (const other of values)
      expected += (counts.get(one) as number) * (counts.get(other) as number) * apart(one, other);
  return expected === 0 ? undefined : 1 - ((total - 1) * observed) / expected;
}

/** The squared difference of two answers. Of ordered ones: how many answers lie between them, half of their own counted. */
function distances(values: readonly number[], counts: ReadonlyMap<number, number>, scale: AnswerScale) {
  return (one: number, other: number): number => {
    if (one === other) return 0;
    if (scale === 'nominal') return 1;
    const [low, high] = one < other ? [one, other] : [other, one];
    const between = values
      .filter((value) => value >= low && value <= high)
      .reduce((sum, value) => sum + (counts.get(value) as number), 0);
    return (between - ((counts.get(low) as number) + (counts.get(high) as number)) / 2) ** 2;
  };
}
