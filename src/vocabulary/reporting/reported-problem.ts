import { z } from 'zod';
import { onlineIncident } from '../harms/online-incident.ts';
import { type CodeOf, readList } from '../term.ts';
import lists from './reported-problem.json' with { type: 'json' };
import { storySignal } from './story-signal.ts';

/** What a child chose on the first page as most like what is happening; a help to tell, no classification. */
export const reportedProblem = readList(lists.reportedProblem, {
  /** The last segment of its page: it must say nothing in the history of a telephone. */
  page: z.string(),
  /** What the choice itself says, as words of a story would. */
  signal: storySignal.zod.nullable(),
  /** What it may be in the national list, the likeliest first; empty where a person is called before anything is read. */
  incidents: z.array(onlineIncident.zod).readonly(),
});
export type ReportedProblem = CodeOf<typeof reportedProblem>;
