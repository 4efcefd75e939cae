import { z } from 'zod';
import { readList } from '../../vocabulary/index.ts';
import lists from './series-lists.json' with { type: 'json' };

/** `takes`: a reason to take a series, and not to refuse it. */
export const seriesReason = readList(lists.reason, { takes: z.boolean() });
