import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { editedView, sentForm } from '../../../../learning/item-words.server.ts';
import { number, refusalView, valueOrError } from '../../../../server/answer.server.ts';
import { type FormAct, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.write' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => ({
  edited: editedView(valueOrError(ctx, await app.modules.learning.editItem(ctx, { item: params.id }))),
});

type Act = FormAct<{ id?: string }>;

/** The form as it was sent, where an act on it was refused: the body that rode in it, and what was typed over it. */
async function refused({ ctx, modules, form, params }: Act, refusal: Parameters<typeof refusalView>[1]) {
  const { body, entries } = sentForm(form);
  const before =
    body === undefined ? undefined : await modules.learning.editItem(ctx, { item: params.id ?? '', sent: { body } });
  return fail(refusal.text.status, {
    refusal: refusalView(ctx, refusal),
    entered: Object.fromEntries(entries),
    edited: before?.ok ? { ...editedView(before.value), version: number(form, 'version') ?? 0 } : undefined,
  });
}

export const actions: Actions = {
  /** A part is added, moved or taken out: nothing is kept, the form is drawn anew. */
  doi: permittedAct('learning-item.write', async (act) => {
    const { ctx, modules, form, params } = act;
    const done = await modules.learning.editItem(ctx, { item: params.id ?? '', sent: sentForm(form) });
    if (!done.ok) return refused(act, done.refusal);
    const { value } = done;
    // Whoever saved meanwhile is found when this form is saved, so it keeps the state that it was opened from.
    const edited = { ...editedView(value), version: number(form, 'version') ?? value.version };
    return { ok: true, value: { edited } };
  }),
  luu: permittedAct('learning-item.write', async (act) => {
    const { ctx, modules, form, params } = act;
    const { body, entries } = sentForm(form);
    const saved = await modules.learning.saveItemForm(ctx, {
      item: params.id ?? '',
      version: number(form, 'version') ?? 0,
      sent: { body, entries },
    });
    if (!saved.ok) return refused(act, saved.refusal);
    redirect(303, href(`/bai/${params.id}`));
  }),
};
