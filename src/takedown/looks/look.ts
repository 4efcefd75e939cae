/** A look at an address that was ordered down: what was found there, and whether it speaks for its being gone. Types and pure rules. */

export const lookOutcomes = [
  /** It is there. */
  'PRESENT',
  /** 404, 410 or 451, and nothing that speaks against it. */
  'GONE',
  /** A wall stands before it: signing in, age, another country, a puzzle. */
  'RESTRICTED',
  /** The page says with another status that it is not there. */
  'SOFT_404',
  /** Something else is there than at the first look. Nothing is gone by that. */
  'CHANGED',
  /** Nobody answered, or not to the end. */
  'UNREACHABLE',
  /** It is shown only to who comes the way that was reported, or with another browser. */
  'REFERRER_ONLY',
] as const;
export type LookOutcome = (typeof lookOutcomes)[number];

/** Why a look came to its outcome. */
export const lookReasons = [
  'first',
  'same',
  'not-same',
  'status',
  'same-under-404',
  'media-under-404',
  'media-served',
  'probe',
  'page-says',
  'home-page',
  'elsewhere',
  'empty',
  'script-only',
  'meta-refresh',
  'login',
  'age',
  'captcha',
  'geo',
  'cookie',
  'only-with-way',
  'only-bare',
  'other-face',
  'not-whole',
  'unresolved',
  'unreachable',
  'too-slow',
  'private-network',
  'redirect-loop',
  'unreadable',
  'busy',
  'not-web',
] as const;
export type LookReason = (typeof lookReasons)[number];

/** What a platform's own way of asking says of an address. */
export type ProbeAnswer = 'PRESENT' | 'GONE' | 'RESTRICTED' | 'UNKNOWN';

/** What one answer of a server says by itself. */
export interface Verdict {
  readonly outcome: Exclude<LookOutcome, 'REFERRER_ONLY'>;
  readonly reason: LookReason;
}

/** What one look came to. */
export interface Conclusion {
  readonly outcome: LookOutcome;
  readonly reason: LookReason;
  /** It is one of the looks that a thing is gone by, if enough time lies between it and the one before. */
  readonly speaksForGone: boolean;
}

/** Who asked for a look. */
export const lookOccasions = ['SCHEDULE', 'CLAIM', 'OFFICER', 'REPORT'] as const;
export type LookOccasion = (typeof lookOccasions)[number];

/** Why somebody has to decide before looks mean anything again. */
export const lookAttentions = ['HOST_MOVED', 'CHECK_RETURN'] as const;
export type LookAttention = (typeof lookAttentions)[number];

/** What an officer says to that. */
export const lookDecisions = [
  /** The same host under another name or address: looks go on. */
  'SAME_HOST',
  /** What was ordered down is there again. */
  'RETURNED',
  /** Another page stands there now, which nobody ordered down. */
  'OTHER_PAGE',
] as const;
export type LookDecision = (typeof lookDecisions)[number];

/** What somebody saw where words alone say that something is gone, or where a bare name leads nowhere. */
export const seenGone = [
  'PAGE_SAYS_GONE',
  'ACCOUNT_GONE',
  'ACCOUNT_LOCKED',
  'NAME_NOT_FOUND',
  'NOTHING_THERE',
] as const;
export type SeenGone = (typeof seenGone)[number];
/** By what means. */
export const seenBy = ['BROWSER', 'APP', 'BROWSER_AND_APP', 'OTHER_NETWORK'] as const;
export type SeenBy = (typeof seenBy)[number];

/** What the last look at one address of an item says of whether a person may end it. */
export interface LastSight {
  readonly outcome: LookOutcome | null;
  /** It counts as gone by the looks alone. */
  readonly missed: boolean;
  readonly waits: boolean;
  /** Its platform answers by itself. */
  readonly probed: boolean;
}

/**
 * Whether two persons may say that an item is gone: where a machine can tell, it tells. An address says by words alone that nothing is
 * there (and those beside it are missed), its platform has no way to ask, and nothing waits for another decision; or there is no address.
 */
export function endsByPersons(sights: readonly LastSight[], lookable: boolean): boolean {
  if (!lookable) return true;
  return (
    sights.length > 0 &&
    sights.every((one) => !one.waits && !one.probed && (one.missed || one.outcome === 'SOFT_404')) &&
    sights.some((one) => one.outcome === 'SOFT_404')
  );
}

const hides = ({ outcome }: Verdict): boolean => outcome === 'GONE' || outcome === 'SOFT_404';
const shows = ({ outcome, reason }: Verdict): boolean =>
  outcome === 'PRESENT' || (outcome === 'CHANGED' && (reason === 'not-same' || reason === 'script-only'));

/** Everything that a look asked. */
export interface Asked {
  /** Coming the way that was reported, where there is one. */
  readonly main: Verdict;
  /** Coming from nowhere, where a way was reported. */
  readonly bare?: Verdict | undefined;
  /** Asked again as other browsers and from other pages, where the first answer says that it is gone. */
  readonly faces: readonly Verdict[];
  /** A picture or film that stood on the page before is still served. */
  readonly mediaServed: boolean;
  /** All pages of the way answered. */
  readonly wayReplayed: boolean;
  /** What the platform's own way of asking says; undefined where we know none. */
  readonly probe?: ProbeAnswer | undefined;
}

/** One look's end, from all that it asked. Whatever speaks against its being gone wins. */
export function conclude({ main, bare, faces, mediaServed, wayReplayed, probe }: Asked): Conclusion {
  const no = (outcome: LookOutcome, reason: LookReason): Conclusion => ({ outcome, reason, speaksForGone: false });
  if (bare && shows(main) && !shows(bare)) return no('REFERRER_ONLY', 'only-with-way');
  if (bare && hides(main) && !hides(bare))
    return shows(bare) ? no(bare.outcome, 'only-bare') : no(bare.outcome, bare.reason);
  if (main.outcome === 'CHANGED' && probe === 'PRESENT') return no('PRESENT', 'probe');
  // A page that only a script fills says nothing; where the platform itself answers, its answer holds.
  const silent = main.outcome === 'CHANGED' && main.reason === 'script-only';
  if (!hides(main) && !(silent && probe === 'GONE')) return no(main.outcome, main.reason);
  const face = silent ? undefined : (faces.find(shows) ?? faces.find((one) => !hides(one)));
  if (face) return shows(face) ? no('REFERRER_ONLY', 'other-face') : no(face.outcome, face.reason);
  if (mediaServed) return no('PRESENT', 'media-served');
  const outcome = silent ? 'SOFT_404' : main.outcome;
  const reason = silent ? 'probe' : main.reason;
  // Without a probe of its platform, words on a page prove nothing; with one, nothing does without it.
  const speaksForGone = wayReplayed && (probe === undefined ? outcome === 'GONE' : probe === 'GONE');
  return { outcome, reason, speaksForGone };
}

const SPEAKS_AGAINST: readonly LookOutcome[] = ['PRESENT', 'REFERRER_ONLY', 'CHANGED', 'RESTRICTED'];

/**
 * What looks from several places come to together, the first of them our own: whatever speaks against its being gone wins, and gone it
 * is only from all of them.
 */
export function together<One extends Conclusion>(all: readonly [One, ...One[]]): One {
  const [own] = all;
  for (const outcome of SPEAKS_AGAINST) {
    const found = all.find((one) => one.outcome === outcome);
    if (found) return found;
  }
  return all.every((one) => one.speaksForGone) ? own : { ...own, speaksForGone: false };
}

/** Where an address stands on its way to being gone. */
export interface Misses {
  readonly misses: number;
  readonly missedFrom: Date | null;
  readonly countedAt: Date | null;
}
export const NO_MISSES: Misses = { misses: 0, missedFrom: null, countedAt: null };

/**
 * Misses after a look. What shows that it is there, or changed, or walled begins the count anew; who did not answer says nothing.
 * @param apart milliseconds between two looks that both count
 */
export function countMiss(
  before: Misses,
  look: Conclusion,
  at: Date,
  apart: number,
): Misses & { readonly counted: boolean } {
  if (look.speaksForGone) {
    if (before.countedAt !== null && at.getTime() - before.countedAt.getTime() < apart)
      return { ...before, counted: false };
    return { misses: before.misses + 1, missedFrom: before.missedFrom ?? at, countedAt: at, counted: true };
  }
  const saysNothing = look.outcome === 'UNREACHABLE' || look.outcome === 'GONE' || look.outcome === 'SOFT_404';
  return saysNothing ? { ...before, counted: false } : { ...NO_MISSES, counted: false };
}
