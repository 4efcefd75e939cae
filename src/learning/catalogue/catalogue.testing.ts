import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { INTAKE } from '../../intake/index.ts';
import { type Ctx, createDeskKey, type PersonActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import type { CriterionAnswer, EvaluationLayer } from './catalogue-lists.ts';
import { criteriaList, criteriaOf } from './evaluations/criteria.ts';
import { type EvaluateProduct, evaluateProduct } from './evaluations/evaluate-product.ts';
import { goodAnswer, outcomeOf } from './evaluations/evaluation.ts';
import { enterProduct } from './products/enter-product.ts';
import { noteVersion } from './products/note-version.ts';
import { publishProduct } from './products/publish-product.ts';
import type { ProductInput } from './products/read-product-input.ts';

export const EVALUATOR_AGENCY = 'MOH';
const EVALUATES = { functions: ['EVALUATE_PRODUCT'], purpose: 'prevention' };

/** Those who look at products, for tests. All people and products are invented. */
export interface CatalogueHome extends TestKernel {
  readonly people: Readonly<Record<'first' | 'second' | 'third' | 'former' | 'counsellor', PersonActor>>;
  as(actor: PersonActor): Ctx;
  readonly anybody: Ctx;
  enter(more?: Partial<ProductInput>): Promise<{ id: string; slug: string }>;
  /** Every layer by the clean answers, with these instead; agreed to, and used by two. */
  evaluate(product: string, answers?: Readonly<Record<string, CriterionAnswer>>): Promise<void>;
  /** Entered, evaluated and shown. */
  listed(
    answers?: Readonly<Record<string, CriterionAnswer>>,
    more?: Partial<ProductInput>,
  ): Promise<{ id: string; slug: string }>;
  confirm(evaluation: string, by?: PersonActor): ReturnType<typeof decideApproval>;
}

export const aProduct = (more: Partial<ProductInput> = {}): ProductInput => ({
  kind: 'APP',
  name: 'Vườn Chữ Mẫu',
  maker: 'Công ty Mẫu',
  aboutVi: 'Ứng dụng tập đọc mẫu.',
  bands: ['B6_8', 'B9_12'],
  places: [{ platform: 'ANDROID', storeId: 'example.vuonchu' }],
  ...more,
});

/** Answers of a layer that worry nobody, with these instead. */
export const answersOf = (
  layer: EvaluationLayer,
  answers: Readonly<Record<string, CriterionAnswer>> = {},
): EvaluateProduct['findings'] =>
  criteriaOf(layer).map((criterion) => {
    const answer = answers[criterion.id] ?? goodAnswer(criterion);
    const worries = outcomeOf(criterion, answer) === 'WARN' || outcomeOf(criterion, answer) === 'FAIL';
    return { criterion: criterion.id, answer, reason: worries ? 'Lý do mẫu.' : null };
  });

const SHA = 'ab'.repeat(32);
export const VERSION = { platform: 'ANDROID', version: '4.2.0' } as const;

export async function openCatalogueHome(now = '2026-12-01T02:00:00Z'): Promise<CatalogueHome> {
  const home = await openTestKernel(now);
  // What tells of something that happened is sealed to the 111 desk.
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  const people = {
    first: testPerson('catalogue_evaluator', EVALUATOR_AGENCY, EVALUATES),
    second: testPerson('catalogue_evaluator', EVALUATOR_AGENCY, EVALUATES),
    third: testPerson('catalogue_evaluator', EVALUATOR_AGENCY, EVALUATES),
    /** Their agency no longer has the task. */
    former: testPerson('catalogue_evaluator', EVALUATOR_AGENCY, { purpose: 'prevention' }),
    counsellor: testPerson('111_counsellor', 'C111', EVALUATES),
  };
  const as = (actor: PersonActor) => home.context(actor);
  const confirm: CatalogueHome['confirm'] = async (evaluation, by = people.second) => {
    const { rows } = await home.owner.query<{ id: string }>(
      `select id from work.approval where object_kind = 'evaluation' and object_id = $1 order by asked_at desc limit 1`,
      [evaluation],
    );
    return decideApproval(as(by), { approval: rows[0]?.id ?? evaluation, decision: 'APPROVED' });
  };
  const enter: CatalogueHome['enter'] = async (more) => must(await enterProduct(as(people.first), aProduct(more)));
  const evaluate: CatalogueHome['evaluate'] = async (product, answers) => {
    must(await noteVersion(as(people.first), { product, ...VERSION, packageSha256: SHA }));
    const by = async (who: PersonActor, layer: EvaluationLayer) =>
      must(
        await evaluateProduct(as(who), {
          product,
          layer,
          ...VERSION,
          listVersion: criteriaList.version,
          findings: answersOf(layer, answers),
        }),
      ).id;
    must(await confirm(await by(people.first, 'POLICY')));
    must(await confirm(await by(people.first, 'PACKAGE')));
    await by(people.first, 'USE');
    await by(people.second, 'USE');
  };
  return {
    ...home,
    people,
    as,
    get anybody() {
      return home.context({ kind: 'anonymous' });
    },
    enter,
    evaluate,
    confirm,
    listed: async (answers, more) => {
      const product = await enter(more);
      await evaluate(product.id, answers);
      must(await publishProduct(as(people.first), { product: product.id }));
      return product;
    },
  };
}
