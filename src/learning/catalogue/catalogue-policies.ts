import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  holds,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
/** Who looks at products for children: while their agency has the task of it. */
const evaluators = all(holds('catalogue_evaluator'), agencyHas('EVALUATE_PRODUCT'));
const notOwn = not(actorIs('person', 'evaluator'));

/** Readers of the portal read through the platform's own verbs, which show what is listed. */
export const productPolicy = definePolicy({
  resource: 'product',
  table: 'learning.product',
  columns: { state: 'text' },
  visible: any(platform, evaluators),
  insertable: evaluators,
  updatable: evaluators,
  actions: {
    'product.list': always,
    'product.read': always,
    'product.change': all(evaluators, columnIn('state', 'DRAFT', 'LISTED')),
    /** Evaluates it by the list of criteria. */
    'product.evaluate': all(evaluators, columnIn('state', 'DRAFT', 'LISTED')),
    'product.publish': all(evaluators, columnIn('state', 'DRAFT')),
    'product.withdraw': all(evaluators, columnIn('state', 'DRAFT', 'LISTED')),
  },
  followers: [
    { table: 'learning.product_place', column: 'product_id' },
    { table: 'learning.product_version', column: 'product_id' },
    { table: 'learning.package_reading', column: 'product_id' },
  ],
});

/** Of two who use a product, neither sees what the other found before both have: `is_open`. */
export const evaluationPolicy = definePolicy({
  resource: 'evaluation',
  table: 'learning.evaluation',
  columns: { evaluator: 'uuid', is_open: 'boolean', state: 'text' },
  visible: any(platform, all(evaluators, any(actorIs('person', 'evaluator'), columnIn('is_open', true)))),
  insertable: all(evaluators, actorIs('person', 'evaluator')),
  updatable: any(platform, all(evaluators, columnIn('is_open', true))),
  actions: {
    'evaluation.read': always,
    /** Agrees to what another person read of a policy or a package. */
    'evaluation.confirm': all(evaluators, notOwn, columnIn('state', 'WAITING')),
  },
});

/** What providers hand in, and what is answered. */
export const providerWordPolicy = definePolicy({
  resource: 'provider-word',
  table: 'learning.provider_word',
  columns: { state: 'text' },
  visible: any(platform, evaluators),
  insertable: platform,
  updatable: evaluators,
  actions: {
    'provider-word.read': always,
    'provider-word.decide': all(evaluators, columnIn('state', 'WAITING')),
  },
});

/** What children say of a product, before and after somebody has read it. */
export const reviewPolicy = definePolicy({
  resource: 'product-review',
  table: 'learning.product_review',
  columns: { state: 'text' },
  visible: any(platform, evaluators),
  insertable: platform,
  updatable: evaluators,
  actions: {
    'product-review.read': always,
    'product-review.decide': all(evaluators, columnIn('state', 'WAITING')),
  },
});

export const cataloguePolicies = [productPolicy, evaluationPolicy, providerWordPolicy, reviewPolicy];

export const catalogueCapabilities = defineCapabilities({
  /** Enters a product. */
  'product.enter': evaluators,
});
