import { fail } from '@sveltejs/kit';
import type { AnswerReferral, LegalBasis, ReferralView } from '../../../../../../src/cases/index.ts';
import type { Service } from '../../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { documentName } from '../../../case/case-words.server.ts';
import { href } from '../../../href.ts';
import { spineOfReferral } from '../../../matter/spine.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { formatNumber } from '../../../parts/format.ts';
import { referralRefusal } from '../../../referral/referral-refusal.server.ts';
import {
  answerClock,
  basisName,
  basisSource,
  fieldName,
  outcomeName,
  outcomes,
  purposeName,
  type ReferralQuestionView,
  reasonName,
  reasons,
  receiverChoices,
  receiverOf,
  statusOfReferral,
} from '../../../referral/referral-view.server.ts';
import { namesOf } from '../../../report/report-view.server.ts';
import { field, personOf, type RefusalView, refusalView, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct, keepEntered } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'referral.read' };

/** A bundle is a few hundred bytes a fact; this is far above the largest. Bytes. */
const LARGEST_FILE = 512 * 1024;
/** The way a referral goes; what ends it early stands beside it. */
const chain = ['DRAFT', 'SENT', 'ACCEPTED', 'IN_SERVICE', 'DONE'] as const;

/** One referral as one of its two agencies sees it: what was sent, and nothing behind it. */
export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  const { app, ctx } = locals;
  depends('desk:referral');
  const actor = personOf(ctx);
  const { cases } = app.modules;
  const view = valueOrError(ctx, await cases.viewReferral(ctx, { referral: params.id }));
  const names = await agencyNames(app, ctx, [
    view.from,
    ...(view.to ? [view.to] : []),
    ...view.events.flatMap((event) => event.agency ?? []),
  ]);
  const sender = view.side === 'sender';
  const answers = !sender && view.to === actor.agency;
  const elsewhere = sender && view.case && ['unserved', 'revoked'].includes(cases.referralStageOf(view.status));
  const choices = elsewhere && view.case ? await receiverChoices(app, ctx, view.case, view.purpose) : null;
  const name = (code: string) => names.get(code) ?? code;
  const people = await namesOf(
    app,
    ctx,
    view.events.flatMap((event) => event.person ?? []),
  );
  /** Who did something: the colleague by name, another agency as such. */
  const who = (event: ReferralView['events'][number]) =>
    event.agency
      ? [event.person && people.get(event.person), name(event.agency)].filter(Boolean).join(', ')
      : m.actor_platform();
  const sent = view.events.find((event) => event.code === 'send');
  const over = cases.referralIsOver(view.status);
  const notSent = url.searchParams.get('chua-gui');
  const refused = notSent ? cases.casesRefusals[notSent as keyof typeof cases.casesRefusals] : undefined;
  return {
    id: view.id,
    reference: view.reference,
    spine: spineOfReferral(view),
    version: view.version,
    purpose: purposeName(view.purpose),
    status: { ...statusOfReferral(view.status, answers), code: view.status },
    side: view.side,
    caseId: view.case,
    from: name(view.from),
    to: view.to ? name(view.to) : view.outside ? m.referral_outside({ name: view.outside[getLocale()] }) : '',
    outside: view.to === null,
    basis: { name: basisName(app, view.basis), ...basisSource(app, view.basis) },
    reason: reasonName(app, view.reason),
    outcome: view.outcome ? outcomeName(view.outcome) : '',
    clock: answerClock(view),
    sentAt: view.sentAt?.toISOString() ?? null,
    sentBy: (sent?.person && people.get(sent.person)) ?? '',
    me: actor.person,
    questions: view.questions.map(
      (one): ReferralQuestionView => ({
        id: one.id,
        askedAt: one.askedAt.toISOString(),
        answeredAt: one.answeredAt?.toISOString() ?? null,
        asker: view.to ? name(view.to) : '',
        answerer: name(view.from),
        ended: over,
      }),
    ),
    fields: view.fields.map((code) => ({
      code,
      name: fieldName(app, code),
      identity: cases.referralFields[code].fieldClass === 'identity',
    })),
    draft: sender && view.status === 'DRAFT' && view.case ? await draftOf(locals, view, view.case) : null,
    papers: {
      path: href(`/chuyen-gui/${view.id}`),
      proven: actor.steppedUpUntil !== undefined && actor.steppedUpUntil > ctx.now,
      attachments: view.attachments.map(({ id, kind, size }) => ({
        id,
        name: documentName(app, kind),
        kilobytes: formatNumber(Math.ceil(size / 1_000), getLocale()),
      })),
      choices:
        sender && view.status === 'DRAFT' && view.to && view.case ? await choicesOf(locals, view, view.case) : null,
    },
    chain: chainOf(view),
    events: view.events
      .map((event, at) => ({
        id: String(at),
        at: event.at.toISOString(),
        who: who(event),
        what: words('referral_event', event.code),
        note: [
          typeof event.codes.reason === 'string' ? reasonName(app, event.codes.reason) : '',
          typeof event.codes.outcome === 'string' ? outcomeName(event.codes.outcome) : '',
          event.codes.outside === true ? m.referral_event_outside() : '',
        ]
          .filter(Boolean)
          .join(' · '),
      }))
      .reverse(),
    counsels:
      answers &&
      ['ACCEPTED', 'IN_SERVICE'].includes(view.status) &&
      app.permissions.allows({ action: 'series.work' }, ctx.actor, ctx.now),
    may: {
      send: sender && view.status === 'DRAFT',
      revoke: sender && ['DRAFT', 'SENT', 'ACCEPTED'].includes(view.status),
      import: sender && view.to === null && !over && view.status !== 'DRAFT',
      answer: answers && view.status === 'SENT',
      start: answers && view.status === 'ACCEPTED',
      finish: answers && view.status === 'IN_SERVICE',
      ask: answers && !over,
      reply: sender && !over && view.questions.some((one) => one.answeredAt === null),
    },
    elsewhere: choices && {
      ...choices,
      platform: choices.platform.filter((one) => one.value !== `agency:${view.to}`),
    },
    reasons: reasons(app),
    outcomes: outcomes(),
    notOpened: url.searchParams.get('chua-mo') === '1' ? notProven() : null,
    notSent: refused ? refusalView(ctx, { code: notSent ?? '', text: refused }) : null,
  };
};

/** What a draft may hold, piece by piece, and the grounds that it may stand on with what speaks against each. */
async function draftOf({ app, ctx }: App.Locals, view: ReferralView, id: string) {
  const { cases } = app.modules;
  const { required, allowed } = cases.referralPurposes[view.purpose as Service];
  const grounds = await cases.sharingGrounds(ctx, { case: id, purpose: view.purpose as Service });
  return {
    pieces: [...required, ...allowed].map((code) => ({
      code,
      name: fieldName(app, code),
      identity: cases.referralFields[code].fieldClass === 'identity',
      required: required.includes(code),
      there: view.fields.includes(code),
    })),
    basis: view.basis,
    bases: (grounds.ok ? grounds.value.bases : []).map(({ basis, fault }) => ({
      value: basis as string,
      label: [basisName(app, basis), fault ? words('referral_fault', fault) : ''].filter(Boolean).join(' – '),
    })),
  };
}

/** Signed documents of the case that do not go along yet. */
async function choicesOf({ app, ctx }: App.Locals, { attachments }: ReferralView, id: string) {
  const seen = await app.modules.cases.caseView(ctx, { case: id });
  const there = new Set(attachments.map(({ document }) => document));
  return (seen.ok ? (seen.value.file?.documents ?? []) : [])
    .filter((one) => !there.has(one.id))
    .map((one) => ({ id: one.id, name: documentName(app, one.kind), at: one.signedAt.toISOString() }))
    .reverse();
}

/** The words of what is opened only after a fresh proof of who reads. */
function notProven(): RefusalView {
  return { code: 'access.step-up-needed', title: m.referral_prove(), next: m.referral_prove_next() };
}

/** The states on the way, each with when it was reached. */
function chainOf(view: ReferralView) {
  const reached: Readonly<Record<string, string>> = {
    DRAFT: 'made',
    SENT: 'send',
    ACCEPTED: 'accept',
    IN_SERVICE: 'start-service',
    DONE: 'finish',
  };
  const ended = (['REJECTED', 'EXPIRED', 'REVOKED'] as const).find((status) => status === view.status);
  const at = (code: string | undefined) => view.events.find((event) => event.code === code)?.at.toISOString() ?? null;
  const way = chain.map((status) => ({
    status,
    text: statusOfReferral(status, false).text,
    at: at(reached[status]),
    here: status === view.status,
    ended: false,
  }));
  if (!ended) return way;
  const last = way.findLastIndex((step) => step.at !== null);
  return [
    ...way.slice(0, last + 1),
    {
      status: ended,
      text: statusOfReferral(ended, false).text,
      at: view.events.at(-1)?.at.toISOString() ?? null,
      here: true,
      ended: true,
    },
  ];
}

const ACTS = new Set(['accept', 'reject', 'start-service', 'finish']);

export const actions: Actions = {
  /** Opens the texts, or the identity as well; each opening is in the audit. */
  doc: formAct(async ({ ctx, modules, form, params }) => {
    const identity = form.get('phan') === 'identity';
    const { cases } = modules;
    const opened = await cases.viewReferral(ctx, {
      referral: params.id,
      read: identity ? ['narrative', 'identity'] : ['narrative'],
    });
    if (!opened.ok) return opened;
    const { texts, fields } = opened.value;
    const hidden = fields.filter((code) => texts[code] === undefined);
    if (identity && hidden.some((code) => cases.referralFields[code].fieldClass === 'identity'))
      return fail(403, {
        refusal: notProven(),
      });
    return {
      ok: true,
      value: {
        texts: Object.fromEntries(Object.entries(texts).filter(([part]) => !part.startsWith('note:'))),
        notes: Object.entries(texts)
          .filter(([part]) => part.startsWith('note:'))
          .map(([part, note]) => ({ act: words('referral_event', part.slice('note:'.length)), note })),
        questions: Object.fromEntries(
          opened.value.questions.map(({ id, question, answer }) => [id, { question, answer }]),
        ),
      },
    };
  }),
  traLoi: keepEntered(
    formAct(({ ctx, modules, form, params }) => {
      const act = text(form, 'act');
      if (!ACTS.has(act)) return referralRefusal(m.error_404(), m.error_404_next());
      const reason = text(form, 'reason');
      const result = text(form, 'outcome');
      const note = text(form, 'note');
      return modules.cases.answerReferral(ctx, {
        referral: params.id,
        version: Number(text(form, 'version')),
        act: act as AnswerReferral['act'],
        ...(act === 'reject' && reason ? { reason: reason as NonNullable<AnswerReferral['reason']> } : {}),
        ...(act === 'finish' && result ? { outcome: result as NonNullable<AnswerReferral['outcome']> } : {}),
        ...(note.trim() ? { note } : {}),
      });
    }),
  ),
  hoi: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.cases.askAboutReferral(ctx, {
        referral: params.id,
        version: Number(text(form, 'version')),
        text: text(form, 'hoi'),
      }),
    ),
  ),
  traLoiHoi: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) =>
      modules.cases.answerReferralQuestion(ctx, {
        referral: params.id,
        version: Number(text(form, 'version')),
        question: text(form, 'question'),
        text: text(form, 'dap'),
      }),
    ),
  ),
  /** Changes a draft. A piece that was not opened is not in the form, and stays as it is. */
  sua: keepEntered(
    formAct<{ id: string }>(({ ctx, modules, form, params }) => {
      const basis = field(form, 'canCu') as LegalBasis | undefined;
      return modules.cases.editReferral(ctx, {
        referral: params.id,
        version: Number(text(form, 'version')),
        facts: Object.fromEntries(
          [...form.keys()].filter((name) => name.startsWith('f.')).map((name) => [name.slice(2), text(form, name)]),
        ),
        ...(basis ? { basis } : {}),
      });
    }),
  ),
  /** Lets a signed document of the case go along with a draft, or no longer. */
  kem: formAct(({ ctx, modules, form, params }) =>
    modules.cases.attachDocument(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
      document: text(form, 'vanBan'),
    }),
  ),
  boKem: formAct(({ ctx, modules, form, params }) =>
    modules.cases.detachDocument(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
      attachment: text(form, 'gui'),
    }),
  ),
  gui: formAct(({ ctx, modules, form, params }) =>
    modules.cases.sendReferral(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
    }),
  ),
  thuHoi: formAct(({ ctx, modules, form, params }) =>
    modules.cases.revokeReferral(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
    }),
  ),
  noiKhac: formAct(({ ctx, modules, form, params }) => {
    const to = receiverOf(text(form, 'noiNhan'));
    if (!to) return referralRefusal(m.referral_to_missing(), m.referral_to_missing_next(), 'noiNhan');
    return modules.cases.routeElsewhere(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
      to,
    });
  }),
  /** Seals the referral into a file for a receiver outside. The file is made once and kept nowhere. */
  xuat: formAct(async ({ ctx, modules, form, params }) => {
    const made = await modules.cases.exportReferral(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
    });
    if (!made.ok) return made;
    return {
      ok: true,
      value: {
        bundle: made.value.bundle,
        signedBy: made.value.signedBy,
        name: `chuyen-gui-${params.id.slice(-12)}.lachan`,
      },
    };
  }),
  /** Takes in the answer file of a receiver outside. */
  nhap: formAct(async ({ ctx, modules, form, params }) => {
    const file = form.get('tep');
    if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_FILE)
      return referralRefusal(m.referral_file_missing(), m.referral_file_missing_next(), 'tep');
    return modules.cases.importReferralAnswer(ctx, {
      referral: params.id,
      version: Number(text(form, 'version')),
      bundle: await file.text(),
    });
  }),
};
