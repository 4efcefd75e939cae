import { type Ctx, extensionPoint, type Result, type Tx } from '../../kernel/index.ts';
import type { RemovalAnswers } from './removal.ts';

/** How far a link has come that somebody gave with a request; never the link. */
export interface RemovalLink {
  readonly state: 'WAITING' | 'VERIFIED' | 'ORDERED' | 'GONE' | 'RETURNED' | 'NOT_ILLEGAL' | 'SET_ASIDE';
  /** Since when. */
  readonly at: string;
}

/** What a request says of where the pictures stand. */
export interface RemovalLinks extends Pick<RemovalAnswers, 'ageBand' | 'subject' | 'places'> {
  readonly removal: string;
  /** Links or names of accounts, as they were written, in their order. */
  readonly links: readonly string[];
}

/** How the module that has links taken down takes part in a request. */
export interface RemovalPart {
  readonly code: string;
  /** Told in the transaction of the request, as the platform; a refusal undoes the request and names the field `links`. */
  asked(ctx: Ctx, tx: Tx, links: RemovalLinks): Promise<Result<void>>;
  /** The links of a request, in their order. */
  cameOf(ctx: Ctx, tx: Tx, removal: string): Promise<readonly RemovalLink[]>;
}

export const removalParts = extensionPoint<RemovalPart>('hashes.removal-part', ({ code }) => code);
