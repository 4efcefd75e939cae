import type { BenchRow } from '../bench.ts';
import { outgoingMessages } from './support/outgoing-messages.testing.ts';

/** What leaves the house at a provider that fails a third of the time. Arguments: how many messages (10,000). */
export default async function channels(args: readonly string[]): Promise<readonly BenchRow[]> {
  return outgoingMessages(Number(args[0] ?? 10_000));
}
