import type { Result } from '../../src/kernel/index.ts';

/** What a verb answers, or its refusal as the sentence that the command ends with. */
export function orSentence<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { vi, en } = result.refusal.text;
  throw new Error(`${vi.title} ${vi.next} · ${en.title} ${en.next}`);
}
