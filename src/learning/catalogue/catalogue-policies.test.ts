import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { newId } from '../../kernel/index.ts';
import { actors, policyAgrees } from '../../kernel/policy/agreement.testing.ts';
import { openCatalogueHome } from './catalogue.testing.ts';
import { evaluationPolicy, productPolicy } from './catalogue-policies.ts';
import { evaluationStates } from './evaluations/evaluation.ts';
import { productStates } from './products/product.ts';

const home = fileFixture(() => openCatalogueHome());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const someActors = () =>
  actors(
    {
      roles: ['catalogue_evaluator', 'youth_union_moderator', '111_counsellor'],
      agencies: ['MOH', 'C111'],
      functions: ['EVALUATE_PRODUCT'],
      people,
      scopes: ['hash.match'],
    },
    home.clock.now(),
  );

const insertProduct = `insert into learning.product (id, slug, kind, name, maker, about_vi, bands, state, withdrawal, folded, agency, entered_by,
    entered_at, changed_at, listed_at, is_demonstration)
  values ($1, $2, 'APP', 'x', 'x', 'x', '{B9_12}', $3, $4, 'x', 'MOH', $5, now(), now(), now(), false)`;

test('memory, filter and row lock agree on products', async () => {
  await policyAgrees({
    kernel: home,
    policy: productPolicy,
    keyColumn: 'id',
    rows: fc.record({ key: fc.constantFrom(...keys), state: fc.constantFrom(...productStates) }),
    actors: someActors(),
    insert: async (owner, row) => {
      const withdrawn = row.state === 'WITHDRAWN' ? 'GONE' : null;
      await owner.query(insertProduct, [row.key, `x-${row.key}`, row.state, withdrawn, people[0]]);
    },
    clear: async (owner) => void (await owner.query('delete from learning.product where id = any($1)', [keys])),
  });
}, 240_000);

test('memory, filter and row lock agree on evaluations, also on those that another may not see yet', async () => {
  const [product, version] = [newId<'product'>(), newId<'version'>()];
  await home.owner.query(insertProduct, [product, `p-${product}`, 'DRAFT', null, people[0]]);
  await home.owner.query(
    `insert into learning.product_version (id, product_id, platform, version, major, noted_at) values ($1, $2, 'ANDROID', '1', 1, now())`,
    [version, product],
  );
  await policyAgrees({
    kernel: home,
    policy: evaluationPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      evaluator: fc.constantFrom(...people),
      is_open: fc.boolean(),
      state: fc.constantFrom(...evaluationStates),
    }),
    actors: someActors(),
    insert: async (owner, row) =>
      void (await owner.query(
        `insert into learning.evaluation (id, product_id, version_id, layer, list_version, findings, evaluator, agency, made_at, is_open, state, decided_at)
         values ($1, $2, $3, 'USE', '1', '[]', $4, 'MOH', now(), $5, $6, now())`,
        [row.key, product, version, row.evaluator, row.is_open, row.state],
      )),
    clear: async (owner) => void (await owner.query('delete from learning.evaluation where id = any($1)', [keys])),
  });
}, 240_000);
