/** One object and class of fields under one key: a report's narrative, its identity part, its thread. */
export interface KeyScope {
  readonly objectKind: string;
  readonly objectId: string;
  readonly fieldClass: string;
}

export type SealedBy = 'server' | 'operator' | 'client';
