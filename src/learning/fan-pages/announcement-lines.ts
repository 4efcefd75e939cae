import { helplineNumber } from '../../vocabulary/index.ts';
import lines from './announcement-words.json' with { type: 'json' };

export type AnnouncementLine = Exclude<keyof typeof lines, 'source'>;

/** A fixed line of the house, with the number of the helpline put in. */
export const announcementLine = (line: AnnouncementLine, page = ''): string =>
  lines[line].replaceAll('{number}', helplineNumber).replaceAll('{page}', page);
