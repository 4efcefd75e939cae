/**
 * The lines of a body, whatever its kind: every pair of a Vietnamese and an English text, by its path, in the order of reading. So the same
 * page shows, compares and edits texts, lessons and scenes.
 */
export interface BodyLine {
  /** As in `blocks.2.steps.0`. */
  readonly path: string;
  readonly vi: string;
  readonly en: string;
}

export interface LineChange {
  readonly path: string;
  readonly before: { readonly vi: string; readonly en: string } | null;
  readonly after: { readonly vi: string; readonly en: string } | null;
  /** One language was changed and the other was not: somebody looks whether they still say the same. */
  readonly oneSided: 'vi' | 'en' | null;
}

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts => value !== null && typeof value === 'object';

export function linesOfBody(body: unknown, path = ''): readonly BodyLine[] {
  if (!isParts(body)) return [];
  const { vi, en } = body;
  const own = typeof vi === 'string' && typeof en === 'string' ? [{ path, vi, en }] : [];
  const within = Object.entries(body).flatMap(([key, part]) => linesOfBody(part, path === '' ? key : `${path}.${key}`));
  return [...own, ...within];
}

/** The body with other words at some of its paths; a path that it does not have changes nothing. */
export function withLines(
  body: unknown,
  lines: ReadonlyMap<string, { readonly vi: string; readonly en: string }>,
  path = '',
): unknown {
  if (Array.isArray(body))
    return body.map((part, at) => withLines(part, lines, path === '' ? `${at}` : `${path}.${at}`));
  if (!isParts(body)) return body;
  const inner = Object.fromEntries(
    Object.entries(body).map(([key, part]) => [key, withLines(part, lines, path === '' ? key : `${path}.${key}`)]),
  );
  const words = lines.get(path);
  return words === undefined || typeof body.vi !== 'string' ? inner : { ...inner, vi: words.vi, en: words.en };
}

/** What differs between two bodies, line by line, in the order of the newer one; then what it no longer has. */
export function changesOfLines(before: unknown, after: unknown): readonly LineChange[] {
  const old = new Map(linesOfBody(before).map((line) => [line.path, line]));
  const now = linesOfBody(after);
  const kept = new Set(now.map(({ path }) => path));
  return [
    ...now.flatMap((line): LineChange[] => {
      const was = old.get(line.path);
      if (was === undefined) return [{ path: line.path, before: null, after: sides(line), oneSided: null }];
      const [vi, en] = [was.vi !== line.vi, was.en !== line.en];
      if (!vi && !en) return [];
      return [
        { path: line.path, before: sides(was), after: sides(line), oneSided: vi === en ? null : vi ? 'vi' : 'en' },
      ];
    }),
    ...[...old.values()]
      .filter(({ path }) => !kept.has(path))
      .map((line): LineChange => ({ path: line.path, before: sides(line), after: null, oneSided: null })),
  ];
}

const sides = ({ vi, en }: BodyLine) => ({ vi, en });
