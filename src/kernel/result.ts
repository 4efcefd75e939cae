/** What a catalogue says of one refusal: the HTTP status, what happened, and the reader's next step. */
export interface RefusalText {
  readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 410 | 411 | 413 | 415 | 422 | 423 | 429 | 500 | 503;
  readonly vi: { readonly title: string; readonly next: string };
  readonly en: { readonly title: string; readonly next: string };
}

/** A refused request, as a value. `code` is stable and documented in docs/refusals.md; `field` names the input. */
export interface Refusal {
  readonly code: string;
  readonly text: RefusalText;
  readonly field?: string;
  /** Facts for the caller to act on (limits, seconds to wait). Never a value the person wrote. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** What a verb answers: its value, or a refusal that a person can act on. Bugs throw. */
export type Result<T, R = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value };
}
