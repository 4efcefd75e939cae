import { z } from '@hono/zod-openapi';
import { ok, type Result, readOptionalText, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { guardOutgoing } from '../safeguards/outgoing-guard.ts';

/** The parts of a safety plan in their order, after the Safety Planning Intervention of Stanley and Brown; the words are ours and the child's. */
export const planParts = ['signs', 'own', 'places', 'people', 'around', 'reasons'] as const;
export type PlanPart = (typeof planParts)[number];
/** What each part says, in the child's words; empty where nothing was written. */
export type PlanTexts = Readonly<Record<PlanPart, string>>;

const each = z.string();
export const planTextsSchema = z.object({
  signs: each,
  own: each,
  places: each,
  people: each,
  around: each,
  reasons: each,
}) satisfies z.ZodType<PlanTexts>;

export const PLAN_TEXT: TextRule = {
  most: 600,
  lines: true,
  refusals: {
    empty: refuse('safety-plan.empty'),
    'too-long': refuse('line.too-long'),
    unreadable: refuse('line.unreadable'),
  },
};

/**
 * The parts of a plan in their normal form. What would not be sent to a child in a line does not reach it in a plan either.
 * @returns refusals `safety-plan.empty`, `safety-plan.held-back` (facts: `reason`), `line.too-long`, `line.unreadable`, each with its field
 */
export function readPlan(written: PlanTexts): Result<PlanTexts> {
  const texts: Partial<Record<PlanPart, string>> = {};
  for (const part of planParts) {
    const read = readOptionalText(written[part], part, PLAN_TEXT);
    if (!read.ok) return read;
    const text = read.value ?? '';
    const [found] = guardOutgoing(text, []);
    if (found) return refuse('safety-plan.held-back', { field: part, facts: { reason: found.reason } });
    texts[part] = text;
  }
  const plan = texts as PlanTexts;
  return planParts.every((part) => plan[part] === '') ? refuse('safety-plan.empty') : ok(plan);
}

/** Under which part of the contact's thread it lies. */
export const PLAN = 'safety-plan';
