import { z } from '@hono/zod-openapi';
import { refuse } from './refusals.ts';
import { ok, type Result } from './result.ts';
import { cleanText, type TextFault, type TextLimits } from './text-input.pure.ts';

export { cleanText, lengthOf, type TextFault, type TextLimits } from './text-input.pure.ts';

/** How a text that a person writes is read, in a page or over the API. */
export interface TextRule extends TextLimits {
  /** What the module says in place of `text.empty`, `text.too-long` and `text.unreadable`. */
  readonly refusals?: { readonly [F in TextFault]?: Result<never> };
}

/** The text as it is kept. Refusals: those of the rule, or the kernel's; with the field and the limit, and nothing of the text. */
export function readTextInput(written: string, field: string, rule: TextRule): Result<string> {
  const read = cleanText(written, rule);
  if (read.ok) return ok(read.text);
  const said = rule.refusals?.[read.fault] ?? defaults[read.fault]();
  return said.ok ? said : { ok: false, refusal: { field, facts: { limit: rule.most }, ...said.refusal } };
}

const defaults = {
  empty: () => refuse('text.empty'),
  'too-long': () => refuse('text.too-long'),
  unreadable: () => refuse('text.unreadable'),
} satisfies Record<TextFault, () => Result<never>>;

/** The same of a text that may be left out: undefined where it is absent or blank. */
export function readOptionalText(
  written: string | null | undefined,
  field: string,
  rule: TextRule,
): Result<string | undefined> {
  if (written == null || (written.length <= rule.most && written.trim() === '')) return ok(undefined);
  return readTextInput(written, field, rule);
}

/**
 * The schema of such a text for an API route. It tells the limit, and leaves cleaning and refusing to the verb: pages call the
 * verb without a schema, and both hear the same refusals.
 */
export function textInput({ most }: TextRule, description?: string) {
  return z.string().openapi({ maxLength: most, ...(description === undefined ? {} : { description }) });
}
