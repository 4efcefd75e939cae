import { type CodeOf, type Day, readList } from '../term.ts';
import lists from './holiday.json' with { type: 'json' };

export const holidayKind = readList(lists.holidayKind);

export interface Holiday {
  readonly day: Day;
  readonly kind: CodeOf<typeof holidayKind>;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
}
