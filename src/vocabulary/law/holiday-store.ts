/** Reads `data/vn/holidays.csv` once. */
import { readDataFile } from '../data-file-store.ts';
import type { Day } from '../term.ts';
import type { Holiday } from './holiday.ts';

const kinds = new Set<string>(['holiday', 'in_lieu', 'swapped_off', 'working_day']);
let loaded: readonly Holiday[] | undefined;

/** All rows in order of day. Throws when the repository's file is damaged. */
export function loadHolidays(): readonly Holiday[] {
  if (loaded !== undefined) return loaded;
  const [header, ...lines] = readDataFile('holidays.csv').split(/\r?\n/);
  if (header !== 'day;kind;vi;en;source;verified') throw new Error('data/vn/holidays.csv: unknown header');
  const rows = lines
    .filter((line) => line !== '')
    .map((line, i): Holiday => {
      const [day = '', kind = '', vi = '', en = '', source = '', verified = ''] = line.split(';');
      if (!/^\d{4}-\d\d-\d\d$/.test(day) || !kinds.has(kind) || source === '')
        throw new Error(`data/vn/holidays.csv: line ${i + 2} is damaged`);
      return Object.freeze({
        day: day as Day,
        kind: kind as Holiday['kind'],
        vi,
        en,
        source,
        verified: verified === 'true',
      });
    });
  loaded = Object.freeze(rows);
  return loaded;
}
