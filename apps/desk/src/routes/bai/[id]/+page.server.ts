import { atVietnamTime, endOfVietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { href } from '../../../href.ts';
import {
  bandNames,
  drawingView,
  editorNames,
  faultLines,
  partName,
  stageWords,
} from '../../../learning/item-words.server.ts';
import { field, number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { localName, words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:learning-item');
  const detail = valueOrError(ctx, await app.modules.learning.itemDetail(ctx, params.id));
  const byPerson = detail.events.flatMap(({ person, actor, agency }) =>
    person && actor !== null ? [{ person: actor, agency }] : [],
  );
  const name = await editorNames(app, ctx, [
    ...detail.approvals,
    ...byPerson,
    ...detail.publications.map(({ by }) => by),
    ...detail.outside.map(({ by }) => by),
    ...[detail.claimedBy, ...detail.versions.map(({ writtenBy }) => writtenBy)].flatMap((person) =>
      person === null ? [] : [{ person, agency: null }],
    ),
  ]);
  const agencyOf = new Map(byPerson.map(({ person, agency }) => [person, agency]));
  return {
    item: {
      id: detail.id,
      version: detail.version,
      title: localName({ nameVi: detail.titleVi, nameEn: detail.titleEn || detail.titleVi }),
      form: words('item_form', detail.form),
      bands: bandNames(detail.bands),
      slug: detail.slug,
      stage: stageWords(detail.stage),
      number: detail.number,
      hash: detail.hash,
      claimedBy: detail.claimedBy === null ? null : name(detail.claimedBy),
      mine: detail.claimedBy === personOf(ctx).person,
      dueOn: detail.dueOn,
      partsChanged: detail.partsChanged,
      headIsOut: detail.publications.some(({ state, number: out }) => state === 'NOW' && out === detail.number),
    },
    parts: detail.parts.map(({ path, place, picture }) => ({
      place,
      name: partName(path),
      picture,
      lines: detail.lines
        .filter((line) => line.path === path || line.path.startsWith(`${path}.`))
        .map(({ path: at, vi, en }) => ({ path: at, vi, en })),
    })),
    faults: faultLines(detail.faults),
    stale: detail.stale.map((line) => ({ ...line, name: partName(line.path) })),
    voices: detail.voices,
    drawing: detail.drawing && drawingView(detail.drawing),
    comparedWith: detail.comparedWith,
    changes: detail.changes.map((change) => ({ ...change, name: partName(change.path) })),
    approvals: detail.approvals.map(({ person, agency, at }) => ({ id: person, name: name(person, agency), at })),
    approvalsNeeded: detail.approvalsNeeded,
    versions: detail.versions.map((one) => ({
      id: String(one.number),
      number: one.number,
      by: name(one.writtenBy, one.writtenBy === null ? null : agencyOf.get(one.writtenBy)),
      at: one.writtenAt,
      approvals: one.approvals,
    })),
    publications: detail.publications.map((one) => ({
      id: one.id,
      number: one.number,
      from: one.from,
      until: one.until,
      reviewOn: one.reviewOn,
      by: name(one.by.person, one.by.agency),
      state: words('item_publication', one.state),
    })),
    outside: detail.outside.map((one) => ({
      id: one.id,
      whom: one.whom,
      number: one.number,
      by: name(one.by.person, one.by.agency),
      askedAt: one.askedAt,
      expiresAt: one.expiresAt,
      open: one.state === 'OPEN',
      state: words('item_look', one.answer ?? one.state),
      comment: one.comment ?? '',
    })),
    events: detail.events.map((one) => ({
      id: one.id,
      at: one.at,
      who: one.person ? name(one.actor, one.agency) : name(null),
      what: [words('item_event', one.code), ...(one.number === null ? [] : [String(one.number)])].join(' '),
      note: one.note ?? '',
    })),
    may: detail.may,
  };
};

export const actions: Actions = {
  gui: permittedAct('learning-item.send', ({ ctx, modules, form, params }) =>
    modules.learning.sendForReview(ctx, { item: params.id ?? '', version: number(form, 'version') }),
  ),
  duyet: permittedAct('learning-item.approve', ({ ctx, modules, form, params }) =>
    modules.learning.approveItem(ctx, { item: params.id ?? '', hash: text(form, 'hash') }),
  ),
  traLai: permittedAct('learning-item.send-back', ({ ctx, modules, form, params }) =>
    modules.learning.sendBackItem(ctx, {
      item: params.id ?? '',
      version: number(form, 'version'),
      reason: text(form, 'reason'),
    }),
  ),
  dang: permittedAct('learning-item.publish', ({ ctx, modules, form, params }) => {
    const from = field(form, 'from');
    const until = field(form, 'until');
    return modules.learning.publishItem(ctx, {
      item: params.id ?? '',
      version: number(form, 'version'),
      from: from === undefined ? undefined : atVietnamTime(from),
      until: until === undefined ? undefined : endOfVietnamDate(until),
      reviewOn: field(form, 'reviewOn'),
    });
  }),
  moiNgoai: permittedAct('learning-item.ask-outside', async ({ ctx, app, modules, form, params }) => {
    const asked = await modules.learning.askOutside(ctx, {
      item: params.id ?? '',
      hash: text(form, 'hash'),
      whom: text(form, 'whom'),
      days: number(form, 'days') ?? 0,
    });
    if (!asked.ok) return asked;
    const { secret, expiresAt } = asked.value;
    return { ok: true, value: { link: `${app.deskUrl}${href(`/ngoai/${secret}`)}`, expiresAt } };
  }),
  thuHoi: permittedAct('learning-item.ask-outside', ({ ctx, modules, form, params }) =>
    modules.learning.withdrawOutside(ctx, { item: params.id ?? '', look: text(form, 'look') }),
  ),
  dichDung: permittedAct('learning-item.write', ({ ctx, modules, form, params }) =>
    modules.learning.confirmTranslation(ctx, {
      item: params.id ?? '',
      path: text(form, 'path'),
      vi: text(form, 'vi'),
      en: text(form, 'en'),
    }),
  ),
  huyHen: permittedAct('learning-item.unschedule', ({ ctx, modules, form, params }) =>
    modules.learning.unscheduleItem(ctx, { item: params.id ?? '', version: number(form, 'version') }),
  ),
  go: permittedAct('learning-item.withdraw', ({ ctx, modules, form, params }) =>
    modules.learning.withdrawItem(ctx, { item: params.id ?? '', reason: text(form, 'reason') }),
  ),
  nhan: permittedAct('learning-item.claim', ({ ctx, modules, form, params }) =>
    modules.learning.claimItem(ctx, {
      item: params.id ?? '',
      claim: text(form, 'claim') === 'co',
      dueOn: field(form, 'dueOn'),
    }),
  ),
};
