import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { decide400, openListeningHome } from '../listening.testing.ts';
import { listModels, promoteModel } from './list-models.ts';
import { trainOnLabels } from './train-on-labels.ts';

const home = fileFixture(() => openListeningHome());

test('people’s decisions become a model with figures and a table of groups, which somebody else puts into use', async () => {
  const by = home.people.analyst.person;
  expect(await trainOnLabels(home.system(), { by, signal: new AbortController().signal })).toMatchObject({
    refusal: { code: 'model.too-few-labels' },
  });
  await decide400(home);
  const trained = must(await trainOnLabels(home.system(), { by, signal: new AbortController().signal }));
  expect(trained.macroF1).toBeGreaterThan(0.9);
  const [model] = must(await listModels(home.as(home.people.supervisor))).filter(({ id }) => id === trained.id);
  expect(model?.evaluation?.heldOut).toBeGreaterThan(40);
  expect(model?.evaluation?.fairness.map(({ group }) => group)).toContain('all');
  must(await promoteModel(home.as(home.people.supervisor), { model: trained.id }));
  expect(must(await listModels(home.as(home.people.supervisor))).find(({ id }) => id === trained.id)?.state).toBe(
    'LIVE',
  );
}, 120_000);
