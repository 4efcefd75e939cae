import type { Job } from '../kernel/index.ts';
import { closeDueConsultations } from './consultations/close-consultation.ts';

export const voiceJobs: readonly Job[] = [
  {
    /** A ballot that comes late is refused by the clock already; this seals the box and lets the results be seen. */
    name: 'voice.close-consultations',
    cron: '* * * * *',
    run: async (ctx) => {
      const closed = await closeDueConsultations(ctx);
      // A job that was refused has failed: the queue tries it again, and the operator sees it.
      if (!closed.ok) throw new Error(`refused: ${closed.refusal.code}`);
    },
  },
];
