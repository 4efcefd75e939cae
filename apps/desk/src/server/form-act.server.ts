import { type ActionFailure, fail, isActionFailure } from '@sveltejs/kit';
import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { readFormDates } from '../../../shared/written-date.ts';
import { m } from '../paraglide/messages.js';
import { actionResult, type RefusalView } from './answer.server.ts';
import { notPermitted } from './permission.server.ts';

/** What an act of a page works with. */
export interface FormAct<Params> {
  readonly ctx: Ctx;
  readonly app: LaChan;
  readonly modules: LaChan['modules'];
  readonly locals: App.Locals;
  /** What was sent. */
  readonly form: FormData;
  /** The changing parts of the page's address. */
  readonly params: Params;
  readonly url: URL;
}

/** A refusal of the page's own is a `fail` with a `refusal` in it. */
type Outcome = Result<unknown> | ActionFailure<object>;
type Verb<Params> = (act: FormAct<Params>) => Outcome | Promise<Outcome>;

interface Sent<Params> {
  readonly locals: App.Locals;
  readonly request: Request;
  readonly params: Params;
  readonly url: URL;
}

/** The field says it itself; this is for what no field of ours sent. */
function dateRefusal(kind: 'date' | 'time'): RefusalView {
  return kind === 'date'
    ? { code: 'field.date', title: m.date_wrong(), next: m.date_wrong_next() }
    : { code: 'field.time', title: m.date_time_wrong(), next: m.date_time_wrong_next() };
}

/** An action of a page for everybody who may open it: does the verb and answers with its value, or with why it was refused. */
export function formAct<Params extends Partial<Record<string, string>>>(verb: Verb<Params>) {
  return async ({ locals, request, params, url }: Sent<Params>) => {
    const { app, ctx } = locals;
    const form = await request.formData();
    const unreadable = readFormDates(form);
    if (unreadable) return fail(422, { refusal: dateRefusal(unreadable) });
    const done = await verb({ ctx, app, modules: app.modules, locals, form, params, url });
    return 'ok' in done ? actionResult(ctx, done) : done;
  };
}

/** The same for those alone who have the permission `action`; that somebody else tried is audited. */
export function permittedAct<Params extends Partial<Record<string, string>>>(action: string, verb: Verb<Params>) {
  const act = formAct(verb);
  return async (sent: Sent<Params>) => (await notPermitted(sent.locals, action)) ?? (await act(sent));
}

/**
 * The same action, answering also with what was written (`entered`), for a page that is used without scripts: its form is
 * drawn anew, and nothing that was typed is lost, whether the act was done or refused.
 */
export function keepEntered<Params>(action: (sent: Sent<Params>) => Promise<object>) {
  return async (sent: Sent<Params>) => {
    const written = await sent.request.clone().formData();
    const entered = Object.fromEntries(
      [...written].filter((one): one is [string, string] => typeof one[1] === 'string'),
    );
    const answer = await action(sent);
    return isActionFailure(answer)
      ? fail(answer.status, { ...(answer.data as object | undefined), entered })
      : { ...answer, entered };
  };
}
