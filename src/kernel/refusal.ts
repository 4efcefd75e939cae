import type { Result } from './result.ts';

export type Language = 'vi' | 'en';

/** What a catalogue says of one refusal: the HTTP status, what happened, and the reader's next step. */
export interface RefusalText {
  readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 410 | 411 | 413 | 415 | 422 | 423 | 429 | 500 | 503;
  readonly vi: { readonly title: string; readonly next: string };
  readonly en: { readonly title: string; readonly next: string };
}

export type RefusalCatalogue = Readonly<Record<string, RefusalText>>;

/** A refused request, as a value. `code` is stable and documented in docs/refusals.md; `field` names the input. */
export interface Refusal {
  readonly code: string;
  readonly text: RefusalText;
  readonly field?: string;
  /** Facts for the caller to act on (limits, seconds to wait). Never a value the person wrote. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

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
