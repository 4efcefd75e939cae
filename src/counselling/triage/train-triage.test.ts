import { expect, test } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { LinearModel, normalise, readModel } from '../../text/index.ts';
import { generateMessages } from './generate-messages.ts';
import { measureTriage } from './measure-triage.ts';
import { trainTriage } from './train-triage.ts';
import { scoreOf } from './triage-model.ts';

test('the same settings give the same bytes, other ones others, and scores that mean what they say', () => {
  const settings = { seed: 4, train: 600, dev: 600 };
  const bytes = must(trainTriage(settings));
  expect(must(trainTriage(settings)).equals(bytes)).toBe(true);
  expect(must(trainTriage({ ...settings, seed: 5 })).equals(bytes)).toBe(false);
  const model = new LinearModel(must(readModel(bytes)));
  const held = generateMessages('dev', { seed: 4, count: 600, imminent: 1 / 12, disguised: true });
  const said = held.reduce((sum, { text }) => sum + scoreOf(model, normalise(text)), 0);
  // Calibrated where it was calibrated: as many are expected as there are.
  expect(Math.abs(said - held.filter(({ imminent }) => imminent).length)).toBeLessThan(3);
}, 120_000);

test('figures count what they say, by age, region, typing and theme', () => {
  const { groups, messages, recall, byModel, byRules, flagged } = measureTriage({ set: 'dev', seed: 8, count: 400 });
  const ages = groups.filter(({ group }) => group.startsWith('age '));
  expect(ages.reduce((sum, { imminent, others }) => sum + imminent + others, 0)).toBe(messages);
  expect(recall).toBeGreaterThanOrEqual(Math.max(byModel.recall, byRules.recall));
  const raised = ages.reduce((sum, of) => sum + of.recall * of.imminent + of.falseAlarms * of.others, 0);
  expect(Math.abs(raised - flagged * messages)).toBeLessThan(0.5);
}, 60_000);
