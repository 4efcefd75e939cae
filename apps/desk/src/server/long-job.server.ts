import type { Ctx, LongJob, RefusalText } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { actorNames } from '../listening/operations-view.server.ts';

/** Long work as `Progress.svelte` shows it. */
export interface JobView {
  id: string;
  objectId: string;
  state: LongJob['state'];
  done: number;
  total: number | null;
  askedBy: string;
  askedAt: string;
  stopping: boolean;
  /** Why it came to nothing, in words. */
  refusal: { title: string; next: string } | null;
}

/** Long works with the names of who asked for them. */
export async function jobViews(app: App, ctx: Ctx, jobs: readonly LongJob[]): Promise<JobView[]> {
  const who = await actorNames(
    app,
    ctx,
    jobs.map((job) => job.askedBy),
  );
  return jobs.map((job) => ({
    id: job.id,
    objectId: job.objectId,
    state: job.state,
    done: job.done,
    total: job.total,
    askedBy: who(job.askedBy),
    askedAt: job.askedAt.toISOString(),
    stopping: job.stopping,
    refusal: job.refusal === null ? null : refusalWords(app, ctx, job.refusal),
  }));
}

/** Why something was refused, by its code, in the reader's language; whichever module's code it is. */
function refusalWords(app: App, ctx: Ctx, code: string): { title: string; next: string } {
  for (const [name, door] of Object.entries(app.modules)) {
    const texts = (door as Readonly<Record<string, unknown>>)[`${name}Refusals`] as
      | Readonly<Record<string, RefusalText>>
      | undefined;
    const found = texts?.[code];
    if (found) return found[ctx.language];
  }
  return { title: code, next: '' };
}
