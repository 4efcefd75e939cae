import { type Ctx, type Job, ok, type Services, systemActor } from '../../kernel/index.ts';
import { HOST_LOOK_UP } from '../items/look-up-host.ts';
import { lookAtPlace } from './look-at-place.ts';
import { lookRules } from './look-rules.ts';
import { addPlaces, duePlaces, unwatchedItems } from './look-store.ts';
import { EYES } from './take-look.ts';
import { LOOK_JOB } from './watch-item.ts';

/** Places whose looks are asked for in one minute. */
const DUE_AT_ONCE = 200;

/** Asks for every look whose time has come; each is a job of its own, once at a time. @returns how many */
export async function askDueLooks(ctx: Ctx): Promise<number> {
  const asked = await ctx.as(systemActor('takedown.looks-due')).transaction(async (tx) => {
    for (const item of await unwatchedItems(tx, lookRules.checkedKinds, DUE_AT_ONCE)) await addPlaces(tx, item, tx.now);
    const due = await duePlaces(tx, DUE_AT_ONCE);
    for (const place of due) await tx.enqueue(LOOK_JOB, { place }, { key: `${LOOK_JOB}:${place}` });
    return ok(due.length);
  });
  return asked.ok ? asked.value : 0;
}

export const lookJobs = (services: Services): readonly Job[] => [
  { name: 'takedown.looks-due', cron: '* * * * *', run: async (ctx) => void (await askDueLooks(ctx)) },
  {
    name: LOOK_JOB,
    run: async (ctx, { place }) => {
      const looked = await lookAtPlace(ctx, services.service(EYES), services.service(HOST_LOOK_UP), {
        place: String(place),
      });
      if (!looked.ok) throw new Error(`refused: ${looked.refusal.code}`);
    },
  },
];
