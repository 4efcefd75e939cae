import { type Job, ok, type Services, systemActor } from '../kernel/index.ts';
import { deliverAlerts } from './alerts/deliver-alerts.ts';
import { must } from './listening-sealing.ts';
import { BUS, PARTS } from './parts.ts';
import { findTrends } from './pipeline/find-trends.ts';
import { processAll } from './pipeline/process-all.ts';
import { processMedia } from './pipeline/process-media.ts';
import { enqueue, FIRST } from './pipeline/queue-store.ts';
import { unprocessed } from './posts/observation-store.ts';
import { purge } from './posts/purge.ts';
import { collectSource } from './sources/collect-source.ts';
import { dueSources } from './sources/source-store.ts';

/** How long one run of a job goes on before it lets others in, milliseconds. */
const RUN_MOST = 50_000;
const SOURCES_MOST = 50;
const LOST_AFTER = 10 * 60_000;

/**
 * Runs a step until it finds nothing more, or its time is over. It sees what waited when the job began; what comes in
 * meanwhile has enqueued the next one.
 */
async function again(step: () => Promise<number>): Promise<void> {
  const until = Date.now() + RUN_MOST;
  while (Date.now() < until && (await step()) > 0);
}

export const listeningJobs = (services: Services): readonly Job[] => [
  {
    name: 'listening.collect',
    cron: '* * * * *',
    run: async (ctx) => {
      must(
        await ctx.transaction(async (tx) => {
          // One look at a time for each source: the key takes the place of one that waits.
          for (const source of await dueSources(tx, Object.keys(services.service(PARTS).collectors), SOURCES_MOST))
            await tx.enqueue('listening.look', { source }, { key: `listening.look ${source}` });
          return ok();
        }),
      );
    },
  },
  {
    // A refusal stands with the source; the next look is the schedule's.
    name: 'listening.look',
    run: async (ctx, payload) =>
      void (await collectSource(ctx, { source: String(payload.source) }, services.service(PARTS).collectors)),
  },
  {
    name: 'listening.process',
    cron: '* * * * *',
    run: async (ctx) => void must(await processAll(ctx, { until: Date.now() + RUN_MOST, bus: services.service(BUS) })),
  },
  {
    name: 'listening.media',
    cron: '* * * * *',
    run: (ctx) => again(async () => must(await processMedia(ctx, services.service(PARTS).media))),
  },
  {
    name: 'listening.deliver',
    cron: '* * * * *',
    run: async (ctx) => void must(await deliverAlerts(ctx)),
  },
  {
    /** Finds posts that wait nowhere and were never processed: what a broker lost. */
    name: 'listening.find-lost',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      must(
        await ctx.as(systemActor('listening.find-lost')).transaction(async (tx) => {
          const lost = await unprocessed(tx, new Date(tx.now.getTime() - LOST_AFTER), 5_000);
          await enqueue(
            tx,
            lost.map(({ id, lane }) => ({ observation: id, stage: 'text', replay: FIRST, lane, attempts: 0 })),
            tx.now,
          );
          return ok();
        }),
      );
    },
  },
  { name: 'listening.trends', cron: '*/15 * * * *', run: async (ctx) => void must(await findTrends(ctx)) },
  { name: 'listening.purge', cron: '*/10 * * * *', run: async (ctx) => void must(await purge(ctx)) },
];
