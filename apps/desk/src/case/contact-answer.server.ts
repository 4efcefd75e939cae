import { text } from '../server/answer.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** The action of a page that answers an agency which asks to be put in touch: fields `request` and `agree`. */
export const answerContact = formAct(({ ctx, modules, form }) =>
  modules.cases.answerContactRequest(ctx, { request: text(form, 'request'), agree: text(form, 'agree') === '1' }),
);
