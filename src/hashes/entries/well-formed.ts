import type { TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
/** Shapes of what is typed, the same wherever it comes in: a route's schema says so too, a page has only the verb. */
export const isCode = (text: string) => /^[A-Z][A-Z0-9_]{1,63}$/.test(text);
export const isAgency = (text: string) => /^[A-Za-z0-9_./-]{2,64}$/.test(text);
export const isSourceCode = (text: string) => /^[A-Za-z0-9_.-]{2,64}$/.test(text);
export const isLegalBasis = (text: string) => /^[A-Z0-9_.-]{1,64}$/.test(text);
export const isReference = (text: string) => /^[A-Za-z0-9/_.-]{1,64}$/.test(text);

const malformed = refuse('field.malformed');
/** The name of a bank, a list, a member or an agreement. */
export const NAME: TextRule = {
  most: 200,
  refusals: { empty: malformed, 'too-long': malformed, unreadable: malformed },
};
