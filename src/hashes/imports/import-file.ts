import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readTable } from '../../documents/index.ts';
import { ok, type Result } from '../../kernel/index.ts';
import { type ClassScheme, classSchemes, isKnownClass } from '../entries/entry.ts';
import { type GivenSignal, parseSignal, type SignalFault, type SignalType, signalTypes } from '../entries/signal.ts';
import type { IncomingEntry } from './import-entries.ts';

export const importFormats = ['csv', 'ndjson'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Lines of one file. */
export const IMPORT_LINES_MOST = 100_000;

export type LineFault = 'line.unreadable' | 'line.no-signal' | 'line.tombstone' | 'line.class-unknown' | SignalFault;

/** One line (or, in a table, the rows of one id) as it was read. */
export type ReadLine =
  | { readonly line: number; readonly entry: IncomingEntry }
  | { readonly line: number; readonly fault: LineFault };

const shape = z.object({
  kind: z.string().optional(),
  id: z
    .string()
    .regex(/^[\w.-]{1,120}$/)
    .optional(),
  media: z.enum(['image', 'video']).default('image'),
  signals: z
    .array(
      z.object({
        type: z.string().max(16),
        value: z.string().max(400_000),
        variant: z.string().max(32).optional(),
        quality: z.number().optional(),
        frameMs: z.number().int().min(0).optional(),
      }),
    )
    .max(20_000),
  classes: z
    .array(z.object({ scheme: z.string(), version: z.string(), label: z.string() }))
    .max(200)
    .default([]),
});

/**
 * Reads lines of a file, whichever of our own formats it has: NDJSON with one entry a line, or CSV with one signal a row
 * (`id`, `media`, `type`, `value`, `variant`, `quality`, `frame_ms`, `classes` as `scheme:version:label`, in any order; rows of one
 * id that follow each other are one entry). A line that cannot be used spoils no other. Refusals: those of `readTable`
 * @param header the CSV's first row; nothing for NDJSON
 * @param from number of the first line given, from 1
 */
export async function readImport(
  format: ImportFormat,
  lines: readonly string[],
  from: number,
  header: string,
): Promise<Result<ReadLine[]>> {
  return format === 'ndjson' ? ok(readNdjson(lines, from)) : readCsv(lines, from, header);
}

function readNdjson(lines: readonly string[], from: number): ReadLine[] {
  const read: ReadLine[] = [];
  for (const [place, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = from + place;
    const value = json(text);
    // The frame of a page that our own exchange wrote.
    if (isKind(value, 'page') || isKind(value, 'end')) continue;
    if (isKind(value, 'tombstone')) read.push({ line, fault: 'line.tombstone' });
    else read.push(checked(line, value));
  }
  return read;
}

async function readCsv(lines: readonly string[], from: number, header: string): Promise<Result<ReadLine[]>> {
  const table = await readTable([header, ...lines].join('\n'), { rowsAreLines: true });
  if (!table.ok) return table;
  const names = table.value.columns.map((name) => name.toLowerCase());
  const groups: { line: number; id: string; rows: Record<string, string>[] }[] = [];
  const spoilt: ReadLine[] = [];
  for (const { line: place, cells, tooLong } of table.value.rows) {
    const line = from + place - 2;
    if (tooLong) {
      spoilt.push({ line, fault: 'line.unreadable' });
      continue;
    }
    const row = Object.fromEntries(names.map((name, column) => [name, (cells[column] ?? '').trim()]));
    const last = groups.at(-1);
    if (last && row.id !== undefined && row.id !== '' && last.id === row.id) last.rows.push(row);
    else groups.push({ line, id: row.id ?? '', rows: [row] });
  }
  const read = groups.map(({ line, rows }): ReadLine => {
    const [first] = rows as [Record<string, string>];
    if (first.kind === 'tombstone') return { line, fault: 'line.tombstone' as const };
    return checked(line, {
      ...(first.id ? { id: first.id } : {}),
      ...(first.media ? { media: first.media } : {}),
      signals: rows.map((row) => ({
        type: row.type ?? '',
        value: row.value ?? '',
        ...(row.variant ? { variant: row.variant } : {}),
        ...(row.quality ? { quality: Number(row.quality) } : {}),
        ...(row.frame_ms ? { frameMs: Number(row.frame_ms) } : {}),
      })),
      classes: (first.classes ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .map((one) => {
          const [scheme = '', version = '', ...label] = one.split(':');
          return { scheme, version, label: label.join(':') };
        }),
    });
  });
  return ok([...read, ...spoilt].sort((a, b) => a.line - b.line));
}

function checked(line: number, value: unknown): ReadLine {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { line, fault: 'line.unreadable' };
  const { id, media, signals, classes } = parsed.data;
  const [first] = signals;
  if (!first) return { line, fault: 'line.no-signal' };
  for (const signal of signals) {
    if (!isType(signal.type)) return { line, fault: 'signal.type-unknown' };
    const read = parseSignal(signal as GivenSignal);
    if ('fault' in read) return { line, fault: read.fault };
  }
  const known = classes.flatMap((one) => (isScheme(one.scheme) ? [{ ...one, scheme: one.scheme }] : []));
  if (known.length < classes.length || !known.every(isKnownClass)) return { line, fault: 'line.class-unknown' };
  return {
    line,
    entry: {
      externalId:
        id ?? `file-${createHash('sha256').update(`${first.type}:${first.value}`).digest('hex').slice(0, 32)}`,
      mediaKind: media,
      deleted: false,
      signals: signals as GivenSignal[],
      classes: known,
    },
  };
}

const isType = (type: string): type is SignalType => (signalTypes as readonly string[]).includes(type);
const isScheme = (scheme: string): scheme is ClassScheme => (classSchemes as readonly string[]).includes(scheme);
const isKind = (value: unknown, kind: string) =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
