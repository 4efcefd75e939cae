/** `match` reports, `negative` suppresses what it holds, `watch` reports apart and blocks nothing. */
export const bankModes = ['match', 'negative', 'watch'] as const;
export type BankMode = (typeof bankModes)[number];

/**
 * Whether an entry of a bank of the one kind may be taken into a bank of the other. What is only watched for elsewhere must
 * not block here, what suppresses must come from a negative bank, and what blocks elsewhere may be watched for.
 * @param from undefined where the sender's format does not say it: formats of others carry what blocks
 */
export function mayEnter(from: BankMode | undefined, to: BankMode): boolean {
  return (from ?? 'match') === to || (from !== 'negative' && to === 'watch');
}
