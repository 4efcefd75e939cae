import type { Result } from '../../src/kernel/index.ts';

/** The value of a result that must not be a refusal. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, field, facts } = result.refusal;
  throw new Error(`refused: ${code} ${field ?? ''} ${JSON.stringify(facts ?? {})}`);
}

/** The code of a refusal; `accepted` where there is none. */
export function code(result: Result<unknown>): string {
  return result.ok ? 'accepted' : result.refusal.code;
}
