import { onlinePlace } from '../../../../../../src/vocabulary/index.ts';
import { choices, reachChoices } from '../../../content/content-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, text } from '../../../server/answer.server.ts';
import { options } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-item.propose' };

export const load: PageServerLoad = ({ locals: { app } }) => {
  const { takedown } = app.modules;
  const unknown = { value: '', label: m.content_unknown() };
  return {
    kinds: choices('content_kind', takedown.itemKinds),
    places: [{ value: '', label: m.content_place_unknown() }, ...options(onlinePlace)],
    yes: [unknown, { value: 'yes', label: m.content_yes() }, { value: 'no', label: m.content_no() }],
    ages: [
      unknown,
      ...choices(
        'content_age_group',
        takedown.ageGroups.filter((one) => one !== 'UNKNOWN'),
      ),
    ],
    reaches: [unknown, ...reachChoices(app)],
  };
};

const answer = (form: FormData, name: string) =>
  text(form, name) === 'yes' ? true : text(form, name) === 'no' ? false : undefined;

export const actions: Actions = {
  them: keepEntered(
    permittedAct('content-item.propose', ({ ctx, modules, form }) =>
      modules.takedown.proposeItem(ctx, {
        kind: text(form, 'kind'),
        locator: text(form, 'locator'),
        platform: field(form, 'platform'),
        referrer: field(form, 'referrer'),
        note: field(form, 'note'),
        danger: answer(form, 'danger'),
        selfMade: answer(form, 'selfMade'),
        ageGroup: field(form, 'ageGroup'),
        reachable: field(form, 'reachable'),
      }),
    ),
  ),
};
