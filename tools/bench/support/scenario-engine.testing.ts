/** What the measurement of the scenario engine asks of learning, which no other module needs. */
export { checkScenario } from '../../../src/learning/scenarios/check-scenario.pure.ts';
export { compileScenario } from '../../../src/learning/scenarios/compile-scenario.pure.ts';
export type { Scenario, Scene } from '../../../src/learning/scenarios/scenario.ts';
export { MOST_FLAGS, MOST_SCENES } from '../../../src/learning/scenarios/scenario-bounds.pure.ts';
export { exploreScenario } from '../../../src/learning/scenarios/scenario-states.pure.ts';
