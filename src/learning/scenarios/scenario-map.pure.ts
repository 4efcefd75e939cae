import type { Scenario, Verdict } from './scenario.ts';

/** Where a scene stands in the drawing of a scenario: rows follow the reading, places in a row count from 0. */
export interface MappedScene {
  readonly id: string;
  readonly row: number;
  readonly place: number;
  readonly ending: boolean;
}

export interface MappedChoice {
  readonly from: string;
  readonly to: string;
  /** Place of the choice in its scene. */
  readonly choice: number;
  readonly verdict: Verdict;
  /** "back" leads to the same row or to one above: it is drawn round the outside. */
  readonly way: 'onward' | 'back' | 'stay';
}

export interface ScenarioMap {
  /** By row and place. Scenes that nothing leads to stand in a last row of their own. */
  readonly scenes: readonly MappedScene[];
  /** Without those whose target does not exist. */
  readonly choices: readonly MappedChoice[];
  readonly rows: number;
  readonly widest: number;
}

/**
 * Lays a scenario out for drawing, drafts with faults too: the row is the fewest choices from the start, conditions aside, and in a
 * row each scene stands near the middle of those that lead to it.
 */
export function mapScenario(scenario: Scenario): ScenarioMap {
  const known = new Map(scenario.scenes.map((scene) => [scene.id, scene]));
  const rows: string[][] = known.has(scenario.start) ? [[scenario.start]] : [];
  const rowOf = new Map(rows.flat().map((id) => [id, 0]));
  for (const [above, ids] of rows.entries()) {
    const leadTo = new Map<string, number[]>();
    for (const [place, id] of ids.entries())
      for (const { to } of known.get(id)?.choices ?? [])
        if (known.has(to) && !rowOf.has(to)) leadTo.set(to, [...(leadTo.get(to) ?? []), place]);
    if (leadTo.size === 0) continue;
    const middle = (places: readonly number[]) => places.reduce((sum, place) => sum + place, 0) / places.length;
    // Where two have the same middle, the order of the first choice that leads to them stays.
    const next = [...leadTo].toSorted(([, a], [, b]) => middle(a) - middle(b)).map(([id]) => id);
    for (const id of next) rowOf.set(id, above + 1);
    rows.push(next);
  }
  const lost = [...known.keys()].filter((id) => !rowOf.has(id));
  if (lost.length > 0) rows.push(lost);
  for (const id of lost) rowOf.set(id, rows.length - 1);

  return {
    scenes: rows.flatMap((ids, row) =>
      ids.map((id, place) => ({ id, row, place, ending: known.get(id)?.ending !== undefined })),
    ),
    choices: [...known.values()].flatMap(({ id, choices }) =>
      choices.flatMap(({ to, verdict }, choice) => {
        const [from, target] = [rowOf.get(id), rowOf.get(to)];
        if (from === undefined || target === undefined) return [];
        const way = to === id ? 'stay' : target > from ? 'onward' : 'back';
        return [{ from: id, to, choice, verdict, way } as const];
      }),
    ),
    rows: rows.length,
    widest: Math.max(0, ...rows.map(({ length }) => length)),
  };
}
