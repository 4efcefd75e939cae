import { z } from '@hono/zod-openapi';
import { type Ctx, ok, parseId, problemAnswer, type RawRoute, type Result } from '../../kernel/index.ts';
import { bodyText, jsonAnswer } from '../answers.ts';
import { parseSignal, type SignalType } from '../entries/signal.ts';
import type { IncomingEntry } from '../imports/import-entries.ts';
import { readWindow, type WindowItem } from '../matching/read-window.ts';
import { refuse } from '../refusals.ts';
import { goneSignals } from './exchange-store.ts';
import { giveFeedback } from './give-feedback.ts';
import { receiveChanges } from './receive-changes.ts';

/** The shapes of StopNCII's own service, version 1, as its public client reads them (facebook/ThreatExchange, `stopncii/api.py`). */
const BASE = '/exchange/stopncii/v1';
const PAGE = 800;
const types: readonly { wire: string; media: 'image' | 'video'; type: SignalType }[] = [
  { wire: 'ImagePDQ', media: 'image', type: 'pdq' },
  { wire: 'VideoMD5', media: 'video', type: 'md5' },
  { wire: 'VideoTMK', media: 'video', type: 'tmk_pdqf' },
];

const submitted = z.object({
  count: z.number().int().optional(),
  hashRecords: z
    .array(
      z.object({
        signalType: z.string(),
        hashValue: z.string().min(1).max(400_000),
        hashStatus: z.string().optional(),
      }),
    )
    .min(1)
    .max(1_000),
});
const feedbacks = z.object({
  count: z.number().int().optional(),
  hashFeedbacks: z
    .array(
      z.object({
        hashValue: z.string(),
        hashRegionId: z.string().optional(),
        feedbackValue: z.string(),
        tags: z.array(z.string()).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});

export const stopnciiRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: `${BASE}/FetchHashes`,
    summary: 'StopNCII-shaped: what changed since a moment.',
    describes: {
      query: {
        startTimestamp: 'Seconds since 1970.',
        pageSize: '1 to 800.',
        nextPageToken: 'As the last page gave it.',
      },
      gives: { 'application/json': '{count, nextPageToken, nextSetTimestamp, hasMoreRecords, hashRecords}' },
    },
    may: { action: 'hash.read' },
    handle: async (ctx, request) => {
      const query = new URL(request.url).searchParams;
      const token = query.get('nextPageToken') ?? '';
      const start = query.get('startTimestamp') ?? '0';
      const size = query.get('pageSize') ?? String(PAGE);
      if (!/^[1-9]\d{0,5}$/.test(size)) return refused(ctx, refuse('exchange.malformed', { field: 'pageSize' }));
      if (!/^\d{1,12}$/.test(start)) return refused(ctx, refuse('window.invalid', { field: 'startTimestamp' }));
      const place = /^(\d{1,15})-(\d{1,15})-(\d{1,12})$/.exec(token);
      if (token !== '' && !place) return refused(ctx, refuse('cursor.invalid', { field: 'nextPageToken' }));
      // The window's end travels in the token, so that all pages are of one window.
      const to = place ? new Date(Number(place[3]) * 1_000) : new Date(Math.floor(ctx.now.getTime() / 1_000) * 1_000);
      const read = await readWindow(ctx, {
        from: new Date(Number(start) * 1_000),
        to,
        size: Math.min(Number(size), PAGE),
        continued: place ? { snapshot: Number(place[1]), after: Number(place[2]), max: 0 } : undefined,
      });
      if (!read.ok) return problemAnswer(ctx, read.refusal);
      const { items, next } = read.value;
      const gone = await ctx.transaction(async (tx) =>
        ok(
          await goneSignals(
            tx,
            items.flatMap(({ line, view }) => (view ? [] : [line.entry])),
          ),
        ),
      );
      if (!gone.ok) return problemAnswer(ctx, gone.refusal);
      // A hash that suppresses cannot be told in this format.
      const told = items.filter(({ view }) => view?.bankMode !== 'negative');
      const records = told.flatMap((item) => recordsOf(item, gone.value));
      return jsonAnswer({
        count: records.length,
        nextPageToken: next ? `${next.snapshot}-${next.after}-${to.getTime() / 1_000}` : null,
        nextSetTimestamp: to.getTime() / 1_000,
        hasMoreRecords: next !== undefined,
        hashRecords: records,
      });
    },
  },
  {
    surface: 'desk',
    method: 'post',
    path: `${BASE}/SubmitHashes`,
    summary: 'StopNCII-shaped: hashes of the acting member.',
    describes: {
      query: { bank: 'Code of the bank; STOPNCII where absent.' },
      takes: { 'application/json': '{count?, hashRecords: [{signalType, hashValue, hashStatus?}]}' },
      gives: { 'application/json': '{count, hashRecords}' },
    },
    may: { action: 'hash.submit' },
    bodyLimit: 1024 * 1024,
    handle: async (ctx, request) => {
      const given = submitted.safeParse(parseJson(await bodyText(request)));
      if (!given.success) return refused(ctx, refuse('exchange.malformed'));
      const entries: IncomingEntry[] = [];
      for (const record of given.data.hashRecords) {
        const known = types.find((one) => one.wire === record.signalType);
        if (!known || 'fault' in parseSignal({ type: known.type, value: record.hashValue }))
          return refused(ctx, refuse('signal.invalid'));
        const deleted = record.hashStatus === 'Withdrawn' || record.hashStatus === 'Deleted';
        const signals = [{ type: known.type, value: record.hashValue }];
        // This format names an entry by its hash.
        entries.push({
          externalId: `${known.wire}:${record.hashValue.slice(0, 64)}`,
          mediaKind: known.media,
          deleted,
          signals,
          classes: [],
        });
      }
      const done = await receiveChanges(ctx, {
        bank: new URL(request.url).searchParams.get('bank') ?? 'STOPNCII',
        entries,
      });
      return done.ok
        ? jsonAnswer({ count: entries.length, hashRecords: given.data.hashRecords })
        : problemAnswer(ctx, done.refusal);
    },
  },
  {
    surface: 'desk',
    method: 'post',
    path: `${BASE}/SubmitFeedback`,
    summary: 'StopNCII-shaped: what the acting member did with a hash.',
    describes: {
      takes: { 'application/json': '{count?, hashFeedbacks: [{hashValue, hashRegionId, feedbackValue, tags?}]}' },
      gives: { 'application/json': '{count}' },
    },
    may: { action: 'hash.feedback' },
    bodyLimit: 256 * 1024,
    handle: async (ctx, request) => {
      const given = feedbacks.safeParse(parseJson(await bodyText(request)));
      if (!given.success) return refused(ctx, refuse('exchange.malformed'));
      for (const one of given.data.hashFeedbacks) {
        // `NotBlocked` says that the member holds the hash for wrong; `Blocked` that it served.
        if (one.feedbackValue !== 'Blocked' && one.feedbackValue !== 'NotBlocked') continue;
        const entry = parseId<'hash-entry'>(one.hashRegionId);
        if (!entry) return refused(ctx, refuse('entry.not-found', { field: 'hashRegionId' }));
        const down = one.feedbackValue === 'NotBlocked';
        const done = await giveFeedback(ctx, {
          entry,
          signalType: 'pdq',
          opinion: down ? 'down' : 'up',
          reason: down ? 'NOT_CSAM' : undefined,
        });
        if (!done.ok) return problemAnswer(ctx, done.refusal);
      }
      return jsonAnswer({ count: given.data.hashFeedbacks.length });
    },
  },
];

function recordsOf(
  { line, view }: WindowItem,
  gone: readonly { entry: string; type: string; value: string }[],
): object[] {
  const base = { lastModtimestamp: Math.floor(line.at.getTime() / 1_000), caseNumbers: {}, hashRegionId: line.entry };
  if (!view) {
    return gone.flatMap(({ entry, type, value }) => {
      const known = types.find((one) => one.type === type && one.media === line.mediaKind);
      return known && entry === line.entry
        ? [{ ...base, signalType: known.wire, hashValue: value, hashStatus: 'Deleted', CSPFeedbacks: [] }]
        : [];
    });
  }
  const said = view.opinions.map((one) => ({
    source: one.agency,
    feedbackValue: one.opinion === 'up' ? 'Blocked' : 'NotBlocked',
    tags: one.reason ? [one.reason] : [],
  }));
  return view.signals.flatMap((signal) => {
    const known = types.find((one) => one.type === signal.type && one.media === view.mediaKind);
    return known
      ? [{ ...base, signalType: known.wire, hashValue: signal.value, hashStatus: 'Active', CSPFeedbacks: said }]
      : [];
  });
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function refused(ctx: Ctx, result: Result<never>): Response {
  if (result.ok) throw new Error('a refusal was expected');
  return problemAnswer(ctx, result.refusal);
}
