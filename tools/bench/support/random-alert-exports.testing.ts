import { actsTooMuch, MOMENT, randomExports, wrongToLeave } from '../../../src/takedown/alerts/marking.testing.ts';
import { leaves } from '../../../src/takedown/alerts/marking.ts';

/** Random exports of alerts, each decided as at the exit and looked at by rules written anew: how many left, and how many of them wrongly. */
export function tryExports(count: number, seed: number) {
  const found = { left: 0, wrong: 0, acts: 0 };
  for (const one of randomExports(count, seed)) {
    const verdict = leaves(one.alert, one.part, one.to, one.way, MOMENT);
    if (!verdict.leaves) continue;
    found.left += 1;
    if (wrongToLeave(one) !== undefined) found.wrong += 1;
    if (verdict.acts && actsTooMuch(one)) found.acts += 1;
  }
  return found;
}
