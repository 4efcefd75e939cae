import { expect, it } from 'vitest';
import { repeat } from './repeat.ts';

it('works again once the last time has ended, never twice at once, and ends after what runs', async () => {
  let runs = 0;
  let [now, most] = [0, 0];
  let release: () => void = () => undefined;
  const stop = repeat(1, async () => {
    runs += 1;
    now += 1;
    most = Math.max(most, now);
    if (runs === 3)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    now -= 1;
  });
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(3);
  let ended = false;
  const stopped = stop().then(() => {
    ended = true;
  });
  await Promise.resolve();
  expect(ended).toBe(false);
  release();
  await stopped;
  expect([runs, most, now]).toEqual([3, 1, 0]);
});
