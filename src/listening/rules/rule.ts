import { RE2JS, RE2Set } from 're2js';
import { ok, type Result } from '../../kernel/index.ts';
import type { NormalisedText } from '../../text/index.ts';
import { refuse } from '../refusals.ts';
import type { LabelCode, Severity } from '../review/label.ts';

/**
 * What a rule looks for, in words without punctuation, set in single blanks with one before and one after: ` bị lừa `
 * finds the two words and no others. Patterns are RE2 (linear time), lower case; backreferences do not exist there.
 */
export interface RuleDefinition {
  /** With diacritics as written, or without. */
  readonly view: 'words' | 'stripped';
  /** At least one must be found. */
  readonly any: readonly string[];
  /** Every one must be found. */
  readonly all: readonly string[];
  /** None may be found. */
  readonly none: readonly string[];
  /** What a hit is worth, over 0 to 1. */
  readonly score: number;
}

export const RULE_LIMITS = { patterns: 200, patternLength: 400, allPatterns: 20_000 } as const;
/** What the automaton of one view may take, bytes. */
const MEMORY = 16 * 1024 * 1024;

/**
 * Checks a definition as it was written by an operator: its bounds, and that every pattern is one that runs in linear time.
 * Refusals: `rule.definition-invalid` (field), `rule.pattern-invalid` (field)
 */
export function readDefinition(given: RuleDefinition): Result<RuleDefinition> {
  if (given.view !== 'words' && given.view !== 'stripped') return refuse('rule.definition-invalid', { field: 'view' });
  if (!(given.score > 0 && given.score <= 1)) return refuse('rule.definition-invalid', { field: 'score' });
  if (given.any.length + given.all.length === 0) return refuse('rule.definition-invalid', { field: 'any' });
  if (given.any.length + given.all.length + given.none.length > RULE_LIMITS.patterns)
    return refuse('rule.definition-invalid', { field: 'any', facts: { most: RULE_LIMITS.patterns } });
  for (const field of ['any', 'all', 'none'] as const)
    for (const [at, pattern] of given[field].entries())
      if (!isPattern(pattern)) return refuse('rule.pattern-invalid', { field: `${field}.${at}` });
  return ok({ view: given.view, any: given.any, all: given.all, none: given.none, score: given.score });
}

function isPattern(pattern: string): boolean {
  if (pattern.trim() === '' || pattern.length > RULE_LIMITS.patternLength) return false;
  try {
    // A pattern that finds nothing in nothing would find something everywhere.
    return !RE2JS.compile(pattern).matcher('').find();
  } catch {
    return false;
  }
}

/** A version of a rule, opened. */
export interface OpenRule {
  readonly id: string;
  readonly code: string;
  readonly label: LabelCode;
  readonly severity: Severity;
  readonly definition: RuleDefinition;
}

export interface RuleHit {
  readonly rule: OpenRule;
  readonly score: number;
}

/** All rules as two automata, one for each view: a text is read once, however many rules there are. */
export interface RuleSet {
  readonly rules: readonly OpenRule[];
  hits(text: NormalisedText): RuleHit[];
}

/** A text as rules read it: letters and digits, single blanks, one at either end. */
export function wordsOf(text: string): string {
  return ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

export function compileRules(rules: readonly OpenRule[]): RuleSet {
  const words = automaton(rules.filter(({ definition }) => definition.view === 'words'));
  const stripped = automaton(rules.filter(({ definition }) => definition.view === 'stripped'));
  return {
    rules,
    hits: (text) => [
      ...(words ? words(wordsOf(text.text)) : []),
      ...(stripped ? stripped(wordsOf(text.stripped)) : []),
    ],
  };
}

function automaton(rules: readonly OpenRule[]): ((view: string) => RuleHit[]) | undefined {
  if (rules.length === 0) return undefined;
  const set = new RE2Set(RE2Set.UNANCHORED, 0, MEMORY);
  const numbers = new Map<string, number>();
  const numberOf = (pattern: string) => {
    const known = numbers.get(pattern);
    if (known !== undefined) return known;
    const number = set.add(pattern);
    numbers.set(pattern, number);
    return number;
  };
  const clauses = rules.map((rule) => ({
    rule,
    any: rule.definition.any.map(numberOf),
    all: rule.definition.all.map(numberOf),
    none: rule.definition.none.map(numberOf),
  }));
  set.compile();
  return (view) => {
    const found = new Set(set.match(view));
    if (found.size === 0) return [];
    return clauses.flatMap(({ rule, any, all, none }) =>
      (any.length === 0 || any.some((one) => found.has(one))) &&
      all.every((one) => found.has(one)) &&
      !none.some((one) => found.has(one))
        ? [{ rule, score: rule.definition.score }]
        : [],
    );
  };
}
