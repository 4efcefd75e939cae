import { redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { chosenDraft, draftChoices } from '../../../learning/draft-choices.server.ts';
import { text } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.start' };

export const load: PageServerLoad = ({ locals: { app } }) => ({
  choices: draftChoices(app),
  tools: app.modules.learning.importTools.map((value) => ({ value, label: words('item_import_tool', value) })),
});

/** The file that was chosen, else what was pasted. */
async function sourceOf(form: FormData): Promise<string> {
  const file = form.get('file');
  return file instanceof File && file.size > 0 ? file.text() : text(form, 'source');
}

export const actions: Actions = {
  lay: keepEntered(
    permittedAct('learning-item.start', async ({ ctx, modules, form }) => {
      const [first] = modules.learning.importTools;
      const source = await sourceOf(form);
      const done = await modules.learning.startImported(ctx, {
        ...chosenDraft(form),
        tool: modules.learning.importTools.find((one) => one === text(form, 'tool')) ?? first,
        source,
      });
      if (!done.ok) return done;
      if (done.value.started) redirect(303, href(`/bai/${done.value.id}/sua`));
      const faults = done.value.faults.map(({ line, code, found }) => ({
        line,
        what: [words('item_import_fault', code), found].filter(Boolean).join(': '),
      }));
      // What stood in the file is shown in the field, so that its lines can be mended there.
      return { ok: true, value: { faults, source } };
    }),
  ),
};
