import { readTable } from '../../documents/index.ts';
import {
  ENTRIES_MOST,
  isUsable,
  joinSame,
  looksLikeMedia,
  type MediaHash,
  noHash,
  type ReadResult,
  readFlag,
  readHex,
  readPhotoDna,
} from './media-hash.ts';

/**
 * The hash export of INTERPOL's ICSE database: a table with semicolons. In only; names of series and numbers of pictures are left
 * out. `Baseline` is what every country forbids: the category 1 of Project VIC; where it says no, nobody here judged.
 */
const IDENTIFYING = ['MD5', 'SHA1', 'PhotoDNA', 'Baseline'] as const;
const TAKEN: ReadonlySet<string> = new Set([
  ...IDENTIFYING,
  'Is distributed',
  'Victim identified',
  'Offender identified',
]);

export async function readIcse(bytes: Uint8Array): Promise<ReadResult> {
  const read = await readTable(bytes, {
    limits: { rows: ENTRIES_MOST + 1, columns: 40, row: 20_000 },
    rowsAreLines: true,
  });
  if (!read.ok) return { fault: read.refusal.code === 'table.too-large' ? 'too-many' : 'unreadable' };
  const { columns, rows } = read.value;
  if (!IDENTIFYING.every((name) => columns.includes(name))) return { fault: 'other-format' };
  if (rows.length === 0) return { fault: 'empty' };
  if (rows.length > ENTRIES_MOST) return { fault: 'too-many' };
  const dropped: Record<string, number> = {};
  const refused: number[] = [];
  const entries: MediaHash[] = [];
  for (const [place, { cells, tooLong }] of rows.entries()) {
    if (cells.some(looksLikeMedia)) return { fault: 'holds-media' };
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    for (const name of columns)
      if (!TAKEN.has(name) && cell(name) !== '') {
        const shown = /^[A-Za-z][A-Za-z ]{0,40}$/.test(name) ? name : 'other';
        dropped[shown] = (dropped[shown] ?? 0) + 1;
      }
    const entry: MediaHash = {
      ...noHash,
      md5: readHex('md5', cell('MD5')),
      sha1: readHex('sha1', cell('SHA1')),
      photoDna: readPhotoDna(cell('PhotoDNA')),
      category: readFlag(cell('Baseline')) ? 1 : null,
      distributed: readFlag(cell('Is distributed')),
      victimIdentified: readFlag(cell('Victim identified')),
      offenderIdentified: readFlag(cell('Offender identified')),
    };
    if (isUsable(entry) && !tooLong) entries.push(entry);
    else refused.push(place + 1);
  }
  return { entries: joinSame(entries), dropped, refused };
}
