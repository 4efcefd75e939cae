import type { Ctx } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { FileLink, PointerView } from '../../../../src/offences/index.ts';
import { onlinePlace } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { namesOf } from '../report/report-view.server.ts';
import { field, text } from '../server/answer.server.ts';
import { label, options } from '../server/codes.server.ts';
import { refText } from './graph-state.ts';
import { daysWords, gradeWords, identifierName, isPerson, pointLabel, pointWords } from './graph-words.server.ts';

export const identifierChoices = (app: App) =>
  app.modules.offences.identifierKinds.map((value) => ({ value, label: identifierName(value) }));

export const placeChoices = () => options(onlinePlace);

/** What a form of `IdentifierFields` sent: an account goes with its place online, a bank account with its bank. */
export function writtenIdentifier(form: FormData) {
  const kind = text(form, 'kind');
  return {
    kind,
    written: text(form, 'written'),
    beside: kind === 'ACCOUNT' ? field(form, 'place') : kind === 'BANK' ? field(form, 'beside') : undefined,
  };
}

/** Kinds of links that a person writes. */
export const linkChoices = (app: App) => {
  const { linkKind } = app.modules.offences;
  return linkKind.terms
    .filter(({ byHand }) => byHand)
    .map(({ code }) => ({ value: code as string, label: label(linkKind, code) }));
};

/** The links of a file in words; `identifier` where one end is the file and the other an identifier. */
export async function fileLinkWords(app: App, ctx: Ctx, file: string, links: readonly FileLink[]) {
  const { offences } = app.modules;
  const people = links.flatMap(({ author, takenBack }) => [author, takenBack?.by ?? '']).filter(isPerson);
  const names = await namesOf(app, ctx, people);
  const agencies = await agencyNames(
    app,
    ctx,
    links.map(({ agency }) => agency),
  );
  const person = (id: string) => (isPerson(id) ? (names.get(id) ?? m.person_elsewhere()) : m.actor_platform());
  return links.map((link) => {
    const ends = [link.from, link.to];
    const hasFile = ends.some(({ kind, id }) => kind === 'FILE' && id === file);
    const identifier = hasFile ? ends.find(({ kind }) => kind === 'IDENTIFIER') : undefined;
    const kind = label(offences.linkKind, link.kind);
    return {
      id: link.id,
      kind,
      what: m.offence_graph_link_says({ from: pointLabel(app, link.from), kind, to: pointLabel(app, link.to) }),
      identifier: identifier === undefined ? null : pointWords(app, identifier),
      ...gradeWords(app, link),
      by: person(link.author),
      unit: agencies.get(link.agency) ?? m.actor_platform(),
      days: daysWords(vietnamDate(new Date(link.firstSeen)), vietnamDate(new Date(link.lastSeen))),
      derived: link.derived,
      own: link.own,
      takenBack: link.takenBack && {
        at: formatTime(link.takenBack.at),
        by: person(link.takenBack.by),
        reason:
          link.takenBack.reason === 'DERIVED'
            ? m.offence_link_back_derived()
            : label(offences.linkTakeBackReason, link.takenBack.reason),
      },
    };
  });
}
export type FileLinkWords = Awaited<ReturnType<typeof fileLinkWords>>[number];

/** The points that a file's links lead to, and the file itself: what a person can tie to each other. */
export function pointChoices(
  app: App,
  file: { readonly id: string; readonly reference: string },
  links: readonly FileLink[],
) {
  const own = { value: refText({ kind: 'FILE', id: file.id }), label: file.reference };
  const points = links
    .filter(({ takenBack }) => takenBack === null)
    .flatMap(({ from, to }) => [from, to])
    .map((node) => ({ value: refText(node), label: pointLabel(app, node) }));
  return [...new Map([own, ...points].map((one) => [one.value, one])).values()];
}

/** What two units were told of each other, in words. */
export async function pointerWords(app: App, ctx: Ctx, pointers: readonly PointerView[]) {
  const names = await agencyNames(
    app,
    ctx,
    pointers.flatMap(({ unit, otherUnit }) => [unit, otherUnit]),
  );
  const agency = (code: string) => names.get(code) ?? code;
  return pointers.map((one) => ({
    id: one.id,
    file: one.file,
    mask: one.mask,
    unit: agency(one.unit),
    otherUnit: agency(one.otherUnit),
    /** Files of the two, each under the name of its unit: the other's for who sees both sides alone. */
    sides: [
      { unit: agency(one.unit), file: one.file, reference: one.reference },
      ...(one.otherFile === null
        ? []
        : [{ unit: agency(one.otherUnit), file: one.otherFile, reference: one.otherReference }]),
    ],
    units: [one.unit, one.otherUnit].map((value) => ({ value, label: agency(value) })),
    toldAt: one.toldAt,
    open: one.state === 'OPEN',
    outcome: one.outcome && label(app.modules.offences.deconflictionOutcome, one.outcome),
    lead: one.lead && agency(one.lead),
    closedAt: one.closedAt,
  }));
}
export type PointerWords = Awaited<ReturnType<typeof pointerWords>>[number];
