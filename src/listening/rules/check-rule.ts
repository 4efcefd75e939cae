import { ok, type Result } from '../../kernel/index.ts';
import { normalise } from '../../text/index.ts';
import { compileRules, type RuleDefinition, readDefinition, wordsOf } from './rule.ts';

/** How much of a sentence of one's own a rule is tried on, in characters. */
const SAMPLE_MOST = 2_000;

/** What a rule that is being written makes of a sentence. */
export interface RuleCheck {
  /** The sentence as rules of this view read it; null where none was given. */
  readonly read: string | null;
  readonly hit: boolean;
  /** Patterns that are found in it, by their clause and place. */
  readonly found: readonly { readonly clause: 'any' | 'all' | 'none'; readonly at: number }[];
}

/**
 * Checks a rule while it is being written, and tries it on a sentence of the writer's own; nothing is kept.
 * Refusals: `rule.definition-invalid`, `rule.pattern-invalid` (field)
 */
export function checkRule(input: {
  readonly definition: RuleDefinition;
  readonly sample?: string | undefined;
}): Result<RuleCheck> {
  const checked = readDefinition(input.definition);
  if (!checked.ok) return checked;
  const definition = checked.value;
  if (!input.sample?.trim()) return ok({ read: null, hit: false, found: [] });
  const text = normalise(input.sample.slice(0, SAMPLE_MOST));
  const hits = (given: RuleDefinition) =>
    compileRules([{ id: 'draft', code: 'draft', label: 'toxic.insult', severity: 0, definition: given }]).hits(text)
      .length > 0;
  const alone = (pattern: string) => hits({ ...definition, any: [pattern], all: [], none: [] });
  return ok({
    read: wordsOf(definition.view === 'words' ? text.text : text.stripped).trim(),
    hit: hits(definition),
    found: (['any', 'all', 'none'] as const).flatMap((clause) =>
      definition[clause].flatMap((pattern, at) => (alone(pattern) ? [{ clause, at }] : [])),
    ),
  });
}
