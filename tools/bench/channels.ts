import type { BenchRow } from '../bench.ts';
import { incomingMessages } from './support/incoming-messages.testing.ts';
import { outgoingMessages } from './support/outgoing-messages.testing.ts';

/**
 * What comes into the house, and what leaves it at a provider that fails a third of the time. Arguments: how many messages come
 * (6,000, a multiple of ten), and how many leave (10,000).
 */
export default async function channels(args: readonly string[]): Promise<readonly BenchRow[]> {
  const incoming = await incomingMessages(Number(args[0] ?? 6_000));
  return [...incoming, ...(await outgoingMessages(Number(args[1] ?? 10_000)))];
}
