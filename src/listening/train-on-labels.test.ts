import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../kernel/index.ts';
import { listModels, promoteModel } from './list-models.ts';
import { type ListeningHome, must, openListeningHome, source } from './listening.testing.ts';
import { sealTraining } from './listening-sealing.ts';
import { trainOnLabels } from './train-on-labels.ts';

let home: ListeningHome;
beforeAll(async () => {
  home = await openListeningHome();
});
afterAll(() => home.close());

test('people’s decisions become a model with figures and a table of groups, which somebody else puts into use', async () => {
  const by = home.people.analyst.person;
  expect(await trainOnLabels(home.system(), { by })).toMatchObject({ refusal: { code: 'model.too-few-labels' } });
  const from = await source(home);
  const key = await home.kernel.vault.derive('listening.training-text');
  for (let at = 0; at < 400; at += 1) {
    const id = newId<'observation'>();
    const kind = at % 3;
    const text =
      kind === 0
        ? `nhận quà mẫu số ${at} hãy gửi mật khẩu cho trang lạ ngay hôm nay`
        : kind === 1
          ? `chơi tài xỉu số ${at} vào nhóm mẫu đặt cược bằng tiền ăn sáng nhé`
          : `hôm nay lớp mình số ${at} đi tham quan bảo tàng và học được nhiều điều hay`;
    await home.owner.query(
      "insert into listening.review_task (id, observation_id, cluster_id, source_id, stratum, score, wanted, given, place, state, created_at) values ($1, $1, $1, $2, 'random', 0, 1, 1, 0, 'DONE', now())",
      [id, from],
    );
    await home.owner.query(
      "insert into listening.label_decision (id, task_id, observation_id, reviewer, agency, schema_version, labels, severity, sealed, stratum, given_at) values ($1, $1, $1, $2, 'x', '1', $3, 0, false, 'random', now())",
      [
        id,
        home.people.reviewer.person,
        [['scam.child_targeted'], ['gambling.child_targeted'], ['subject_is_minor']][kind],
      ],
    );
    await home.owner.query(
      "insert into listening.training_text (observation_id, sealed, retention, expires_at, created_at) values ($1, $2, 'training', now(), now())",
      [id, sealTraining(key, id, text)],
    );
  }
  const trained = must(await trainOnLabels(home.system(), { by }));
  expect(trained.macroF1).toBeGreaterThan(0.9);
  const [model] = must(await listModels(home.as(home.people.supervisor))).filter(({ id }) => id === trained.id);
  expect(model?.evaluation?.heldOut).toBeGreaterThan(40);
  expect(model?.evaluation?.fairness.map(({ group }) => group)).toContain('all');
  must(await promoteModel(home.as(home.people.supervisor), { model: trained.id }));
  expect(must(await listModels(home.as(home.people.supervisor))).find(({ id }) => id === trained.id)?.state).toBe(
    'LIVE',
  );
}, 120_000);
