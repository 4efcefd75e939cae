import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../../kernel/index.ts';
import { testReach } from '../adapter.contract.ts';
import { accountsToServe, type Sending, sendByAccount } from '../outbox/send-messages.ts';
import { type PushServiceFake, trusting } from './push-service.fake.ts';
import { pushJobs } from './wake-people.ts';

type Home = Pick<TestKernel, 'kernel' | 'clock' | 'owner' | 'context'>;

/** The house's ways out as push services on this machine are reached by. */
const sendingTo = (home: Home, services: readonly PushServiceFake[]): Sending => ({
  reach: () => ({
    ...testReach(),
    now: home.clock.now(),
    outside: trusting(...services.map(({ fingerprint }) => fingerprint)),
  }),
  renew: async () => undefined,
});

/** What was asked for of the queue of jobs, to wake browsers. */
export async function wakesAsked(home: Home): Promise<Readonly<Record<string, unknown>>[]> {
  const { rows } = await home.owner.query<{ payload: Record<string, unknown> }>(
    `select payload from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier = 'channels.wake-devices'`,
  );
  return rows.map(({ payload }) => payload);
}

/** Does what was asked for, twice over as after a crash, and sends what is due. */
export async function wakeAll(home: Home, ...services: readonly PushServiceFake[]): Promise<void> {
  const ctx = home.context(systemActor('test'));
  for (const payload of await wakesAsked(home))
    for (const job of [...pushJobs, ...pushJobs]) await job.run(ctx, payload);
  for (const account of await accountsToServe(ctx)) await sendByAccount(ctx, account, sendingTo(home, services));
}
