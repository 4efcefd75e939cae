/** A public post or comment as a source gave it, before anything of it is stored. It lives in memory only. */
export interface PublicPost {
  /** The source's own identifier, stable over revisions; at most 300 characters. */
  readonly id: string;
  /** Which version of the post this is ('' where the source knows none): the pair of id and revision is observed once. */
  readonly revision: string;
  readonly at: Date;
  /** The source's identifier of the author; replaced by a keyed pseudonym at capture. */
  readonly author: string | null;
  readonly text: string;
  /** BCP 47, where the source says so. */
  readonly language: string | null;
  readonly url: string | null;
  /** Addresses found in the post or attached to it. */
  readonly links: readonly string[];
  readonly media: readonly { readonly url: string; readonly kind: 'image' | 'video' }[];
  /** The identifier of the post that this one answers. */
  readonly parent: string | null;
  /** The source took it down or its author deleted it: what we keep of it goes too. */
  readonly deleted: boolean;
}

/** What one look at a source brought, and where the next look goes on. `cursor` is the collector's own text, kept with the posts in one transaction. */
export interface Pull {
  readonly posts: readonly PublicPost[];
  readonly cursor: string | null;
  /** Items that did not have the shape expected, counted for the drift alarm; the first one described without its content. */
  readonly malformed: number;
  readonly malformedExample: string | null;
  /** Authors whose accounts ended: what is kept of their earlier posts goes, though the source names none of these. */
  readonly endedAuthors?: readonly string[];
}

/** A pull source. One instance a source; it holds no state that the cursor does not hold. */
export interface Collector {
  readonly kind: string;
  pull(input: { readonly cursor: string | null; readonly limit: number; readonly signal: AbortSignal }): Promise<Pull>;
}
