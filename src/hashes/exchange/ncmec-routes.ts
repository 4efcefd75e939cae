import { readXml, SMALL_XML, type XmlElement, XmlError } from '../../documents/index.ts';
import { agencyOf, type Ctx, ok, parseId, type RawRoute, type Result } from '../../kernel/index.ts';
import { bodyText, xmlAnswer, xmlRefusal } from '../answers.ts';
import { readWindow } from '../matching/read-window.ts';
import { refuse } from '../refusals.ts';
import { memberNames } from './exchange-store.ts';
import { feedbackReasons, ncmecTypes } from './feedback.ts';
import { giveFeedback } from './give-feedback.ts';
import {
  categorizationsXml,
  entriesXml,
  labelGuid,
  membersXml,
  ncmecTime,
  parseFeedback,
  parseNcmecTime,
  reasonsXml,
  statusXml,
} from './ncmec.ts';

const BASE = '/exchange/ncmec/v2';
const PAGE = 1_000;

/** What the feeds say of labels: NCMEC's industry classes, which an entry has one of. */
const groups = [
  {
    name: 'Industry classification',
    allowMultiple: false,
    labels: ['A1', 'A2', 'B1', 'B2'].map((label) => ({ guid: labelGuid('ncmec', label), name: label })),
  },
];

const base = { surface: 'desk', may: { action: 'hash.read' } } as const;
const xmlOf = (what: string) => ({ gives: { 'application/xml': what } });

export const ncmecRoutes: readonly RawRoute[] = [
  {
    ...base,
    method: 'get',
    path: `${BASE}/status`,
    summary: 'NCMEC hash sharing v2: who asks, as XML.',
    describes: xmlOf('status'),
    handle: async (ctx) => {
      const members = await allMembers(ctx);
      const member = members.find((one) => one.agency === agencyOf(ctx.actor));
      // The caller's address is nobody's business, so it is not repeated; the element must be there.
      return xmlAnswer(
        statusXml({ address: '0.0.0.0', username: ctx.actor.kind === 'machine' ? ctx.actor.client : '', member }),
      );
    },
  },
  {
    ...base,
    method: 'get',
    path: `${BASE}/members`,
    summary: 'NCMEC hash sharing v2: the members, as XML.',
    describes: xmlOf('members'),
    handle: async (ctx) => xmlAnswer(membersXml(await allMembers(ctx))),
  },
  {
    ...base,
    method: 'get',
    path: `${BASE}/entries`,
    summary: 'NCMEC hash sharing v2: what changed in a window of time, as XML, with tombstones.',
    describes: {
      query: {
        from: 'YYYY-MM-DDTHH:MM:SSZ',
        to: 'The same; at most a minute ahead of the server.',
        start: 'As `next` wrote it.',
        size: '1 to 1,000.',
        max: 'As `next` wrote it.',
        snapshot: 'As `next` wrote it.',
        after: 'As `next` wrote it.',
      },
      ...xmlOf('queryResult with images, videos, tombstones and paging'),
    },
    handle: async (ctx, request) => {
      const query = new URL(request.url).searchParams;
      const from = parseNcmecTime(query.get('from'));
      const to = parseNcmecTime(query.get('to'));
      if (!from || !to) return refused(ctx, refuse('window.invalid'));
      const number = (name: string) => (/^\d{1,15}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : undefined);
      const start = number('start') ?? 1;
      const size = Math.min(number('size') || PAGE, PAGE);
      const snapshot = number('snapshot');
      const after = number('after');
      if (start > 1 && (snapshot === undefined || after === undefined))
        return refused(ctx, refuse('cursor.invalid', { field: 'start' }));
      const continued =
        snapshot === undefined || after === undefined ? undefined : { snapshot, after, max: number('max') ?? 0 };
      const read = await readWindow(ctx, { from, to, continued, size });
      if (!read.ok) return xmlRefusal(ctx, read.refusal);
      const { items, members, next } = read.value;
      const path =
        next &&
        `/v2/entries?from=${ncmecTime(from)}&to=${ncmecTime(to)}&start=${start + items.length}&size=${size}&max=${Math.max(next.max, start + items.length)}&snapshot=${next.snapshot}&after=${next.after}`;
      // This format says of everything that it is known abuse: only banks that block are read by it.
      const known = items.filter(({ view }) => view === undefined || view.bankMode === 'match');
      return xmlAnswer(entriesXml(known, members, path));
    },
  },
  {
    ...base,
    method: 'get',
    path: `${BASE}/feedback/{type}/reasons`,
    summary: 'NCMEC hash sharing v2: reasons for negative feedback, as XML.',
    describes: xmlOf('availableFeedbackReasons'),
    handle: async (ctx, _request, { type = '' }) =>
      ncmecTypes[type] ? xmlAnswer(reasonsXml(type)) : refused(ctx, refuse('signal.invalid', { field: 'type' })),
  },
  {
    ...base,
    method: 'get',
    path: `${BASE}/categorizations`,
    summary: 'NCMEC hash sharing v2: the labels in use, as XML.',
    describes: xmlOf('availableCategorizations'),
    handle: async () => xmlAnswer(categorizationsXml(groups)),
  },
  {
    ...base,
    may: { action: 'hash.feedback' },
    method: 'put',
    path: `${BASE}/entries/{member}/{entry}/{type}/feedback`,
    summary: 'NCMEC hash sharing v2: a member’s opinion on one fingerprint, as XML.',
    describes: { takes: { 'application/xml': 'feedbackSubmission' }, ...xmlOf('Nothing: 204.') },
    bodyLimit: SMALL_XML.length,
    handle: async (ctx, request, { entry = '', type = '' }) => {
      const signalType = ncmecTypes[type];
      const id = parseId<'hash-entry'>(entry);
      if (!signalType) return refused(ctx, refuse('signal.invalid', { field: 'type' }));
      if (!id) return refused(ctx, refuse('entry.not-found'));
      const document = await documentOf(request);
      if (!document.ok) return xmlRefusal(ctx, document.refusal);
      const said = parseFeedback(document.value);
      if (!said) return refused(ctx, refuse('exchange.malformed'));
      const reasons =
        said.opinion === 'down'
          ? said.reasons.map((guid) => feedbackReasons.find((one) => one.guid === guid)?.code)
          : [];
      if (said.opinion === 'down' && (reasons.length === 0 || reasons.includes(undefined)))
        return refused(ctx, refuse('reason.unknown'));
      const given = await giveFeedback(ctx, { entry: id, signalType, opinion: said.opinion, reason: reasons[0] });
      return given.ok ? new Response(null, { status: 204 }) : xmlRefusal(ctx, given.refusal);
    },
  },
];

async function allMembers(ctx: Ctx) {
  const read = await ctx.transaction(async (tx) => ok(await memberNames(tx)));
  return read.ok ? read.value : [];
}

async function documentOf(request: Request): Promise<Result<XmlElement>> {
  const text = await bodyText(request);
  if (text === undefined) return refuse('exchange.malformed');
  try {
    return ok(await readXml([text], SMALL_XML));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return refuse(error.reason === 'too-large' ? 'exchange.too-large' : 'exchange.malformed', {
      facts: { reason: error.reason },
    });
  }
}

function refused(ctx: Ctx, result: Result<never>): Response {
  if (result.ok) throw new Error('a refusal was expected');
  return xmlRefusal(ctx, result.refusal);
}
