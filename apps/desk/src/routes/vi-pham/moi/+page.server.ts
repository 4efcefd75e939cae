import { redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { describeChoices } from '../../../offences/offence-words.server.ts';
import { field, number, text } from '../../../server/answer.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'offence-file.open' };

export const load: PageServerLoad = () => ({ choices: describeChoices() });

export const actions: Actions = {
  lap: keepEntered(
    permittedAct('offence-file.open', async ({ ctx, modules, form }) => {
      const opened = await modules.offences.openOffenceFile(ctx, {
        summary: text(form, 'summary'),
        harm: field(form, 'harm'),
        childBand: field(form, 'childBand'),
        children: number(form, 'children'),
        level: field(form, 'level'),
        urgent: text(form, 'urgent') === 'on',
      });
      if (opened.ok) redirect(303, href(`/vi-pham/${opened.value.id}`));
      return opened;
    }),
  ),
};
