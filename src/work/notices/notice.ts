/** A notice in a person's inbox: codes and ids; what they point at is read under the reader's own permissions. */
export interface Notice {
  readonly id: string;
  /** As in `break-glass.opened`. */
  readonly kind: string;
  readonly object: { readonly kind: string; readonly id: string } | null;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  /** How people name the object aloud, where its kind has names. */
  readonly reference: string | null;
}

/** A notice as it is written. */
export type NewNotice = Pick<Notice, 'kind' | 'object' | 'facts'> & {
  /** The record whose exclusions keep readers from the notice, where it is not the object itself: the case of a referral. */
  readonly record?: string;
};
