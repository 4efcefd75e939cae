/** Somebody who is at a record just now. */
export interface Present {
  readonly person: string;
  readonly writing: boolean;
  readonly until: Date;
}

/** How long a sign of looking counts. Milliseconds. */
export const LOOKING_FOR = 30_000;
/** How long a sign of writing counts; it ends by itself, so that nobody seems to write for ever. */
export const WRITING_FOR = 6_000;

/** Somebody who writes is still there when they stop. */
export function presenceUntil(now: Date, writing: boolean): Date {
  return new Date(now.getTime() + (writing ? WRITING_FOR : LOOKING_FOR));
}
