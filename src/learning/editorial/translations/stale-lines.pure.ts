import { type BodyLine, linesOfBody } from '../body-lines.pure.ts';

/** A line whose Vietnamese was changed while its English stayed as it was. */
export interface StaleLine extends BodyLine {
  /** The Vietnamese that the English was written for. */
  readonly was: string;
  /** Number of the version that changed it. */
  readonly since: number;
}

interface Version {
  readonly number: number;
  readonly body: unknown;
}

/**
 * Lines of the newest version whose English is older than their Vietnamese. Lines are compared by their words and not by their places, so
 * that one that was moved is still known. @param versions the newest first
 */
export function staleLines(versions: readonly Version[]): readonly StaleLine[] {
  const [head, ...before] = versions.map(({ number, body }) => ({ number, lines: linesOfBody(body) }));
  if (head === undefined) return [];
  const stands = ({ vi, en }: BodyLine) => head.lines.some((one) => one.vi === vi && one.en === en);
  return head.lines.flatMap((line): StaleLine[] => {
    if (line.en === '' || line.vi === '') return [];
    let since = head.number;
    for (const { number, lines } of before) {
      if (!lines.some(({ vi, en }) => vi === line.vi && en === line.en)) {
        // Two lines may have one English: the other one is no older form of this.
        const old = lines.find((one) => one.en === line.en && one.vi !== '' && one.vi !== line.vi && !stands(one));
        return old === undefined ? [] : [{ ...line, was: old.vi, since }];
      }
      since = number;
    }
    return [];
  });
}
