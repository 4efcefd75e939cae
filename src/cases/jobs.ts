import { recordProgress } from '../intake/index.ts';
import type { Job } from '../kernel/index.ts';
import { archiveDocument } from './documents/archive-document.ts';
import { followFunctions } from './process/follow-functions.ts';
import { receiveTransfer, type Transfer } from './process/receive-transfer.ts';
import { routeAroundOwner } from './process/route-around-owner.ts';
import { expireReferrals } from './referrals/expire-referrals.ts';
import { tellReferral } from './referrals/tell-referral.ts';

/** Every job may run twice, in two workers, and after a worker was killed: each says in its verb how it stays one. */
export const casesJobs: readonly Job[] = [
  {
    // Asked for by the sweep of the clocks, when the time to answer has run out.
    name: 'cases.expire-referrals',
    run: async (ctx) => done(await expireReferrals(ctx)),
  },
  {
    // 00:10 in Viet Nam, when a day's functions begin.
    name: 'cases.follow-functions',
    cron: '10 17 * * *',
    run: async (ctx) => {
      const followed = await followFunctions(ctx);
      if (followed.ok && followed.value.withoutKey.length > 0)
        throw new Error(`desks without a key cannot take over their cases: ${followed.value.withoutKey.join(', ')}`);
      done(followed);
    },
  },
  {
    name: 'cases.tell-child',
    run: async (ctx, { report, code }) => done(await recordProgress(ctx, report as string, code as string)),
  },
  {
    name: 'cases.archive-document',
    run: async (ctx, payload) =>
      done(await archiveDocument(ctx, payload as unknown as Parameters<typeof archiveDocument>[1])),
  },
  {
    name: 'cases.tell-referral',
    run: async (ctx, payload) =>
      done(await tellReferral(ctx, payload as unknown as Parameters<typeof tellReferral>[1])),
  },
  {
    name: 'cases.receive-transfer',
    run: async (ctx, payload) => done(await receiveTransfer(ctx, payload as unknown as Transfer)),
  },
  {
    name: 'cases.route-around-owner',
    run: async (ctx, payload) => done(await routeAroundOwner(ctx, payload as unknown as { case: string })),
  },
];

/** A job that was refused has failed: the queue tries it again, and the operator sees it. */
function done(
  result: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } },
): void {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
}
