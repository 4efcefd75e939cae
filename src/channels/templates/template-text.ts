import { ok, type Result } from '../../kernel/index.ts';
import { tells } from '../outbox/safe-contact-rule.ts';
import { refuse } from '../refusals.ts';

/**
 * What may stand in a blank. Each kind but the last takes nothing that somebody could have said; words are taken only where whoever
 * wrote the template declared them neutral and the second person agreed.
 */
const KINDS = {
  DATE: /^\d{1,2}\/\d{1,2}(\/\d{4})?$/,
  TIME: /^\d{1,2}[:h]\d{2}$/,
  // Capitals alone could spell a word.
  CODE: /^(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{2,19}$/,
  PHONE: /^\+?[0-9 ]{3,15}$/,
  NEUTRAL: /^[\p{L}\p{N}][\p{L}\p{N} .,-]{0,39}$/u,
} as const satisfies Record<string, RegExp>;
type BlankKind = keyof typeof KINDS;

const BLANK = /\{([a-z][a-z0-9_]{0,29}):([A-Z]+)\}/g;
const isKind = (kind: string): kind is BlankKind => Object.hasOwn(KINDS, kind);

/** The blanks of a template by their names. Refusals: `message-template.blank-undeclared`, `message-template.blank-twice` */
export function readBlanks(text: string): Result<ReadonlyMap<string, BlankKind>> {
  const blanks = new Map<string, BlankKind>();
  for (const [, name = '', kind = ''] of text.matchAll(BLANK)) {
    if (!isKind(kind)) return refuse('message-template.blank-undeclared', { field: 'text' });
    const before = blanks.get(name);
    if (before !== undefined && before !== kind) return refuse('message-template.blank-twice', { field: 'text' });
    blanks.set(name, kind);
  }
  // A brace that is no blank would reach somebody as it stands.
  if (/[{}]/.test(text.replaceAll(BLANK, ''))) return refuse('message-template.blank-undeclared', { field: 'text' });
  return ok(blanks);
}

/**
 * The words of a template with its blanks filled, each by what its kind takes and no other.
 * Refusals: `message-template.blank-missing`, `message-template.blank-unknown`, `message-template.blank-refused` (field: the blank)
 */
export function fillBlanks(text: string, data: Readonly<Record<string, string>>): Result<string> {
  const blanks = readBlanks(text);
  if (!blanks.ok) return blanks;
  const unknown = Object.keys(data).find((name) => !blanks.value.has(name));
  if (unknown !== undefined) return refuse('message-template.blank-unknown', { field: unknown });
  for (const [name, kind] of blanks.value) {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) return refuse('message-template.blank-missing', { field: name });
    if (!KINDS[kind].test(value) || (kind === 'NEUTRAL' && tells(value)))
      return refuse('message-template.blank-refused', { field: name });
  }
  return ok(text.replaceAll(BLANK, (_whole, name: string) => data[name] as string));
}
