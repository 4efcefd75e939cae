import type { BenchRow } from '../bench.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';
import {
  checkScenario,
  compileScenario,
  exploreScenario,
  MOST_FLAGS,
  MOST_SCENES,
  type Scenario,
  type Scene,
} from './support/scenario-engine.testing.ts';

/** Milliseconds. Source: issue H, figures. */
const CHECK_MOST = 200;
const ROUNDS = 20;

/**
 * `npm run bench -- scenarios`: the check before publishing of the largest scenario that there may be (200 scenes, six flags, every one
 * of its 12,800 states within reach), the first time and afterwards, and turning it into pages.
 */
export default async function scenarios(): Promise<readonly BenchRow[]> {
  const largest = largestScenario();
  const first = milliseconds(() => checkScenario(largest));
  const times = Array.from({ length: ROUNDS }, () => milliseconds(() => checkScenario(largest)));
  const compiling = milliseconds(() => compileScenario(largest));
  return [
    exactly('states of the largest scenario', exploreScenario(largest).states.length, MOST_SCENES * 2 ** MOST_FLAGS),
    { what: 'check the first time, ms', n: 1, value: Math.round(first) },
    { what: 'check, ms', n: ROUNDS, p50: Math.round(quantile(times, 0.5)), p95: Math.round(quantile(times, 0.95)) },
    atMost('check of 200 scenes, p95, ms', quantile(times, 0.95), CHECK_MOST),
    { what: 'pages made, ms', n: 1, value: Math.round(compiling) },
  ];
}

function milliseconds(act: () => unknown): number {
  const begun = performance.now();
  act();
  return performance.now() - begun;
}

/** A chain of scenes, each with four choices: onward with a flag set or not, back, and stay. */
function largestScenario(): Scenario {
  const said = (text: string) => ({ vi: text, en: text });
  const sceneAt = (at: number): Scene => {
    const scene = { id: `canh-${at}`, heading: said('Cảnh'), text: [said('Một câu.')] };
    if (at === MOST_SCENES - 1) return { ...scene, choices: [], ending: { do: [said('Gọi 111.')], help: ['111'] } };
    const choice = { say: said('Chọn'), verdict: 'wrong', feedback: said('Thử cách khác nhé.') } as const;
    const flag = `co-${at % MOST_FLAGS}`;
    return {
      ...scene,
      choices: [
        { ...choice, to: `canh-${at + 1}`, set: { [flag]: 'yes' } },
        { ...choice, to: `canh-${at + 1}`, set: { [flag]: 'no' } },
        { ...choice, to: `canh-${Math.max(0, at - 1)}` },
        { ...choice, to: scene.id },
      ],
    };
  };
  return {
    format: 1,
    id: 'lon-nhat',
    band: 'B9_12',
    topic: 'CONDUCT.AGG',
    skills: ['recognise'],
    title: said('Lớn nhất'),
    lead: said('Một câu.'),
    flags: Array.from({ length: MOST_FLAGS }, (_, at) => ({ id: `co-${at}` })),
    start: 'canh-0',
    scenes: Array.from({ length: MOST_SCENES }, (_, at) => sceneAt(at)),
  };
}
