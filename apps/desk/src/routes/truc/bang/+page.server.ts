import { fail } from '@sveltejs/kit';
import { HOUR, MINUTE } from '../../../../../../src/kernel/time.pure.ts';
import { boardView, manyDoneView } from '../../../live-help/board.server.ts';
import { m } from '../../../paraglide/messages.js';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'shift.steer' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:board');
  const { counselling } = app.modules;
  return {
    ...(await boardView(app, ctx, valueOrError(ctx, await counselling.showBoard(ctx)))),
    reasons: counselling.diversionReasons.map((value) => ({ value, label: words('board_divert_reason', value) })),
  };
};

/** Contacts that were ticked, each as `id version`: as many as there are rows. */
function chosenOf(form: FormData) {
  return form.getAll('chon').flatMap((one) => {
    const [contact, version] = String(one).split(' ');
    return contact && version ? [{ contact, version: Number(version) }] : [];
  });
}

const nothingChosen = () =>
  fail(422, {
    refusal: { code: 'board.none-chosen', title: m.board_chosen_none(), next: m.board_chosen_none_next() },
  });

export const actions: Actions = {
  giao: permittedAct('contact.steer', async ({ ctx, modules, form }) => {
    const contacts = chosenOf(form);
    if (contacts.length === 0) return nothingChosen();
    const done = await modules.counselling.assignContacts(ctx, { contacts, to: text(form, 'to') });
    return done.ok ? { ok: true, value: manyDoneView(done.value) } : done;
  }),
  'lay-lai': permittedAct('contact.steer', async ({ ctx, modules, form }) => {
    const contacts = form.getAll('contact').map(String);
    const done = await modules.counselling.takeBackContacts(ctx, { contacts });
    return done.ok ? { ok: true, value: manyDoneView(done.value) } : done;
  }),
  'dieu-phoi': permittedAct('contact.steer', async ({ ctx, modules, form }) => {
    const contacts = chosenOf(form);
    if (contacts.length === 0) return nothingChosen();
    const [act, tier] = text(form, 'act').split(' ');
    const done = await modules.counselling.steerContacts(ctx, {
      contacts,
      act: act as 'raise',
      ...(tier === undefined ? {} : { tier: tier as 'front' }),
    });
    return done.ok ? { ok: true, value: manyDoneView(done.value) } : done;
  }),
  'doc-cung': permittedAct('contact.watch', ({ ctx, modules, form }) =>
    modules.counselling.watchContact(ctx, {
      contact: text(form, 'contact'),
      purpose: text(form, 'purpose') as 'safety',
    }),
  ),
  nguoi: permittedAct('shift.steer', ({ ctx, modules, form }) => {
    const [state, reason] = text(form, 'state').split(' ');
    const rest = number(form, 'rest') ?? 0;
    return modules.counselling.steerHelper(ctx, {
      shift: text(form, 'shift'),
      version: number(form, 'version') ?? 0,
      tier: text(form, 'tier') === 'counsellor' ? 'counsellor' : 'front',
      level: number(form, 'level') ?? 1,
      ...(state ? { state: state as 'away', reason: reason as 'other' } : {}),
      ...(rest > 0 ? { restUntil: new Date(ctx.now.getTime() + rest * MINUTE) } : {}),
    });
  }),
  huong: permittedAct('queue.divert', ({ ctx, modules, form }) => {
    const from = text(form, 'from') === 'counsellor' ? ('counsellor' as const) : ('front' as const);
    const hours = number(form, 'hours');
    return modules.counselling.divertQueue(ctx, {
      from,
      to:
        hours === undefined
          ? null
          : { reason: text(form, 'reason') as 'surge', until: new Date(ctx.now.getTime() + hours * HOUR) },
    });
  }),
  'ban-giao': permittedAct('handover.leave', ({ ctx, modules, form }) =>
    modules.counselling.leaveHandover(ctx, { text: text(form, 'text') }),
  ),
  'da-doc': permittedAct('handover.confirm', ({ ctx, modules, form }) =>
    modules.counselling.confirmHandover(ctx, { handover: text(form, 'handover') }),
  ),
};
