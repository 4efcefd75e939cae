import type { Refusal, RefusalText, Result } from './result.ts';

export type { Refusal, RefusalText } from './result.ts';

export type Language = 'vi' | 'en';

export type RefusalCatalogue = Readonly<Record<string, RefusalText>>;

/**
 * Makes a module's `refuse`: only codes of its own catalogue pass the type checker, so an
 * undocumented code is not written by accident. Codes read `noun.reason-in-kebab`.
 */
export function refuser<const C extends RefusalCatalogue>(catalogue: C) {
  return function refuse(code: keyof C & string, detail: Pick<Refusal, 'field' | 'facts'> = {}): Result<never> {
    return { ok: false, refusal: { code, text: catalogue[code] as RefusalText, ...detail } };
  };
}

/** RFC 9457 problem details of a refusal, in the reader's language. The only place that shapes them. */
export function problem(refusal: Refusal, language: Language, requestId: string) {
  const { title, next } = refusal.text[language];
  return {
    type: `urn:la-chan:refusal:${refusal.code}`,
    title,
    status: refusal.text.status,
    detail: next,
    code: refusal.code,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.facts === undefined ? {} : { facts: refusal.facts }),
    instance: `urn:la-chan:request:${requestId}`,
  };
}
