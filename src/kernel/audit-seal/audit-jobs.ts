import type { Job } from '../jobs.ts';
import { headsTargets, publishSeals } from './publish-seals.ts';
import { sealAudit } from './seal-audit.ts';

/** Every five minutes: seals the audit as far as it is sound, and tells the places outside the database. */
const sealAndPublish: Job = {
  name: 'kernel.seal-audit',
  cron: '*/5 * * * *',
  async run(ctx) {
    await sealAudit(ctx);
    const failed = await publishSeals(ctx, headsTargets(ctx.kernel.config));
    if (failed.length > 0) throw new Error(`audit heads were not published to ${failed.join(', ')}`);
  },
};

export const auditJobs: readonly Job[] = [sealAndPublish];
