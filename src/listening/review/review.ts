/** Which posts people look at. Pure rules. */
import type { Stratum } from './review-store.ts';

/** Of ten posts seven are uncertain ones, two come by chance, one is the surest: spread, so that no run is of one kind. */
const TURNS: readonly Stratum[] = [
  'margin',
  'margin',
  'random',
  'margin',
  'margin',
  'top',
  'margin',
  'random',
  'margin',
  'margin',
];

/** The strata in the order in which this person's next post is looked for. */
export function strataInTurn(decided: number): readonly Stratum[] {
  const turn = TURNS[decided % TURNS.length] as Stratum;
  return [turn, ...(['margin', 'random', 'top'] as const).filter((stratum) => stratum !== turn)];
}
