/** What a delivery says, written at the moment it leaves. */
export interface Told {
  /** As Standard Webhooks has it: `alert.issued`. */
  readonly type: string;
  /** When what it tells of happened. */
  readonly at: Date;
  /** For a system. No field holds a picture or a word about a child. */
  readonly data: Readonly<Record<string, unknown>>;
  /** In place of `data` where that is longer than a call may be. */
  readonly short?: Readonly<Record<string, unknown>>;
  /** For people, in lines; Vietnamese first. */
  readonly letter: readonly string[];
}

/** By which way it is told, and to which contact. */
export interface Telling {
  readonly way: 'MACHINE' | 'MAIL';
  readonly contact: string;
}
