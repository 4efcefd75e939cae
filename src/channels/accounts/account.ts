/**
 * - `draft`: being connected; nothing is taken and nothing sent
 * - `open`: takes and sends
 * - `paused`: by a person
 * - `failed`: its own service refuses us (token over, account shut); taken, not sent
 * - `drifted`: half of what came lately had a shape that is not known; a person looks
 */
export const accountStates = ['draft', 'open', 'paused', 'failed', 'drifted'] as const;
export type AccountState = (typeof accountStates)[number];

/** An account that is calling us is heard in every state in which a child may still write there. */
export const hears = (state: AccountState): boolean => state === 'open' || state === 'failed' || state === 'drifted';
