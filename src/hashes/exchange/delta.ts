import { z } from '@hono/zod-openapi';
import { tableFile } from '../../documents/index.ts';
import { bankModes } from '../banks/bank-mode.ts';
import { classSchemes } from '../entries/entry.ts';
import { signalTypes } from '../entries/signal.ts';
import type { IncomingEntry } from '../imports/import-entries.ts';
import { givenOf } from './ncmec.ts';
import type { ChangeItem, ChangesPage } from './read-changes.ts';

/**
 * The platform's own exchange format: one JSON object a line. A page begins with a `page` line and ends with an `end`
 * line; without the latter it was cut off and nothing of it counts.
 */
const signalShape = z.strictObject({
  type: z.enum(signalTypes),
  value: z.string().min(1).max(400_000),
  variant: z.string().max(32).optional(),
  quality: z.number().int().min(0).max(100).optional(),
  frameMs: z.number().int().min(0).optional(),
});
const classShape = z.strictObject({
  scheme: z.enum(classSchemes),
  version: z.string().min(1).max(32),
  label: z.string().min(1).max(64),
});
const entryShape = z.object({
  kind: z.literal('entry'),
  id: z.string().regex(/^[\w.-]{1,120}$/),
  at: z.iso.datetime(),
  media: z.enum(['image', 'video']),
  mode: z.enum(bankModes).optional(),
  signals: z.array(signalShape).min(1).max(20_000),
  classes: z.array(classShape).max(200),
});
const tombstoneShape = z.object({
  kind: z.literal('tombstone'),
  id: z.string().regex(/^[\w.-]{1,120}$/),
  at: z.iso.datetime(),
});
const pageShape = z.object({ kind: z.literal('page'), list: z.string(), mode: z.enum(['snapshot', 'changes']) });
const endShape = z.object({
  kind: z.literal('end'),
  cursor: z.string().min(1).max(2_000),
  more: z.boolean(),
  count: z.number().int().min(0),
});

export function deltaLine(item: ChangeItem): string {
  if (item.kind === 'tombstone') return JSON.stringify({ kind: 'tombstone', id: item.id, at: item.at });
  const { view } = item;
  return JSON.stringify({
    kind: 'entry',
    id: item.id,
    at: item.at,
    media: view.mediaKind,
    bank: view.bank,
    mode: view.bankMode,
    owner: view.ownerAgency,
    disputed: view.status === 'DISPUTED',
    signals: view.signals.map(givenOf),
    classes: view.classes,
  });
}

export function deltaText(page: ChangesPage): string {
  const lines = [
    JSON.stringify({ kind: 'page', list: page.list, mode: page.mode }),
    ...page.items.map(deltaLine),
    JSON.stringify({ kind: 'end', cursor: page.cursor, more: page.more, count: page.items.length }),
  ];
  return `${lines.join('\n')}\n`;
}

export interface ParsedPage {
  readonly mode: 'snapshot' | 'changes';
  readonly entries: readonly IncomingEntry[];
  readonly latest: Date | undefined;
  readonly cursor: string;
  readonly more: boolean;
}

/** Reads a whole page. Undefined where a line is wrong, or the end is missing. */
export function parseDelta(text: string): ParsedPage | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const head = pageShape.safeParse(json(lines[0]));
  const end = endShape.safeParse(json(lines.at(-1)));
  if (!head.success || !end.success || lines.length !== end.data.count + 2) return undefined;
  const body = parseDeltaEntries(lines.slice(1, -1));
  return 'line' in body ? undefined : { mode: head.data.mode, ...body, cursor: end.data.cursor, more: end.data.more };
}

/** Reads entry and tombstone lines; the number of the first wrong line, from 1, where there is one. */
export function parseDeltaEntries(
  lines: readonly string[],
): { readonly entries: readonly IncomingEntry[]; readonly latest: Date | undefined } | { readonly line: number } {
  const entries: IncomingEntry[] = [];
  let latest: Date | undefined;
  for (const [number, line] of lines.entries()) {
    const value = json(line);
    const entry = entryShape.safeParse(value);
    const tombstone = entry.success ? undefined : tombstoneShape.safeParse(value);
    const data = entry.success ? entry.data : tombstone?.data;
    if (!data) return { line: number + 1 };
    const at = new Date(data.at);
    if (!latest || at > latest) latest = at;
    if (data.kind === 'entry')
      entries.push({
        externalId: data.id,
        mediaKind: data.media,
        bankMode: data.mode,
        deleted: false,
        signals: data.signals,
        classes: data.classes,
      });
    else entries.push({ externalId: data.id, mediaKind: 'image', deleted: true, signals: [], classes: [] });
  }
  return { entries, latest };
}

function json(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

const CSV_COLUMNS = ['kind', 'id', 'at', 'media', 'type', 'value', 'variant', 'quality', 'frame_ms', 'classes', 'mode'];

/** The same page as a table, one signal a row; the cursor is in the header of the answer. */
export async function csvText(page: ChangesPage): Promise<string> {
  const rows = page.items.flatMap((item) => {
    if (item.kind === 'tombstone') return [['tombstone', item.id, item.at, '', '', '', '', '', '', '', '']];
    const classes = item.view.classes.map((one) => `${one.scheme}:${one.version}:${one.label}`).join(' ');
    return item.view.signals.map((signal) => [
      'entry',
      item.id,
      item.at,
      item.view.mediaKind,
      signal.type,
      signal.value,
      signal.variant,
      signal.quality,
      signal.frameMs,
      classes,
      item.view.bankMode,
    ]);
  });
  return (await tableFile('csv', CSV_COLUMNS, rows, { name: 'changes', reader: 'machines' })).bytes.toString('utf8');
}
