import { type Job, ok, systemActor } from '../kernel/index.ts';
import { lockLaw, readLaw } from '../vocabulary/index.ts';
import { followLaw } from './follow-law.ts';
import { sweepClocks } from './sweep-clocks.ts';

/** Each job may run twice, in two workers, and after a worker was killed. */
export const clocksJobs: readonly Job[] = [
  {
    name: 'clocks.sweep',
    cron: '* * * * *',
    run: async (ctx) => done(await sweepClocks(ctx)),
  },
  {
    /** Once more after a change of law: clocks whose start was not yet committed when it was made stood by the law before. */
    name: 'clocks.follow-law',
    run: async (ctx, { codes }) => {
      const platform = ctx.as(systemActor('clocks.follow-law'));
      done(
        await platform.transaction(async (tx) => {
          // A change that is being made is waited for: by the law before it, its clocks would be set back.
          await lockLaw(tx);
          const law = await readLaw(platform);
          for (const code of codes as readonly string[]) await followLaw(ctx, tx, law, code);
          return ok();
        }),
      );
    },
  },
];

/** A job that was refused has failed: the queue tries it again, and the operator sees it. */
function done(
  result: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } },
): void {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
}
