import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '../../../apps/server/modules.ts';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { must } from '../../../tools/test/test-result.ts';
import { createContext, newId, ok, openKernel, systemActor } from '../../kernel/index.ts';
import { decide400, type ListeningHome, openListeningHome, post, source } from '../listening.testing.ts';
import { readModel } from '../pipeline/pipeline.ts';
import { observe } from '../posts/observe.ts';
import { tinyGraph } from '../text/tiny-encoder.testing.ts';
import { addEncoder } from './add-encoder.ts';
import { listModels, promoteModel } from './list-models.ts';

const folder = temporaryFolder('lachan-encoders-');
const LABELS = ['none', 'scam.child_targeted', 'gambling.child_targeted'];
// Pieces: <s> </s> <pad> <unk> ▁mật ▁cược
const vocab = ['<s>', '</s>', '<pad>', '<unk>', '▁mật', '▁cược'].map((piece) => [piece, -1]);
const rows = [
  [1, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 9, 0],
  [0, 0, 9],
];

function lay(name: string, labels = LABELS, weights = rows): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'graph.onnx'), tinyGraph(weights, labels.length));
  writeFileSync(join(folder, name, 'tokenizer.json'), JSON.stringify({ model: { type: 'Unigram', unk_id: 3, vocab } }));
  const thresholds = Object.fromEntries(labels.map((label) => [label, 0.5]));
  writeFileSync(
    join(folder, name, 'settings.json'),
    JSON.stringify({
      name: 'tiny',
      version: '1',
      labels,
      mode: 'one-of',
      thresholds,
      maxTokens: 64,
      startId: 0,
      endId: 1,
      padId: 2,
    }),
  );
}

let home: ListeningHome;
beforeAll(async () => {
  home = await openListeningHome(undefined, { LISTENING_ENCODERS: folder });
});
afterAll(async () => {
  await home.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an operator’s encoder is registered by its files, measured as any model is, judges once it is in use, and never as another', async () => {
  const supervisor = home.as(home.people.supervisor);
  const refused = async (name: string) => {
    const added = await addEncoder(home.system(), { name });
    return added.ok ? 'ok' : added.refusal.code;
  };
  expect(await refused('nobody')).toBe('encoder.not-found');
  expect(await refused('../tiny')).toBe('encoder.not-found');
  lay('strange', ['none', 'glad', 'sad']);
  expect(await refused('strange')).toBe('encoder.labels-unknown');

  // Without decisions there is no figure, and without a figure it is not put into use.
  lay('tiny');
  const added = must(await addEncoder(home.system(), { name: 'tiny' }));
  expect(added).toMatchObject({ heldOut: 0, macroF1: null });
  expect(await promoteModel(supervisor, { model: added.id })).toMatchObject({
    refusal: { code: 'model.not-evaluated' },
  });
  await decide400(home);
  const again = must(await addEncoder(home.system(), { name: 'tiny' }));
  expect(again.id).toBe(added.id);
  expect(again.macroF1).toBeGreaterThan(0.5);
  const listed = must(await listModels(supervisor)).find(({ id }) => id === added.id);
  expect(listed).toMatchObject({ name: 'tiny', backend: 'onnx', bytes: 0, state: 'CANDIDATE' });
  expect(listed?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(listed?.evaluation?.heldOut).toBeGreaterThan(40);
  expect(listed?.evaluation?.fairness.length).toBeGreaterThan(0);

  must(await promoteModel(supervisor, { model: added.id }));
  const from = await source(home);
  must(await observe(home.system(), { sourceId: from, posts: [post('Đặt cược mẫu vui lắm các bạn ơi')] }));
  await home.process();
  expect(
    await home.count(
      "select count(*) from listening.signal where label = 'gambling.child_targeted' and origin = 'model' and score > 0.9",
    ),
  ).toBe(1);

  // Other files under the same name are another model: what was put into use runs as it was, or not at all.
  lay('tiny', LABELS, rows.toReversed());
  expect(await refused('tiny')).toBe('encoder.name-taken');
  const fresh = await openKernel(home.kernel.config, home.ownerUrl, { log: home.kernel.log, modules });
  const ctx = createContext(fresh, { actor: systemActor('test'), requestId: newId<'request'>(), language: 'vi' });
  await expect(ctx.transaction(async (tx) => ok(await readModel(ctx, tx, added.id)))).rejects.toThrow(
    'the files of the encoder tiny were changed',
  );
  await fresh.close();
  lay('tiny');
  lay('tiny-2', LABELS, rows.toReversed());
  expect(must(await addEncoder(home.system(), { name: 'tiny-2' })).id).not.toBe(added.id);
}, 120_000);
