/** The shape of a code list: its data file gives the type of its codes, the validator and the labels. */

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

/** What a data file says of one list: its codes are the keys of `terms`, so that TypeScript knows them. */
interface ListFile<C extends string> {
  readonly name: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly source: string;
  readonly verified: boolean;
  readonly version?: string;
  readonly terms: Readonly<Record<C, object>>;
}

const text = z.string().regex(/^\S(?:.*\S)?$/);
/** A day as the rows of a data file write it. */
export const day = z.iso.date() as unknown as z.ZodType<Day>;

const listColumns = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/),
  title: z.strictObject({ vi: text, en: text }),
  source: text,
  verified: z.boolean(),
  version: text.optional(),
});

/** What every row may say; `source` and `verified` default to those of the list. */
const termColumns = {
  vi: text,
  en: text,
  source: text.optional(),
  verified: z.boolean().optional(),
  validFrom: day.optional(),
  validTo: day.optional(),
};

/** True when a day lies in a term's validity, both ends included. */
export function inForce(
  t: { readonly validFrom?: Day | undefined; readonly validTo?: Day | undefined },
  day: Day,
): boolean {
  return (t.validFrom === undefined || t.validFrom <= day) && (t.validTo === undefined || day <= t.validTo);
}

/**
 * Reads a list of a data file: `readList(lists.chiSubcategory, { category: chiCategory.zod })`, where the second argument gives the
 * columns that are the list's own. A row that lacks a column, or has one that nobody reads, throws with its place.
 */
export function readList<C extends string, S extends z.ZodRawShape = Record<never, never>>(
  file: ListFile<C>,
  columns?: S,
): CodeList<C, z.output<z.ZodObject<S>>> {
  type Row = Term<C> & z.output<z.ZodObject<S>>;
  const { terms: rows, ...list } = file;
  checked(file.name, listColumns, list);
  const row = z.strictObject({ ...termColumns, ...columns });
  const byCode = new Map<string, Row>();
  for (const [code, written] of Object.entries(rows)) {
    const term = checked(`${file.name}.${code}`, row, written);
    byCode.set(code, Object.freeze({ source: file.source, verified: file.verified, ...term, code }) as unknown as Row);
  }
  const [first, ...rest] = [...byCode.keys()] as C[];
  if (first === undefined) throw new Error(`vocabulary list ${file.name} has no code`);
  const terms = Object.freeze([...byCode.values()]);
  const get = (code: C): Row => {
    const term = byCode.get(code);
    if (term === undefined) throw new Error(`vocabulary list ${file.name} has no code ${code}`);
    return term;
  };
  const codes: [C, ...C[]] = [first, ...rest];
  return Object.freeze({
    ...list,
    codes,
    terms,
    zod: z.enum(codes, {
      error: () =>
        `giá trị không có trong danh mục “${file.title.vi}” / value is not in the list “${file.title.en}” (${file.name})`,
    }) as unknown as z.ZodEnum<{ [K in C]: K }>,
    label: (code: C, lang: Lang) => get(code)[lang],
    get,
    has: (x: unknown): x is C => typeof x === 'string' && byCode.has(x),
    at: (day: Day) => terms.filter((t) => inForce(t, day)),
  });
}

function checked<T>(place: string, schema: z.ZodType<T>, written: unknown): T {
  const read = schema.safeParse(written);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`vocabulary list ${place}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
