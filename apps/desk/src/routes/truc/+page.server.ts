import { cardViews } from '../../live-help/answers.server.ts';
import { columnsAsked, columnsOf } from '../../live-help/columns.ts';
import { besideTalk, besideTalkActs } from '../../live-help/danger.server.ts';
import { contactView, peopleOf } from '../../live-help/live-help.server.ts';
import { networkActs } from '../../live-help/network.server.ts';
import { talkView } from '../../live-help/talks.server.ts';
import { namesOf } from '../../report/report-view.server.ts';
import { field, number, personOf, refusalView, text, valueOrError } from '../../server/answer.server.ts';
import { words } from '../../server/codes.server.ts';
import { formAct, permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'contact.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends, url }) => {
  depends('desk:contacts');
  const { counselling } = app.modules;
  const me = personOf(ctx).person;
  const own = valueOrError(ctx, await counselling.ownContacts(ctx));
  const board = valueOrError(ctx, await counselling.listContacts(ctx));
  const shifts = valueOrError(ctx, await counselling.listShifts(ctx));
  const asked = url.searchParams.get('cuoc');
  const readable = [...own.carried, ...own.asked, ...own.watched];
  const chosen = readable.find(({ id }) => id === asked) ?? own.carried[0];
  const columns = columnsAsked(url.searchParams.get('canh'));
  // Read is what is shown: reading marks a line as seen.
  const shown = chosen && !own.carried.includes(chosen) ? [chosen] : columnsOf(own.carried, chosen?.id, columns);
  const threads = await Promise.all(
    shown.map(async ({ id }) => ({ id, thread: await counselling.readAsHelper(ctx, { contact: id, after: 0 }) })),
  );
  const read = threads.flatMap(({ thread }) => (thread.ok ? [thread.value] : []));
  const closed = threads.find(({ id }) => id === chosen?.id)?.thread;
  const names = await namesOf(app, ctx, [
    ...peopleOf([...readable, ...(own.offer ? [own.offer] : [])]),
    ...shifts.map(({ person }) => person),
    ...read.flatMap(({ notes }) => notes.map(({ author }) => author)),
  ]);
  const view = (card: (typeof board.contacts)[number]) => contactView(app, ctx, card, names);
  return {
    me,
    shift: own.shift && {
      state: own.shift.state,
      stateName: words('live_helper', own.shift.state),
      restUntil: own.shift.restUntil !== null && new Date(own.shift.restUntil) > ctx.now ? own.shift.restUntil : null,
      setBy: own.shift.stateSetBy === 'self' ? null : words('live_set_by', own.shift.stateSetBy),
    },
    offer: own.offer && view(own.offer),
    asked: own.asked.map(view),
    carried: own.carried.map(view),
    undelivered: Object.fromEntries(own.undelivered.map(({ contact, count }) => [contact, count])),
    watched: own.watched.map(view),
    unrecorded: own.unrecorded.map(({ id, reference }) => ({ id, reference })),
    waitsFor: closed && !closed.ok ? refusalView(ctx, closed.refusal) : null,
    chosen: chosen?.id ?? null,
    columns,
    talks: await Promise.all(read.map((thread) => talkView(app, ctx, thread, { me, names }))),
    beside: chosen && chosen.helper === me ? await besideTalk(app, ctx, chosen.id) : undefined,
    reasons: Object.fromEntries(
      counselling.outgoingReason.codes.map((code) => [code, counselling.outgoingReason.label(code, ctx.language)]),
    ),
    cards: cardViews(app),
    waiting: board.waiting,
    colleagues: shifts
      .filter(({ person, state }) => person !== me && state === 'available')
      .map(({ person }) => ({ value: person, label: names.get(person) ?? '–' })),
    maySteer: app.permissions.allows({ action: 'shift.steer' }, ctx.actor, ctx.now),
  };
};

const contactOf = (form: FormData) => text(form, 'contact');

export const actions: Actions = {
  ...besideTalkActs,
  ...networkActs,
  'vao-ca': formAct(async ({ ctx, modules, form }) => {
    // Calls ring for whoever has said where their telephone is.
    const phone = await modules.counselling.ownTelephone(ctx);
    if (!phone.ok) return phone;
    return modules.counselling.beginShift(ctx, {
      tier: text(form, 'tier') === 'counsellor' ? 'counsellor' : 'front',
      channels: phone.value.extension === null ? ['CHAT', 'MESSAGE'] : ['CHAT', 'MESSAGE', 'PHONE'],
      heardRing: text(form, 'heard') !== '',
      notifies: text(form, 'notifies') === '1',
    });
  }),
  'trang-thai': formAct(({ ctx, modules, form }) => {
    const [state, reason] = text(form, 'state').split(' ');
    return modules.counselling.setHelperState(ctx, { state: state as 'available', reason: reason as 'short' });
  }),
  'noi-may': formAct(({ ctx, modules, form }) =>
    modules.counselling.steerOwnCall(ctx, { contact: contactOf(form), act: 'connect' }),
  ),
  'het-ca': formAct(({ ctx, modules }) => modules.counselling.endShift(ctx)),
  nhan: formAct(({ ctx, modules, form }) => modules.counselling.acceptContact(ctx, { contact: contactOf(form) })),
  'tu-choi': formAct(({ ctx, modules, form }) =>
    modules.counselling.declineOffer(ctx, { contact: contactOf(form), reason: text(form, 'reason') as 'technical' }),
  ),
  gui: formAct(({ ctx, modules, form }) =>
    modules.counselling.writeAsHelper(ctx, {
      contact: contactOf(form),
      text: text(form, 'text'),
      lineKey: text(form, 'lineKey'),
      afterSeq: number(form, 'afterSeq') ?? 0,
    }),
  ),
  'ghi-chu': formAct(({ ctx, modules, form }) =>
    modules.counselling.writeNote(ctx, { contact: contactOf(form), text: text(form, 'text') }),
  ),
  chuyen: formAct(({ ctx, modules, form }) => {
    const person = field(form, 'person');
    const tier = text(form, 'tier') === 'counsellor' ? ('counsellor' as const) : ('front' as const);
    return modules.counselling.transferContact(ctx, {
      contact: contactOf(form),
      to: person === undefined ? { tier } : { person },
    });
  }),
  'tra-loi-chuyen': formAct(({ ctx, modules, form }) =>
    modules.counselling.answerTransfer(ctx, { contact: contactOf(form), take: text(form, 'take') === 'co' }),
  ),
  giu: formAct(({ ctx, modules, form }) =>
    (text(form, 'held') === 'co' ? modules.counselling.holdContact : modules.counselling.resumeContact)(ctx, {
      contact: contactOf(form),
    }),
  ),
  'ket-thuc': formAct(({ ctx, modules, form }) =>
    modules.counselling.endContact(ctx, { contact: contactOf(form), reason: text(form, 'reason') as 'helped' }),
  ),
  'thoi-theo-doi': permittedAct('contact.watch', ({ ctx, modules, form }) =>
    modules.counselling.endWatch(ctx, { contact: contactOf(form) }),
  ),
};
