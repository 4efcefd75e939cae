import type { CalendarEntry, CalendarSource } from '../../clocks/index.ts';
import { startOfVietnamDate, vietnamDate } from '../../kernel/index.ts';
import { OFFENCE_FILE } from '../files/file-clocks.ts';
import { filesDueBetween } from '../files/file-store.ts';
import { clockOf } from '../files/file-view.ts';
import type { FileRow } from '../tables.ts';
import { OFFENCE_REQUEST } from './request-record.ts';
import { requestsDueBetween } from './request-store.ts';

/**
 * The days on which a tip must be decided and an addressee must have answered, for whoever works on the file. Their clocks are in no list
 * of all clocks: so they come by this way alone, and stay in the house.
 */
export const dueCalendar: CalendarSource = {
  name: 'offences.due',
  async entries({ actor }, tx, from, to) {
    if (actor.kind !== 'person') return [];
    const [begin, end] = [startOfVietnamDate(from), startOfVietnamDate(to)];
    const [files, requests] = [await filesDueBetween(tx, begin, end), await requestsDueBetween(tx, begin, end)];
    return [
      ...files.flatMap((row) => entryOf(row, OFFENCE_FILE, `/vi-pham/${row.id}`)),
      ...requests.flatMap((row) => entryOf(row, OFFENCE_REQUEST, `/vi-pham/${row.file_id}#yeu-cau`)),
    ];
  },
};

function entryOf(
  row: Pick<FileRow, 'id' | 'reference' | 'next_due_from' | 'next_due_at' | 'next_due_rule'>,
  about: string,
  page: string,
): CalendarEntry[] {
  const clock = clockOf(row);
  if (clock === null) return [];
  return [
    {
      day: vietnamDate(clock.dueAt),
      kind: 'clock',
      code: clock.rule,
      object: row.id,
      about,
      reference: row.reference,
      page,
      startedAt: clock.startedAt,
      at: clock.dueAt,
      confined: true,
    },
  ];
}
