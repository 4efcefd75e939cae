import { type Kernel, serviceKey, serviceSource } from '../../kernel/index.ts';
import type { Matching } from './match-hashes.ts';
import { MatchLog } from './match-log.ts';
import { MatchService } from './match-service.ts';

/** The hash index of this process, and the log of what it was asked. */
export const MATCHING = serviceKey<Matching>('hashes.matching');

export const matchingSource = serviceSource(MATCHING, async ({ kernel }: { kernel: Kernel }) => {
  const running = await MatchService.start(kernel);
  return { service: { index: running.index, log: new MatchLog() }, close: () => running.close() };
});
