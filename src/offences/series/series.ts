/** A series: files and reports that may be one matter. Types and pure rules, no I/O. */

export const seriesStates = ['PROPOSED', 'TAKEN', 'REFUSED', 'LAPSED'] as const;
export type SeriesState = (typeof seriesStates)[number];
export const supportRules = ['IDENTIFIER', 'TARGET', 'WORDING'] as const;
export type SupportRule = (typeof supportRules)[number];

/** What ties two members. */
export interface Support {
  /** The lesser number first. */
  readonly one: number;
  readonly other: number;
  readonly rule: SupportRule;
  readonly identifier: number | null;
  readonly identifierKind: string | null;
  /** Hundredths of likeness of wording. */
  readonly likeness: number | null;
}

/** Kinds of identifiers that many people share by their nature: two of them are needed where one of another does. */
const WEAK: ReadonlySet<string> = new Set(['IP', 'ADDRESS']);
/** What ties two: one thing that is somebody's own, or two weaker ones. */
const ENOUGH = 2;
/** An identifier in so many members may be a point that people share. */
const BUSY = 8;

export const weightOf = ({ rule, identifierKind }: Support): number =>
  rule === 'TARGET' || WEAK.has(identifierKind ?? '') ? 1 : ENOUGH;

/** Two members are tied from `ENOUGH` on; those that are tied one after the other are one series. */
export function clustersOf(supports: readonly Support[]): { members: number[]; supports: Support[] }[] {
  const pairs = Map.groupBy(supports, ({ one, other }) => `${one} ${other}`);
  const tied = [...pairs.values()].filter((all) => all.reduce((sum, one) => sum + weightOf(one), 0) >= ENOUGH);
  const parent = new Map<number, number>();
  const root = (node: number): number => {
    let at = node;
    while (parent.get(at) !== undefined && parent.get(at) !== at) at = parent.get(at) as number;
    parent.set(node, at);
    return at;
  };
  for (const [support] of tied) {
    const [one, other] = [root((support as Support).one), root((support as Support).other)];
    if (one !== other) parent.set(Math.max(one, other), Math.min(one, other));
  }
  const groups = Map.groupBy(tied.flat(), ({ one }) => root(one));
  return [...groups.values()].map((own) => ({
    members: [...new Set(own.flatMap(({ one, other }) => [one, other]))].sort((a, b) => a - b),
    supports: own,
  }));
}

export const seriesWarnings = [
  'ONE_SUPPORT',
  'WEAK_ONLY',
  'WORDING_ONLY',
  'BUSY_IDENTIFIER',
  'CHAIN',
  'LARGE',
] as const;
export type SeriesWarning = (typeof seriesWarnings)[number];
const LARGE = 30;

/** What speaks against it, as far as somebody sees its members and what ties them. */
export function warningsOf(members: readonly number[], supports: readonly Support[]): SeriesWarning[] {
  const pairs = Map.groupBy(supports, ({ one, other }) => `${one} ${other}`);
  const identifiers = new Set(supports.flatMap(({ identifier }) => (identifier === null ? [] : [identifier])));
  const inMembers = (identifier: number) =>
    new Set(supports.filter((one) => one.identifier === identifier).flatMap(({ one, other }) => [one, other])).size;
  const said: Readonly<Record<SeriesWarning, boolean>> = {
    ONE_SUPPORT: identifiers.size + Number(supports.some(({ rule }) => rule === 'WORDING')) === 1,
    WEAK_ONLY: supports.length > 0 && supports.every((one) => weightOf(one) < ENOUGH),
    WORDING_ONLY: supports.length > 0 && supports.every(({ rule }) => rule === 'WORDING'),
    BUSY_IDENTIFIER: [...identifiers].some((identifier) => inMembers(identifier) > BUSY),
    CHAIN: pairs.size < (members.length * (members.length - 1)) / 2,
    LARGE: members.length > LARGE,
  };
  return seriesWarnings.filter((warning) => said[warning]);
}
