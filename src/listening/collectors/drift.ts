import type { z } from 'zod';
import type { Pull } from '../posts/public-post.ts';

/** Counts what did not have the shape agreed, and describes the first of it by its place and kind, never by what it held. */
export class Drift {
  #malformed = 0;
  #example: string | null = null;

  /** @param what words of ours alone: a field's name, a kind of item */
  note(what: string, count = 1): void {
    if (count <= 0) return;
    this.#malformed += count;
    this.#example ??= what;
  }

  /** The item by its schema, or undefined and counted. */
  read<T>(schema: z.ZodType<T>, item: unknown, where: string): T | undefined {
    const read = schema.safeParse(item);
    if (read.success) return read.data;
    this.note(`${where}: ${describe(read.error)}`);
    return undefined;
  }

  get found(): Pick<Pull, 'malformed' | 'malformedExample'> {
    return { malformed: this.#malformed, malformedExample: this.#example };
  }
}

/** The first fault of an item in words that hold nothing of it: its place, and the kind that was expected. */
export function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'not valid';
  const place = issue.path.length === 0 ? 'the item' : issue.path.map(String).join('.');
  return 'expected' in issue ? `${place} is no ${issue.expected}` : `${place} has a wrong form (${issue.code})`;
}
