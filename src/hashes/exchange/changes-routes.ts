import { type Ctx, problemAnswer, type RawRoute, type Result } from '../../kernel/index.ts';
import { bodyText, jsonAnswer, textAnswer } from '../answers.ts';
import { mispEvent, stixBundle } from '../entries/intelligence.ts';
import { refuse } from '../refusals.ts';
import { csvText, deltaText, parseDeltaEntries } from './delta.ts';
import { type ChangesPage, readChanges } from './read-changes.ts';
import { receiveChanges } from './receive-changes.ts';

const PUSH_BYTES = 8 * 1024 * 1024;
const PUSH_LINES = 2_000;

const formats: Readonly<
  Record<string, (page: ChangesPage, headers: Record<string, string>) => Response | Promise<Response>>
> = {
  ndjson: (page, headers) => textAnswer(200, 'application/x-ndjson', deltaText(page), headers),
  csv: async (page, headers) => textAnswer(200, 'text/csv', await csvText(page), headers),
  stix: (page, headers) =>
    textAnswer(200, 'application/stix+json;version=2.1', JSON.stringify(stixBundle(page)), headers),
  misp: (page, headers) => textAnswer(200, 'application/json', JSON.stringify(mispEvent(page)), headers),
};

export const changesRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/changes',
    summary: 'A list of the acting member and its changes: NDJSON, CSV, STIX 2.1 or MISP.',
    describes: {
      query: {
        list: 'Code of the list.',
        cursor: 'As the last page gave it; absent: from the start.',
        limit: '1 to 5,000; 1,000 where absent.',
        format: 'ndjson, csv, stix or misp.',
      },
      gives: {
        'application/x-ndjson':
          'A `page` line, entries and tombstones, an `end` line with the cursor (docs/exchange.md).',
        'text/csv': 'One signal a row; the cursor is in the header x-cursor.',
        'application/stix+json': 'A STIX 2.1 bundle of indicators.',
        'application/json': 'A MISP event of file objects.',
      },
    },
    may: { action: 'hash.read' },
    handle: async (ctx, request) => {
      const query = new URL(request.url).searchParams;
      const format = formats[query.get('format') ?? 'ndjson'];
      const limit = query.get('limit') ?? '1000';
      if (!format || !/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > 5_000)
        return refused(ctx, refuse('exchange.malformed', { field: format ? 'limit' : 'format' }));
      const read = await readChanges(ctx, {
        list: query.get('list') ?? '',
        cursor: query.get('cursor') ?? undefined,
        limit: Number(limit),
      });
      if (!read.ok) return problemAnswer(ctx, read.refusal);
      return format(read.value, {
        'x-cursor': read.value.cursor,
        'x-more': String(read.value.more),
        'x-mode': read.value.mode,
      });
    },
  },
  {
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/changes',
    summary: 'Entries and tombstones of the acting member, as NDJSON lines.',
    describes: {
      query: { bank: 'Code of the bank that new entries go to.' },
      takes: { 'application/x-ndjson': 'Entry and tombstone lines, 2,000 at most.' },
      gives: { 'application/json': '{added, changed, withdrawn, unchanged, refused}' },
    },
    may: { action: 'hash.submit' },
    bodyLimit: PUSH_BYTES,
    handle: async (ctx, request) => {
      const text = await bodyText(request);
      if (text === undefined) return refused(ctx, refuse('exchange.malformed'));
      const lines = text.split('\n').filter((line) => line !== '');
      if (lines.length > PUSH_LINES)
        return refused(ctx, refuse('exchange.too-large', { facts: { linesMost: PUSH_LINES } }));
      const parsed = parseDeltaEntries(lines);
      if ('line' in parsed) return refused(ctx, refuse('exchange.malformed', { facts: { line: parsed.line } }));
      const bank = new URL(request.url).searchParams.get('bank') ?? '';
      const done = await receiveChanges(ctx, { bank, entries: parsed.entries });
      return done.ok ? jsonAnswer(done.value) : problemAnswer(ctx, done.refusal);
    },
  },
];

function refused(ctx: Ctx, result: Result<never>): Response {
  if (result.ok) throw new Error('a refusal was expected');
  return problemAnswer(ctx, result.refusal);
}
