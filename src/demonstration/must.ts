import type { Result } from '../kernel/index.ts';

/** What is played must go through: a refusal is a fault of the demonstration. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, field, facts } = result.refusal;
  throw new Error(`the demonstration was refused: ${code} ${field ?? ''} ${JSON.stringify(facts ?? {})}`);
}
