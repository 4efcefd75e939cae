import { redirect } from '@sveltejs/kit';
import type { Result } from '../../../../../../src/kernel/index.ts';
import { offence, onlineIncident } from '../../../../../../src/vocabulary/index.ts';
import { agencyFrom, agencyNames } from '../../../agency/agencies.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { href } from '../../../href.ts';
import { personCoded } from '../../../offences/coded-file.server.ts';
import { readRef } from '../../../offences/graph-state.ts';
import {
  fileLinkWords,
  identifierChoices,
  linkChoices,
  placeChoices,
  pointChoices,
  pointerWords,
  writtenIdentifier,
} from '../../../offences/identifier-words.server.ts';
import {
  assertionWords,
  cited,
  describeChoices,
  eventWords,
  fileWords,
  peopleOf,
  requestWords,
  stageName,
} from '../../../offences/offence-words.server.ts';
import { takeInWritten, takenInChoices } from '../../../offences/taken-in.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, number, text, valueOrError } from '../../../server/answer.server.ts';
import { ageName, label, options, words } from '../../../server/codes.server.ts';
import { formAct, keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'offence-register.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:offence-file');
  const { offences } = app.modules;
  const entry = valueOrError(ctx, await offences.readRegister(ctx, { file: params.id }));
  if (!entry.opens) {
    // Whoever coordinates knows that it is there, and no more.
    const names = await agencyNames(app, ctx, [entry.leadAgency]);
    return { file: fileWords(entry, (code) => names.get(code) ?? code), detail: null, now: ctx.now.toISOString() };
  }
  const detail = valueOrError(ctx, await offences.readOffenceFile(ctx, { file: params.id }));
  const said = valueOrError(ctx, await offences.readAssertions(ctx, { file: params.id }));
  const { requests } = valueOrError(ctx, await offences.readRequests(ctx, { file: params.id }));
  const waiting = await pendingApprovals(app, ctx, 'offence-request');
  const tied = valueOrError(ctx, await offences.readFileLinks(ctx, { file: params.id }));
  const { pointers } = valueOrError(ctx, await offences.listDeconfliction(ctx, { file: params.id }));
  const names = await agencyNames(app, ctx, [
    ...detail.units.map((one) => one.agency),
    ...detail.events.flatMap(({ agency, codes }) =>
      [agency, codes.from, codes.to, codes.agency, codes.unit].filter((one): one is string => typeof one === 'string'),
    ),
    ...[...said.persons, ...said.claims, ...said.articles, ...said.outcomes].map((one) => one.agency),
  ]);
  const agency = (code: string) => names.get(code) ?? (code === 'PLATFORM' ? m.actor_platform() : code);
  const person = await peopleOf(app, ctx, detail, said, requests);
  const may = (act: string) => detail.acts.includes(`offence-file.${act}`);
  const visited = new Map(detail.stages.map((one) => [one.stage as string, one]));
  const at = (offences.mainLine as readonly string[]).indexOf(detail.file.stage);
  const reached = Math.max(at, ...offences.mainLine.flatMap((one, place) => (visited.has(one) ? [place] : [])));
  const grades = {
    basis: options(offences.assertionBasis),
    reliability: options(offences.sourceReliability),
    credibility: options(offences.informationCredibility),
  };
  return {
    file: fileWords(detail.file, agency),
    detail: {
      version: detail.version,
      summary: detail.summary,
      origin: words('offence_origin', detail.origin),
      level: words('offence_level', detail.level),
      harm: detail.harm === null ? null : label(onlineIncident, detail.harm),
      childBand: detail.childBand === null ? null : ageName(detail.childBand),
      children: detail.children,
      raw: {
        harm: detail.harm ?? '',
        childBand: detail.childBand ?? '',
        children: String(detail.children),
        level: detail.level,
        urgent: detail.file.urgent ? 'on' : '',
        summary: detail.summary,
      },
      rail: offences.mainLine.map((code, place) => ({
        code,
        name: stageName(code),
        state: (code === detail.file.stage ? 'now' : place <= reached && visited.has(code) ? 'past' : 'ahead') as
          | 'past'
          | 'now'
          | 'ahead',
        from: visited.get(code)?.from.toISOString() ?? null,
      })),
      beside: detail.stages
        .filter(({ stage }) => !(offences.mainLine as readonly string[]).includes(stage))
        .map((one) => ({ name: stageName(one.stage), from: one.from.toISOString(), now: one.until === null })),
      stages: detail.stages.map((one, place) => ({
        id: String(place),
        name: stageName(one.stage),
        from: one.from.toISOString(),
        agency: agency(one.agency),
        decidedOn: one.decidedOn,
        basis: one.basis === null ? '' : cited(one.basis),
        verified: one.basisVerified,
      })),
      units: detail.units.map((one) => ({
        id: one.id,
        agency: agency(one.agency),
        part: words('offence_part', one.part),
        from: one.from.toISOString(),
        until: one.until?.toISOString() ?? null,
        ended: one.ended?.toISOString() ?? null,
        endable: may('share') && one.part === 'TAKES_PART' && one.ended === null,
      })),
      ...assertionWords(app, said, agency, person),
      requests: requests.map((one) => ({
        ...requestWords(app, one, person),
        approval: waiting.get(one.id) ?? null,
      })),
      events: detail.events.map((one, place) => eventWords(app, one, place, person, agency)),
      // What is said of persons stands above, as it was said.
      links: await fileLinkWords(
        app,
        ctx,
        params.id,
        tied.links.filter(({ said: isSaid }) => !isSaid),
      ),
      moreLinks: tied.more,
      ofReport:
        detail.origin === 'TRACK' &&
        !tied.links.some(({ takenBack, from }) => takenBack === null && from.kind === 'REPORT'),
      pointers: await pointerWords(app, ctx, pointers),
    },
    next: detail.next.map((value) => ({ value, label: stageName(value) })),
    may: {
      move: may('move') && detail.next.length > 0,
      describe: may('describe'),
      share: may('share'),
      transfer: may('transfer'),
      assert: may('assert'),
      request: may('request'),
      decide: may('decide'),
      conflict: may('declare-conflict'),
      takeLinkBack: app.permissions.allows({ action: 'graph.take-back' }, ctx.actor, ctx.now),
    },
    choices: {
      ...describeChoices(),
      ...grades,
      part: options(offences.interestPart),
      says: ['SAME', 'DIFFERENT'].map((value) => ({ value, label: words('offence_says', value) })),
      people: said.persons.flatMap((one, place) =>
        one.takenBack ? [] : [{ value: one.id, label: m.offence_person_number({ n: place + 1 }) }],
      ),
      article: options(offence),
      takeBack: options(offences.takeBackReason),
      identifier: identifierChoices(app),
      place: placeChoices(),
      takenIn: takenInChoices(app),
      link: linkChoices(app),
      point: pointChoices(app, detail.file, tied.links),
      linkBack: options(offences.linkTakeBackReason),
      outcome: options(offences.outcomeKind),
      sentence: [{ value: '', label: m.offence_no_sentence() }, ...options(offences.sentenceKind)],
      measure: options(offences.childMeasure),
      request: options(offences.requestKind),
      answer: offences.requestAnswers.map((value) => ({ value, label: words('offence_request_state', value) })),
    },
    now: ctx.now.toISOString(),
  };
};

const onFile = (form: FormData, params: { readonly id: string }) => ({
  file: params.id,
  version: number(form, 'version'),
});
const onRequest = (form: FormData, params: { readonly id: string }) => ({
  file: params.id,
  request: text(form, 'request'),
  version: number(form, 'version'),
});
const grade = (form: FormData) => ({
  basis: text(form, 'basis'),
  reliability: text(form, 'reliability'),
  credibility: number(form, 'credibility') ?? 0,
});

export const actions: Actions = {
  chuyenGiaiDoan: keepEntered(
    permittedAct('offence-file.move', ({ ctx, modules, form, params }) =>
      modules.offences.moveStage(ctx, {
        ...onFile(form, params),
        to: text(form, 'to'),
        decidedOn: field(form, 'decidedOn'),
      }),
    ),
  ),
  moTa: keepEntered(
    permittedAct('offence-file.describe', ({ ctx, modules, form, params }) =>
      modules.offences.describeFile(ctx, {
        ...onFile(form, params),
        summary: text(form, 'summary'),
        harm: field(form, 'harm'),
        childBand: field(form, 'childBand'),
        children: number(form, 'children'),
        level: field(form, 'level'),
        urgent: text(form, 'urgent') === 'on',
      }),
    ),
  ),
  moi: keepEntered(
    permittedAct('offence-file.share', async ({ app, ctx, modules, form, params }) => {
      const unit = await agencyFrom(app, ctx, form, 'agency');
      if (!unit.ok) return unit;
      return modules.offences.shareFile(ctx, { file: params.id, agency: unit.value, until: text(form, 'until') });
    }),
  ),
  thoiPhoiHop: permittedAct('offence-file.share', ({ ctx, modules, form, params }) =>
    modules.offences.endShare(ctx, { file: params.id, unit: text(form, 'unit') }),
  ),
  chuyenDonVi: keepEntered(
    permittedAct('offence-file.transfer', async ({ app, ctx, modules, form, params }) => {
      const unit = await agencyFrom(app, ctx, form, 'to');
      if (!unit.ok) return unit;
      const given = await modules.offences.transferFile(ctx, { ...onFile(form, params), to: unit.value });
      // Whoever gave it away sees it no more.
      if (given.ok) redirect(303, href('/vi-pham'));
      return given;
    }),
  ),
  dieuLuat: keepEntered(
    permittedAct('offence-file.assert', ({ ctx, modules, form, params }) =>
      modules.offences.addArticle(ctx, {
        file: params.id,
        article: text(form, 'article'),
        actOn: field(form, 'actOn'),
      }),
    ),
  ),
  doiTuong: keepEntered(
    permittedAct('offence-file.assert', ({ ctx, modules, form, params }) =>
      modules.offences.namePerson(ctx, {
        file: params.id,
        part: text(form, 'part'),
        name: field(form, 'name'),
        description: field(form, 'description'),
        ...grade(form),
      }),
    ),
  ),
  xemTen: formAct(async ({ ctx, modules, form, params }) => {
    const person = text(form, 'person');
    const opened = await modules.offences.openPerson(ctx, { file: params.id, person });
    return opened.ok ? { ok: true, value: { opened: { person, ...opened.value } } } : opened;
  }),
  dinhDanh: keepEntered(
    permittedAct('offence-file.describe', ({ ctx, modules, form, params }) =>
      modules.offences.addIdentifier(ctx, {
        file: params.id,
        ...writtenIdentifier(form),
        link: field(form, 'link'),
        reliability: field(form, 'reliability'),
        credibility: field(form, 'credibility'),
        seenFrom: field(form, 'seenFrom'),
        seenTo: field(form, 'seenTo'),
        childOwned: text(form, 'childOwned') === 'on',
        person: field(form, 'person'),
      }),
    ),
  ),
  duaVao: keepEntered(
    permittedAct('offence-file.describe', ({ app, ctx, form, params }) => takeInWritten(app, ctx, params.id, form)),
  ),
  lienKet: keepEntered(
    permittedAct('offence-file.describe', ({ ctx, modules, form, params }) => {
      // What no field of ours sent is a point that is not there.
      const point = (name: string) => readRef(text(form, name)) ?? { kind: 'FILE', id: '' };
      return modules.offences.linkNodes(ctx, {
        file: params.id,
        from: point('linkFrom'),
        to: point('linkTo'),
        kind: text(form, 'linkKind'),
        reliability: field(form, 'reliability'),
        credibility: field(form, 'credibility'),
        seenFrom: field(form, 'seenFrom'),
        seenTo: field(form, 'seenTo'),
      });
    }),
  ),
  xemDinhDanh: formAct(async ({ ctx, modules, form }) => {
    const identifier = text(form, 'identifier');
    const opened = await modules.offences.unmaskIdentifier(ctx, { identifier });
    return opened.ok ? { ok: true, value: { unmasked: { identifier, display: opened.value.display } } } : opened;
  }),
  rutLienKet: permittedAct('graph.take-back', ({ ctx, modules, form }) =>
    modules.offences.takeBackLink(ctx, { link: text(form, 'link'), reason: text(form, 'reason') }),
  ),
  soSanh: keepEntered(
    permittedAct('offence-file.assert', async ({ ctx, modules, form, params }) => {
      const elsewhere = text(form, 'otherFile').trim();
      const other: Result<string> =
        elsewhere === ''
          ? { ok: true, value: text(form, 'other') }
          : await personCoded(modules, ctx, { file: elsewhere, number: number(form, 'otherNumber') });
      if (!other.ok) return other;
      const said = await modules.offences.claimSame(ctx, {
        file: params.id,
        one: text(form, 'one'),
        other: other.value,
        says: text(form, 'says'),
        ...grade(form),
      });
      return said.ok || elsewhere === '' || said.refusal.field !== undefined
        ? said
        : { ok: false, refusal: { ...said.refusal, field: 'otherNumber' } };
    }),
  ),
  rutLai: permittedAct('offence-file.assert', ({ ctx, modules, form, params }) =>
    modules.offences.takeBack(ctx, {
      file: params.id,
      kind: text(form, 'kind'),
      id: text(form, 'said'),
      reason: text(form, 'reason'),
    }),
  ),
  quyetDinh: keepEntered(
    permittedAct('offence-file.decide', ({ ctx, modules, form, params }) =>
      modules.offences.recordOutcome(ctx, {
        file: params.id,
        kind: text(form, 'kind'),
        decidedOn: text(form, 'decidedOn'),
        article: field(form, 'article'),
        person: field(form, 'person'),
        sentence: field(form, 'sentence'),
        months: number(form, 'months'),
        amount: number(form, 'amount'),
        suspended: text(form, 'suspended') === 'on',
        measures: form.getAll('measure').filter((one): one is string => typeof one === 'string'),
        document: field(form, 'document'),
        note: field(form, 'note'),
      }),
    ),
  ),
  soanYeuCau: keepEntered(
    permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
      modules.offences.draftRequest(ctx, {
        file: params.id,
        kind: text(form, 'kind'),
        addressee: text(form, 'addressee'),
        agency: text(form, 'to-agency'),
        asked: text(form, 'asked'),
        urgent: text(form, 'urgent') === 'on',
      }),
    ),
  ),
  trinh: permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
    modules.offences.submitRequest(ctx, onRequest(form, params)),
  ),
  gui: permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
    modules.offences.sendRequest(ctx, onRequest(form, params)),
  ),
  guiThu: permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
    modules.offences.sendByPlatform(ctx, onRequest(form, params)),
  ),
  traLoi: keepEntered(
    permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
      modules.offences.answerRequest(ctx, {
        ...onRequest(form, params),
        answer: text(form, 'answer'),
        text: text(form, 'text'),
      }),
    ),
  ),
  thoiYeuCau: permittedAct('offence-file.request', ({ ctx, modules, form, params }) =>
    modules.offences.withdrawRequest(ctx, onRequest(form, params)),
  ),
  duyet: decideApproval,
  xungDot: permittedAct('offence-file.declare-conflict', async ({ ctx, modules, params }) => {
    const declared = await modules.offences.declareFileConflict(ctx, { file: params.id });
    if (declared.ok) redirect(303, href('/vi-pham'));
    return declared;
  }),
};
