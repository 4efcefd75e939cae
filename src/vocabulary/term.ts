/** The shape of a code list: one definition gives the type, the validator and the labels. */

import { z } from 'zod';

/** A calendar day in Viet Nam, `YYYY-MM-DD`. */
export type Day = `${number}-${number}-${number}`;
export type Lang = 'vi' | 'en';

/**
 * One entry of a code list.
 *
 * `verified` is true when the fact was read in the named source, false when it is our own, derived, or still to be checked against the
 * official text. `validFrom` and `validTo` are both inclusive; absent means without limit on that side.
 */
export interface Term<C extends string = string> {
  readonly code: C;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
  readonly validFrom?: Day;
  readonly validTo?: Day;
}

/** What a list's author writes for one code; source and verification default to those of the list. */
export interface TermInput {
  readonly vi: string;
  readonly en: string;
  readonly source?: string;
  readonly verified?: boolean;
  readonly validFrom?: Day;
  readonly validTo?: Day;
}

/** A closed list of codes with complete labels in both languages. `X` are the list's own extra columns. */
export interface CodeList<C extends string = string, X extends object = object> {
  readonly name: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly source: string;
  readonly verified: boolean;
  /** Version of an outside scheme, where the list follows one. */
  readonly version?: string;
  /** Never empty, in the order of definition: usable in `z.enum`. */
  readonly codes: readonly [C, ...C[]];
  readonly terms: readonly (Term<C> & X)[];
  /** Accepts exactly the codes of the list; the message names the list. */
  readonly zod: z.ZodEnum<{ [K in C]: K }>;
  label(code: C, lang: Lang): string;
  get(code: C): Term<C> & X;
  has(x: unknown): x is C;
  /** The terms in force on a day. */
  at(day: Day): readonly (Term<C> & X)[];
}

/** The union of a list's codes: `type Sex = CodeOf<typeof sex>`. */
export type CodeOf<L> = L extends CodeList<infer C, infer _X> ? C : never;
/** One term of a list with its extra columns. */
export type TermOf<L> = L extends { readonly terms: readonly (infer T)[] } ? T : never;

interface ListInput<C extends string, X extends object> {
  readonly name: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly source: string;
  readonly verified: boolean;
  readonly version?: string;
  readonly terms: Readonly<Record<C, TermInput & X>>;
}

/** True when a day lies in a term's validity, both ends included. */
export function inForce(
  t: { readonly validFrom?: Day | undefined; readonly validTo?: Day | undefined },
  day: Day,
): boolean {
  return (t.validFrom === undefined || t.validFrom <= day) && (t.validTo === undefined || day <= t.validTo);
}

/**
 * Starts a list whose terms carry extra columns `X`: `listOf<{ minAge: number }>()({ ... })`.
 * Curried because TypeScript cannot infer the codes while one type argument is given by hand.
 */
export function listOf<X extends object>() {
  return <const C extends string>(input: ListInput<C, X>): CodeList<C, X> => {
    const codes = Object.keys(input.terms) as C[];
    const [first, ...rest] = codes;
    if (first === undefined) throw new Error(`vocabulary list ${input.name} has no code`);
    const byCode = new Map<string, Term<C> & X>();
    for (const code of codes) {
      byCode.set(code, Object.freeze({ source: input.source, verified: input.verified, ...input.terms[code], code }));
    }
    const terms = Object.freeze([...byCode.values()]);
    const get = (code: C): Term<C> & X => {
      const term = byCode.get(code);
      if (term === undefined) throw new Error(`vocabulary list ${input.name} has no code ${code}`);
      return term;
    };
    const tuple: [C, ...C[]] = [first, ...rest];
    return Object.freeze({
      name: input.name,
      title: input.title,
      source: input.source,
      verified: input.verified,
      ...(input.version === undefined ? {} : { version: input.version }),
      codes: tuple,
      terms,
      zod: z.enum(tuple, {
        error: () =>
          `giá trị không có trong danh mục “${input.title.vi}” / value is not in the list “${input.title.en}” (${input.name})`,
      }) as unknown as z.ZodEnum<{ [K in C]: K }>,
      label: (code: C, lang: Lang) => get(code)[lang],
      get,
      has: (x: unknown): x is C => typeof x === 'string' && byCode.has(x),
      at: (day: Day) => terms.filter((t) => inForce(t, day)),
    });
  };
}

/** Defines a list without extra columns. */
export const defineList = listOf<object>();
