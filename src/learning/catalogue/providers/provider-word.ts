/** What a provider hands in: a product for the catalogue, an answer that stands beside a result, an appeal against an evaluation. */

export const providerWordKinds = ['SUBMISSION', 'ANSWER', 'APPEAL'] as const;
export type ProviderWordKind = (typeof providerWordKinds)[number];

export const providerWordStates = ['WAITING', 'TAKEN', 'REFUSED'] as const;
export type ProviderWordState = (typeof providerWordStates)[number];

/** What is sealed of it. */
export interface ProviderWords {
  readonly contact: string;
  readonly text: string;
  /** Of a submission: what it is and where it is found. */
  readonly name?: string;
  readonly maker?: string;
  readonly link?: string;
  readonly policyUrl?: string;
  readonly label?: string;
}
