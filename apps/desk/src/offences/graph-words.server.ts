import type { Ctx } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { LinkView, NodeView } from '../../../../src/offences/index.ts';
import type { App } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { formatDay } from '../parts/format.ts';
import { namesOf } from '../report/report-view.server.ts';
import { valueOrError } from '../server/answer.server.ts';
import { label, words } from '../server/codes.server.ts';
import { pointType, type SelectedPoint, type Selection, selectGraph } from './graph-selection.ts';
import { type GraphState, refText, sameRef } from './graph-state.ts';

export const isPerson = (id: string): boolean => /^[0-9a-f]{8}-/.test(id);
export const identifierName = (kind: string): string => words('identifier_kind', kind);

export const typeName = (app: App, type: string): string =>
  app.modules.offences.nodeKind.has(type) ? label(app.modules.offences.nodeKind, type) : identifierName(type);

/**
 * What a point is called: a code, a mask, a person by their number in a file and its code, or its kind and the end of its id, by which two
 * are told apart.
 */
export function pointLabel(
  app: App,
  node: Pick<NodeView, 'kind' | 'identifierKind' | 'reference' | 'mask' | 'id' | 'person'>,
): string {
  const name = typeName(app, pointType(node));
  if (node.person !== null && node.reference !== null)
    return m.offence_person_elsewhere({ n: node.person.number, reference: node.reference });
  // The code of a report is the only one without letters that say what it is of.
  if (node.reference !== null) return node.kind === 'REPORT' ? `${name} ${node.reference}` : node.reference;
  return `${name} ${node.mask ?? `·${node.id.slice(-4)}`}`;
}

const PAGES: Readonly<Record<string, string>> = {
  FILE: '/vi-pham',
  SERIES: '/vi-pham/chuoi',
  REPORT: '/bao-cao',
  ITEM: '/noi-dung',
  MACHINE_REPORT: '/noi-dung/bao-cao-tu-dong',
  LISTENING_ALERT: '/lang-nghe/canh-bao',
};
function pageOf({ kind, id, person }: NodeView): string | null {
  if (person !== null) return `/vi-pham/${person.file}#doi-tuong`;
  return PAGES[kind] === undefined ? null : `${PAGES[kind]}/${id}`;
}

export function pointWords(app: App, node: NodeView) {
  const { offences } = app.modules;
  return {
    key: refText(node),
    kind: node.kind as string,
    id: node.id,
    type: pointType(node),
    typeName: typeName(app, pointType(node)),
    label: pointLabel(app, node),
    /** Its page, where the reader may open it. */
    page: node.reference === null ? null : pageOf(node),
    childOwned: node.childOwned,
    hub:
      node.hub === null
        ? null
        : m.offence_graph_hub_until({
            reason: label(offences.hubReason, node.hub.reason),
            day: formatDay(vietnamDate(new Date(node.hub.until))),
          }),
  };
}
export type PointWords = ReturnType<typeof pointWords>;

export function gradeWords(app: App, one: { readonly reliability: string; readonly credibility: string }) {
  const { offences } = app.modules;
  return {
    grade: `${one.reliability}${one.credibility}`,
    gradeWords: `${label(offences.sourceReliability, one.reliability)}; ${label(offences.informationCredibility, one.credibility)}`,
  };
}

/** From when to when something was seen, as one day where it is one. */
export function daysWords(first: string, last: string): string {
  const [from, to] = [formatDay(first.slice(0, 10)), formatDay(last.slice(0, 10))];
  return from === to ? from : m.offence_graph_days({ from, to });
}

const drawnPoint = (app: App, point: SelectedPoint) => ({
  ...pointWords(app, point),
  steps: point.steps,
  ties: point.ties,
  opened: point.opened,
  onPath: point.onPath,
  days: point.first === null || point.last === null ? '' : daysWords(point.first, point.last),
  first: point.first,
  last: point.last,
});
export type DrawnPoint = ReturnType<typeof drawnPoint>;

function drawnTies(app: App, { ties }: Selection) {
  const { linkKind } = app.modules.offences;
  return ties.map(({ from, to, links, kinds, first, last, onPath }) => ({
    from,
    to,
    links,
    what: kinds.map((kind) => label(linkKind, kind)).join(', '),
    /** Worked out by the platform, and not seen by anybody. */
    derived: kinds.every((kind) => linkKind.has(kind) && linkKind.get(kind).workedOut),
    first,
    last,
    days: daysWords(first, last),
    onPath,
  }));
}
export type DrawnTie = ReturnType<typeof drawnTies>[number];

/** Why two points are linked, link by link. */
export async function linkWords(app: App, ctx: Ctx, links: readonly LinkView[], ends: readonly [string, string]) {
  const { offences } = app.modules;
  const names = await namesOf(app, ctx, links.map(({ author }) => author).filter(isPerson));
  const agencies = await agencyNames(
    app,
    ctx,
    links.map(({ agency }) => agency),
  );
  const own = ctx.actor.kind === 'person' ? ctx.actor.agency : undefined;
  return links.map((link) => ({
    id: link.id,
    what: m.offence_graph_link_says({
      from: link.forth ? ends[0] : ends[1],
      kind: label(offences.linkKind, link.kind),
      to: link.forth ? ends[1] : ends[0],
    }),
    ...gradeWords(app, link),
    origin: words('graph_origin', link.origin.kind),
    by: isPerson(link.author) ? (names.get(link.author) ?? m.person_elsewhere()) : m.actor_platform(),
    unit: agencies.get(link.agency) ?? m.actor_platform(),
    days: daysWords(vietnamDate(new Date(link.firstSeen)), vietnamDate(new Date(link.lastSeen))),
    derived: link.derived,
    said: link.said,
    own: link.agency === own,
  }));
}
export type LinkWords = Awaited<ReturnType<typeof linkWords>>[number];

/** Rows of the table on one of its pages. */
export const ROWS = 100;

/** The graph of a file as the address asks for it, in words. */
export async function graphPage(app: App, ctx: Ctx, file: string, asked: GraphState) {
  const { offences } = app.modules;
  // A kind that is in no list is left out: an address is typed and cut short by people.
  const state: GraphState = {
    ...asked,
    kinds: asked.kinds.filter((kind) => offences.linkKind.has(kind)),
    hidden: asked.hidden.filter((type) => offences.nodeKind.has(type) || isIdentifierKind(app, type)),
  };
  const graph = offences.graphReader(() => app.service(offences.GRAPH).copy);
  const kinds = { kinds: state.kinds, degreeMost: state.degreeMost ?? undefined };
  const filters = { ...kinds, since: state.since ?? undefined, until: state.until ?? undefined };
  const start = { kind: 'FILE', id: file };
  const base = valueOrError(
    ctx,
    await offences.expandNode(ctx, graph, { node: start, steps: state.steps, ...filters }),
  );
  const whole =
    state.since === null && state.until === null
      ? base
      : valueOrError(ctx, await offences.expandNode(ctx, graph, { node: start, steps: state.steps, ...kinds }));
  const opened = [];
  for (const ref of state.expanded) {
    const view = await offences.expandNode(ctx, graph, { node: ref, steps: 1, ...filters });
    // What was taken back since, or is no longer seen, is a point that is not there.
    if (view.ok) opened.push({ ref, view: view.value });
  }
  const looked =
    state.from && state.to && !sameRef(state.from, state.to)
      ? await offences.findPath(ctx, graph, { from: state.from, to: state.to, ...filters })
      : undefined;
  const path = looked?.ok ? looked.value : null;
  const selection = selectGraph(base, opened, path, state);
  const points = selection.points.map((point) => drawnPoint(app, point));
  const days = whole.ties.flatMap(({ first, last }) => [first, last]).toSorted();
  return {
    state,
    points,
    ties: drawnTies(app, selection),
    more: selection.more,
    about: selection.about,
    hidden: selection.hidden,
    hubs: selection.hubs.map((node) => pointWords(app, node)),
    wide: selection.wide.map((node) => pointWords(app, node)),
    lost: state.expanded.length - opened.length,
    /** Days of the first and the last link that the reader sees, whatever the filter of days says. */
    span: days.length === 0 ? null : { first: days[0] as string, last: days.at(-1) as string },
    path: looked && {
      found: path !== null && path.nodes.length > 0,
      steps: Math.max(0, (path?.nodes.length ?? 0) - 1),
      tooWide: path?.tooWide === true,
    },
    why: await whyWords(app, ctx, state, points),
  };
}
export type GraphPage = Awaited<ReturnType<typeof graphPage>>;

const isIdentifierKind = (app: App, type: string): boolean =>
  (app.modules.offences.identifierKinds as readonly string[]).includes(type);

async function whyWords(app: App, ctx: Ctx, state: GraphState, points: readonly DrawnPoint[]) {
  if (state.why === null) return null;
  const [from, to] = state.why;
  const called = (ref: { readonly kind: string; readonly id: string }) =>
    points.find(({ key }) => key === refText(ref))?.label ?? `${typeName(app, ref.kind)} ·${ref.id.slice(-4)}`;
  const ends = [called(from), called(to)] as const;
  const found = await app.modules.offences.whyLink(ctx, { from, to });
  return { ends, links: found.ok ? await linkWords(app, ctx, found.value.links, ends) : [] };
}
