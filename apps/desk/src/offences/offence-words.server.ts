import type { Ctx } from '../../../../src/kernel/index.ts';
import type { Assertions, FileDetail, FileInList, RequestView } from '../../../../src/offences/index.ts';
import { ageBand, offence, offenceFileStatus, onlineIncident, provincesAt } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { App } from '../../../server/app.ts';
import { lawClock } from '../clock/law-clock.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { namesOf } from '../report/report-view.server.ts';
import { ageName, label, localName, options, words } from '../server/codes.server.ts';
import { identifierName } from './graph-words.server.ts';

type Stage = FileInList['stage'];

const TONES: Readonly<Record<Stage, 'new' | 'open' | 'waiting' | 'done' | 'stopped'>> = {
  TIP: 'new',
  TRANSFERRED: 'new',
  VERIFYING_SOURCE: 'open',
  INITIATED: 'open',
  INVESTIGATION: 'open',
  SUSPENDED: 'waiting',
  CONCLUDED: 'waiting',
  PROSECUTION: 'waiting',
  TRIAL: 'waiting',
  NOT_INITIATED: 'stopped',
  DISMISSED: 'stopped',
  JUDGED: 'done',
  ADMIN_SANCTION: 'done',
};
const REQUEST_TONES: Readonly<Record<RequestView['state'], 'new' | 'open' | 'waiting' | 'done' | 'stopped'>> = {
  DRAFTED: 'new',
  WAITING: 'waiting',
  APPROVED: 'open',
  SENDING: 'waiting',
  SENT: 'waiting',
  ANSWERED: 'done',
  REFUSED: 'stopped',
  WITHDRAWN: 'stopped',
};

export const stageName = (stage: string) => label(offenceFileStatus, stage);
/** The name of a province by its code; a unit of the whole country has none. */
export function provinceName(code: string | null): string {
  if (code === null) return m.offence_nationwide();
  const unit = provincesAt().find((one) => one.code === code);
  return unit ? localName(unit) : code;
}
export const cited = (source: string) => lawCitation(source, getLocale());

/** A file as a list and the head of its page show it: codes in words. */
export function fileWords(file: FileInList, agency: (code: string) => string) {
  return {
    id: file.id,
    reference: file.reference,
    status: { code: file.stage, text: stageName(file.stage), tone: TONES[file.stage] },
    since: file.stageSince.toISOString(),
    lead: agency(file.leadAgency),
    province: provinceName(file.province),
    urgent: file.urgent,
    clock: file.clock && lawClock(file.clock),
    overdue: file.overdue,
    openedAt: file.openedAt.toISOString(),
    opens: file.opens,
    demonstration: file.demonstration,
  };
}

export const stageChoices = (app: App) =>
  app.modules.offences.stages.map((value) => ({ value, label: stageName(value) }));

/** What is written of a new file and of one that is described anew. */
export const describeChoices = () => ({
  harms: [{ value: '', label: m.offence_unknown() }, ...options(onlineIncident)],
  bands: [
    { value: '', label: m.offence_unknown() },
    ...ageBand.codes
      .filter((code) => code !== 'ADULT' && code !== 'UNK')
      .map((value) => ({ value, label: ageName(value) })),
  ],
  levels: ['CASE', 'EVIDENCE'].map((value) => ({ value, label: words('offence_level', value) })),
});

export const articleName = (code: string) => label(offence, code);

const isPerson = (id: string | null): id is string => id !== null && /^[0-9a-f]{8}-/.test(id);

/** Names of everybody who said or did something in a file, as far as the reader knows them. */
export async function peopleOf(
  app: App,
  ctx: Ctx,
  detail: FileDetail,
  said: Assertions,
  requests: readonly RequestView[],
): Promise<(id: string | null) => string> {
  const ids = [
    ...detail.events.map(({ by }) => by),
    ...[...said.persons, ...said.claims, ...said.articles, ...said.outcomes].flatMap(({ by, takenBack }) => [
      by,
      takenBack?.by ?? null,
    ]),
    ...requests.flatMap(({ draftedBy, approvedBy }) => [draftedBy, approvedBy]),
  ];
  const names = await namesOf(app, ctx, ids.filter(isPerson));
  return (id) => (isPerson(id) ? (names.get(id) ?? m.person_elsewhere()) : m.actor_platform());
}

export function assertionWords(
  app: App,
  said: Assertions,
  agency: (code: string) => string,
  person: (id: string | null) => string,
) {
  const { offences } = app.modules;
  const saying = ({
    id,
    at,
    by,
    agency: unit,
    takenBack,
  }: Assertions['persons'][number] | Assertions['articles'][number]) => ({
    id,
    at: at.toISOString(),
    by: person(by),
    unit: agency(unit),
    takenBack: takenBack && {
      at: takenBack.at.toISOString(),
      by: person(takenBack.by),
      reason: label(offences.takeBackReason, takenBack.reason),
    },
  });
  const graded = (one: Assertions['persons'][number] | Assertions['claims'][number]) => ({
    basis: label(offences.assertionBasis, one.basis),
    grade: `${one.reliability}${one.credibility}`,
    gradeWords: `${label(offences.sourceReliability, one.reliability)}; ${label(offences.informationCredibility, String(one.credibility))}`,
  });
  // People are told apart by their place in the file until somebody opens a name.
  const numberOf = new Map(said.persons.map(({ id }, at) => [id, at + 1]));
  const called = (id: string) => m.offence_person_number({ n: numberOf.get(id) ?? 0 });
  const comparedWords = ({ one, other, says, elsewhere }: Assertions['claims'][number]) => {
    // Whoever is of this file is named first.
    const [first, second] = elsewhere?.person === one ? [other, one] : [one, other];
    const away = elsewhere && m.offence_person_elsewhere({ n: elsewhere.number, reference: elsewhere.reference });
    const both = { one: called(first), other: away ?? called(second) };
    return says === 'SAME' ? m.offence_claim_same(both) : m.offence_claim_different(both);
  };
  return {
    persons: said.persons.map((one) => ({
      ...saying(one),
      ...graded(one),
      called: called(one.id),
      part: label(offences.interestPart, one.part),
      named: one.named,
    })),
    claims: said.claims.map((one) => ({
      ...saying(one as never),
      ...graded(one),
      what: comparedWords(one),
      here: one.here,
      elsewhere: one.elsewhere && { file: one.elsewhere.file, reference: one.elsewhere.reference },
      contradicted: one.contradicted,
    })),
    articles: said.articles.map((one) => ({
      ...saying(one),
      name: articleName(one.article),
      actOn: one.actOn,
      source: cited(one.source),
      verified: one.verified,
    })),
    outcomes: said.outcomes.map((one) => ({
      ...saying(one as never),
      kind: label(offences.outcomeKind, one.kind),
      decidedOn: one.decidedOn,
      article: one.article && articleName(one.article),
      about: one.person && called(one.person),
      sentence: one.sentence && label(offences.sentenceKind, one.sentence),
      months: one.months,
      amount: one.amount,
      suspended: one.suspended,
      measures: one.measures.map((code) => label(offences.childMeasure, code)),
      document: one.document,
      note: one.note,
    })),
  };
}
export type AssertionWords = ReturnType<typeof assertionWords>;

export function requestWords(app: App, one: RequestView, person: (id: string | null) => string) {
  return {
    id: one.id,
    reference: one.reference,
    version: one.version,
    kind: label(app.modules.offences.requestKind, one.kind),
    addressee: one.addressee,
    addresseeAgency: one.addresseeAgency,
    asked: one.asked,
    urgent: one.urgent,
    status: { code: one.state, text: words('offence_request_state', one.state), tone: REQUEST_TONES[one.state] },
    source: cited(one.source),
    verified: one.verified,
    draftedBy: person(one.draftedBy),
    draftedAt: one.draftedAt.toISOString(),
    approvedBy: one.approvedBy && person(one.approvedBy),
    sentAt: one.sentAt?.toISOString() ?? null,
    answeredAt: one.answeredAt?.toISOString() ?? null,
    answer: one.answer,
    clock: one.clock && lawClock(one.clock),
  };
}
export type RequestWords = ReturnType<typeof requestWords>;

/** What happened to a file, in words. */
export function eventWords(
  app: App,
  event: FileDetail['events'][number],
  at: number,
  person: (id: string | null) => string,
  agency: (code: string) => string,
) {
  const code = (name: string) => (typeof event.codes[name] === 'string' ? (event.codes[name] as string) : '');
  const notes: Readonly<Record<string, () => string>> = {
    'stage-moved': () => m.offence_from_to({ from: stageName(code('from')), to: stageName(code('to')) }),
    transferred: () => m.offence_from_to({ from: agency(code('from')), to: agency(code('to')) }),
    'lead-followed': () => m.offence_from_to({ from: agency(code('from')), to: agency(code('to')) }),
    'unit-joined': () => agency(code('agency')),
    'unit-left': () => agency(code('agency')),
    'article-added': () => articleName(code('article')),
    'identifier-added': () => identifierName(code('kind')),
    'watch-began': () => identifierName(code('kind')),
    'watch-ended': () => identifierName(code('kind')),
    linked: () => label(app.modules.offences.linkKind, code('kind')),
    'deconfliction-closed': () =>
      `${agency(code('unit'))} · ${label(app.modules.offences.deconflictionOutcome, code('outcome'))}`,
    'outcome-recorded': () => label(app.modules.offences.outcomeKind, code('kind')),
  };
  return {
    id: String(at),
    at: event.at.toISOString(),
    who: event.agency === null ? person(event.by) : `${person(event.by)} · ${agency(event.agency)}`,
    what: words('offence_event', event.code),
    note: notes[event.code]?.() ?? code('request'),
  };
}
