import { error, fail } from '@sveltejs/kit';
import { portalBand } from '../../../../../../../src/vocabulary/index.ts';
import { showWritten } from '../../../../../../shared/written-date.ts';
import { dayOf, timeOf } from '../../../../appeal/appeal.server.ts';
import { faultOf, said } from '../../../../catalogue/entry-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** One consultation: what is asked, who decides and by when, the ballot, an idea, and what was answered. Never a result before the close. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const { voice } = app.modules;
  const found = await voice.readConsultation(ctx, params.code);
  if (!found.ok) error(404);
  const one = found.value;
  const money = new Intl.NumberFormat(getLocale() === 'vi' ? 'vi-VN' : 'en-GB');
  return {
    code: one.code,
    kind: one.kind,
    open: one.state === 'OPEN' && one.closesAt > ctx.now,
    title: said(one.title),
    question: said(one.question),
    space: said(one.space),
    decisionMaker: said(one.decisionMaker),
    until: dayOf(one.closesAt),
    untilTime: timeOf(one.closesAt),
    movedFrom: one.movedFrom && dayOf(one.movedFrom),
    answerBy: showWritten(one.answerBy),
    means: one.means,
    // The key that signs tokens, for a page that blinds its own.
    issuer: one.issuer,
    most: one.most,
    invented: one.invented,
    options: one.options.map(({ number, text, cost }) => {
      const option = { value: String(number), label: said(text) };
      return cost === null ? option : { ...option, help: m.opinion_cost({ cost: money.format(cost) }) };
    }),
    statements: one.statements.map(({ number, origin, text }) => ({ number, origin, text: said(text) })),
    themes: one.themes.map(({ title, overdue, answer }) => ({
      title: said(title),
      overdue,
      answer: answer && {
        outcome: voice.answerOutcome.has(answer.outcome) ? said(voice.answerOutcome.get(answer.outcome)) : '',
        heard: answer.heard,
        decided: answer.decided,
        whyNot: answer.whyNot,
        childWords: answer.childWords,
        by: m.opinion_by({ who: answer.answeredBy, day: dayOf(answer.answeredAt) }),
        lookOn: showWritten(answer.followUpOn),
        looked: answer.followedUp,
        lookedOn: answer.followedUpAt === null ? null : dayOf(answer.followedUpAt),
      },
    })),
    bands: portalBand.terms.map((term) => ({ value: term.code, label: said(term) })),
    // So that the same idea sent twice is one.
    key: `idea-${crypto.randomUUID()}`,
  };
};

/** How a reader of a band is addressed. */
const calledIn = (band: string) => (band === 'ADULT' ? m.you_adult() : band === 'B16_17' ? m.you_ban() : m.you_em());

export const actions: Actions = {
  /** Who has understood gets the form that votes once: with a token that the page draws itself, where it can, or one of ours. */
  'bat-dau': async ({ locals: { app, ctx }, request, params }) => {
    const form = await request.formData();
    const ballot = { token: '', signature: '', slip: '', chosen: {} as Record<string, string>, fault: null };
    if (form.get('way') !== 'SLIP' && form.get('blind') === '1')
      return { ballot: { way: 'BLIND' as const, ...ballot } };
    const way = form.get('way') === 'SLIP' ? ('SLIP' as const) : ('DRAWN' as const);
    const drawn = await app.modules.voice.drawToken(ctx, { consultation: params.code, way });
    if (!drawn.ok) return fail(drawn.refusal.text.status, { fault: faultOf(drawn.refusal) });
    return { ballot: { ...ballot, way, token: drawn.value.token } };
  },
  'bo-phieu': async ({ locals: { app, ctx }, request, params }) => {
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '').slice(0, 400);
    const [token, signature, slip] = [field('token'), field('signature'), field('slip')];
    const way = (['SLIP', 'BLIND'] as const).find((one) => one === form.get('way')) ?? ('DRAWN' as const);
    const chosen: Record<string, string> = {};
    for (const number of form.getAll('option').slice(0, 100)) chosen[String(number).slice(0, 4)] = '1';
    for (const [name, value] of form) {
      const number = /^s(\d{1,4})$/.exec(name)?.[1];
      if (number !== undefined) chosen[number] = String(value).slice(0, 2);
    }
    if (way === 'BLIND' && token === '') {
      // The device could not get a token signed: ours stands in, and the form says so before it is sent again.
      const drawn = await app.modules.voice.drawToken(ctx, { consultation: params.code, way: 'DRAWN' });
      if (!drawn.ok)
        return fail(drawn.refusal.text.status, {
          ballot: { way: 'BLIND' as const, token, signature, slip, chosen, fault: faultOf(drawn.refusal) },
        });
      const ballot = { way: 'DRAWN' as const, token: drawn.value.token, signature, slip, chosen };
      return fail(503, { ballot: { ...ballot, fault: m.opinion_blind_failed() } });
    }
    const { voice } = app.modules;
    const vote = (by: Parameters<typeof voice.castBallot>[1]['by']) =>
      voice.castBallot(ctx, { consultation: params.code, by, choices: chosen });
    let cast = await vote(
      way === 'SLIP' ? { way, token, slip } : way === 'BLIND' ? { way, token, signature } : { way, token },
    );
    if (!cast.ok && way === 'SLIP' && cast.refusal.field === 'token') {
      // One tablet goes round a class: the page was of the child before, and this child's code is good.
      const drawn = await app.modules.voice.drawToken(ctx, { consultation: params.code, way });
      if (drawn.ok) cast = await vote({ way, token: drawn.value.token, slip });
    }
    if (cast.ok) return { receipt: cast.value.receipt };
    return fail(cast.refusal.text.status, {
      ballot: { way, token, signature, slip, chosen, fault: faultOf(cast.refusal) },
    });
  },
  /** One idea. What tells of something that happened becomes a report, with its receipt on this answer and nowhere else. */
  'y-tuong': async ({ locals: { app, ctx }, request, params }) => {
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    const written = { band: field('band'), text: field('text'), key: field('key') };
    const taken = await app.modules.voice.writeIdea(ctx, { consultation: params.code, ...written });
    if (!taken.ok) return fail(taken.refusal.text.status, { idea: { ...written, fault: faultOf(taken.refusal) } });
    const { locator, words } = taken.value.receipt;
    const receipt = { em: calledIn(written.band), locator, words: [...words] };
    return taken.value.taken === 'TOLD' ? { told: receipt } : { taken: receipt };
  },
};
