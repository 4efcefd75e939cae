import type { Tx } from '../../kernel/index.ts';

export const WORK_LANE = 'channels.work-lane';

export async function enqueueLanes(tx: Tx, account: string, lanes: readonly Buffer[], runAt?: Date): Promise<void> {
  const names = new Set(lanes.map((lane) => lane.toString('base64url')));
  await Promise.all(
    [...names].map((lane) =>
      tx.enqueue(WORK_LANE, { account, lane }, { key: `channels-lane-${lane}`, ...(runAt && { runAt }) }),
    ),
  );
}

/** The job of a lane: its payload holds the account's id and a keyed digest. */
export const laneOfPayload = (payload: Readonly<Record<string, unknown>>) => ({
  account: String(payload.account),
  lane: Buffer.from(String(payload.lane), 'base64url'),
});
