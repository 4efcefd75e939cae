import { error } from '@sveltejs/kit';
import { logFilters } from '../../../../hash/hash-log.server.ts';
import { fileAnswer } from '../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'hash-log.read' };

const HEAD = [
  'at',
  'member',
  'client',
  'purpose',
  'questions',
  'refused',
  'hits',
  'entry',
  'signal',
  'bank',
  'distance',
  'threshold',
  'decision',
];

/** The log as its filters say, one row a hit (or a request without any), as CSV; never a hash that was asked for. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const log = await app.modules.hashes.matchLogPage(ctx, { filters: logFilters(url.searchParams), whole: true });
  if (!log.ok) error(log.refusal.text.status, log.refusal.text[ctx.language].title);
  const byEvent = Map.groupBy(log.value.hits, (hit) => hit.event);
  const rows = log.value.events.flatMap((event) => {
    const head = [event.at, event.agency, event.actor, event.purpose, event.questions, event.refused, event.hits];
    const hits = byEvent.get(event.id) ?? [];
    return hits.length === 0
      ? [[...head, '', '', '', '', '', '']]
      : hits.map((hit) => [...head, hit.entry, hit.signalType, hit.bank, hit.distance, hit.threshold, hit.decision]);
  });
  return fileAnswer(
    await app.modules.documents.tableFile('csv', HEAD, rows, { name: 'match-log', reader: 'machines' }),
  );
};
