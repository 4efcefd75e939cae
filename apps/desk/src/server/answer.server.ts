import { error, fail, redirect } from '@sveltejs/kit';
import type { Ctx, Refusal, Result } from '../../../../src/kernel/index.ts';

/** A refusal as a page shows it: what happened, what to do, and at which field. */
export interface RefusalView {
  code: string;
  title: string;
  next: string;
  field?: string;
}

export function refusalView(ctx: Ctx, refusal: Refusal): RefusalView {
  const { title, next } = refusal.text[ctx.language];
  return { code: refusal.code, title, next, ...(refusal.field === undefined ? {} : { field: refusal.field }) };
}

/** The answer of an act: its value, or the refusal under `refusal` with its status. */
export function actionResult<T>(ctx: Ctx, result: Result<T>) {
  if (!result.ok) return fail(result.refusal.text.status, { refusal: refusalView(ctx, result.refusal) });
  return { value: result.value };
}

/** The value of what a page shows; a refusal is the page's end, with words for the reader. */
export function valueOrError<T>(ctx: Ctx, result: Result<T>): T {
  if (result.ok) return result.value;
  const { title, next } = result.refusal.text[ctx.language];
  error(result.refusal.text.status, `${title} ${next}`);
}

/** A field of a form: trimmed; absent where empty. */
export function field(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A text as it was written, or nothing. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/**
 * A number of a form, or undefined where it is empty or none. Read as a browser's number field sends it (`1234.5`), and as
 * people write it here (`1,5`, `1.234,5`): where there is a comma, it is the decimal mark.
 */
export function number(form: FormData, name: string): number | undefined {
  const value = text(form, name).trim();
  if (value === '') return undefined;
  const given = Number(
    /^-?(\d+|\d{1,3}(\.\d{3})+),\d+$/.test(value) ? value.replaceAll('.', '').replace(',', '.') : value,
  );
  return Number.isFinite(given) ? given : undefined;
}

/** Where to go after signing in: a path of this very site, never another site's. */
export function sameSitePath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || wanted.startsWith('//') || wanted.includes('\\')) return '/';
  const url = new URL(wanted, 'https://desk.invalid');
  // Resolved, a path may begin with two slashes again (`/..//host`), which names a host.
  return url.origin === 'https://desk.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}

/** The person who asks. Pages behind a permission are only opened by persons. */
export function personOf(ctx: Ctx) {
  if (ctx.actor.kind !== 'person') redirect(303, '/dang-nhap');
  return ctx.actor;
}
