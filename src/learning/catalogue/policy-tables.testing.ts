import type { PolicyTable } from '../../kernel/policy/policy-table.testing.ts';
import { evaluationStates } from './evaluations/evaluation.ts';
import { productStates } from './products/product.ts';

/*
 * Programme 830, task 5 (criteria by which products for children are evaluated): who looks at products does so while their agency has the
 * task; nobody agrees to what they read themselves, and of two who use a product neither sees what the other found before both have.
 * What providers and children hand in, the platform alone writes. Readers of the portal see what is listed, by the platform's own verbs.
 */
const EVALUATOR = '01936000-0000-7000-8000-000000000011';
const relations = {
  evaluating: { agency: 'MOH', functions: ['EVALUATE_PRODUCT'] },
  evaluator: { agency: 'MOH', functions: ['EVALUATE_PRODUCT'], person: EVALUATOR },
  elsewhere: { agency: 'MOH' },
};
const evaluators = ['catalogue_evaluator@evaluating', 'catalogue_evaluator@evaluator'];
const others = ['catalogue_evaluator@evaluating'];
const own = ['catalogue_evaluator@evaluator'];
const seen = ['system', ...evaluators];
const each = (states: readonly string[], who: (state: string) => readonly string[]) =>
  Object.fromEntries(states.map((state) => [state, who(state)]));
const before = (who: readonly string[], ...states: string[]) =>
  each(productStates, (state) => (states.includes(state) ? who : []));
const waiting = (who: readonly string[]) => ({ waits: who, decided: [] });
const handedIn = (read: string, decide: string): PolicyTable => ({
  relations,
  records: { waits: { state: 'WAITING' }, decided: { state: 'TAKEN' } },
  may: {
    see: seen,
    add: ['system'],
    change: evaluators,
    [read]: seen,
    [decide]: waiting(evaluators),
  },
});

export const catalogueTables: Readonly<Record<string, PolicyTable>> = {
  product: {
    relations,
    records: Object.fromEntries(productStates.map((state) => [state, { state }])),
    may: {
      see: seen,
      add: evaluators,
      change: evaluators,
      'product.list': seen,
      'product.read': seen,
      'product.change': before(evaluators, 'DRAFT', 'LISTED'),
      'product.evaluate': before(evaluators, 'DRAFT', 'LISTED'),
      'product.publish': before(evaluators, 'DRAFT'),
      'product.withdraw': before(evaluators, 'DRAFT', 'LISTED'),
    },
  },
  evaluation: {
    relations,
    records: {
      closed: { evaluator: EVALUATOR, is_open: false, state: 'WAITING' },
      ...Object.fromEntries(evaluationStates.map((state) => [state, { evaluator: EVALUATOR, is_open: true, state }])),
    },
    may: {
      see: { closed: ['system', ...own], ...each(evaluationStates, () => seen) },
      add: own,
      change: { closed: ['system'], ...each(evaluationStates, () => seen) },
      'evaluation.read': { closed: ['system', ...own], ...each(evaluationStates, () => seen) },
      'evaluation.confirm': {
        closed: [],
        ...each(evaluationStates, (state) => (state === 'WAITING' ? others : [])),
      },
    },
  },
  'provider-word': handedIn('provider-word.read', 'provider-word.decide'),
  'product-review': handedIn('product-review.read', 'product-review.decide'),
};

export const catalogueCapabilityTable = { relations, may: { 'product.enter': evaluators } };
