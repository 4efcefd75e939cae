import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import { vietnamDate, vietnamTime } from '../../../../src/kernel/time.pure.ts';
import type { App } from '../../../server/app.ts';
import { showWritten } from '../../../shared/written-date.ts';

/** What a page is told of the appeal that was written on it: its code, or that it was not taken, with what was written. */
export interface AppealMade {
  readonly sent?: string;
  readonly wrong?: boolean;
  readonly text?: string;
}

type Appeal = (
  takedown: App['modules']['takedown'],
  ctx: Ctx,
  input: { readonly code: string; readonly text: string },
) => Promise<Result<{ readonly code: string }>>;

/** The action of a page on which somebody writes against what a public code stands for. */
export function appealAction(appeal: Appeal) {
  return async ({ locals: { app, ctx }, request }: RequestEvent) => {
    const form = await request.formData();
    const [code, text] = ['ma', 'text'].map((name) => String(form.get(name) ?? '')) as [string, string];
    const done = await appeal(app.modules.takedown, ctx, { code, text });
    return done.ok ? { sent: done.value.code } : fail(422, { wrong: true, text });
  };
}

/** The day in Viet Nam, dd/mm/yyyy in both languages. */
export const dayOf = (at: Date): string => showWritten(vietnamDate(at));

/** The time of that day in Viet Nam, `17:00`. */
export const timeOf = (at: Date): string => vietnamTime(at).slice(11);
