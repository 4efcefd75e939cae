import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './online-place.json' with { type: 'json' };

/** Where online it happened. Names of services are data: add or close a row, never rename a code. */
export const onlinePlace = readList(lists.onlinePlace, {
  kind: z.enum(['social', 'chat', 'video', 'game', 'web', 'phone', 'other']),
});
export type OnlinePlace = CodeOf<typeof onlinePlace>;
