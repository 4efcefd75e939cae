import type { Job } from '../../kernel/index.ts';
import { REMIND_SESSION, remindSession } from './remind-session.ts';

export const seriesJobs: readonly Job[] = [{ name: REMIND_SESSION, run: remindSession }];
