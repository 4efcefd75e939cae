import type { Job } from '../../kernel/index.ts';
import { climbLadders } from './climb-ladder.ts';
import { textOfficer } from './text-officer.ts';
import { TEXT_OFFICER } from './text-officer-job.ts';

export const officerJobs: readonly Job[] = [
  {
    /** Writes down who did not answer a call for a child in danger, and asks the next. */
    name: 'counselling.climb-ladders',
    cron: '* * * * *',
    run: climbLadders,
  },
  { name: TEXT_OFFICER, run: textOfficer },
];
