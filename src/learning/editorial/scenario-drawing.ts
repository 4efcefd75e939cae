import type { Scenario } from '../scenarios/scenario.ts';
import { type MappedChoice, type MappedScene, mapScenario } from '../scenarios/scenario-map.pure.ts';
import type { BodyFault } from './body-faults.ts';

/** A scenario as the editor draws it: its scenes by row and place, what leads from one to another, and the faults of each. */
export interface ScenarioDrawing {
  readonly scenes: readonly DrawnScene[];
  readonly choices: readonly MappedChoice[];
  readonly rows: number;
  readonly widest: number;
}

export interface DrawnScene extends MappedScene {
  readonly headingVi: string;
  readonly headingEn: string;
  readonly start: boolean;
  /** Places in the list of faults, from 0. */
  readonly faults: readonly number[];
}

export function drawScenario(scenario: Scenario, faults: readonly Pick<BodyFault, 'place'>[]): ScenarioDrawing {
  const map = mapScenario(scenario);
  const known = new Map(scenario.scenes.map((scene) => [scene.id, scene]));
  return {
    rows: map.rows,
    widest: map.widest,
    choices: map.choices,
    scenes: map.scenes.map((scene) => ({
      ...scene,
      headingVi: known.get(scene.id)?.heading.vi ?? '',
      headingEn: known.get(scene.id)?.heading.en ?? '',
      start: scene.id === scenario.start,
      faults: faults.flatMap(({ place }, at) => (place === `scene-${scene.id}` ? [at] : [])),
    })),
  };
}
