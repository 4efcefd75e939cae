import { randomFrom } from '../../text/index.ts';
import type { Opinion } from '../ballots/ballot.ts';

/**
 * Groups of people who see things alike, from their opinions on statements: the mean in the place of what somebody did not answer, two
 * principal components, k-means. Everything random has a fixed seed and every tie an order, so the same ballots give the same groups. The
 * rules are those of Polis where they are known; the sizes below which nothing is told are ours (portal-insight.md 4.3).
 */

/** With fewer voters than this there are no groups, only shares: most conversations are too small for them. */
export const GROUPS_FROM = 200;
/** A group is told of from so many people on, and from this part of all that were grouped. */
const GROUP_LEAST = 50;
const GROUP_PART = 0.1;
/** Somebody who answered less is in no group, unless there are fewer statements. */
const ANSWERS_LEAST = 7;
const MOST_GROUPS = 5;
const STARTS = 8;
const ROUNDS = 60;
/** Silhouettes are worked out on so many points; more would not change which number of groups is chosen. */
const SILHOUETTE_POINTS = 1_000;
/** Centres are looked for among so many points. */
const DRAWN_POINTS = 4_000;
/** Below it the groups are made by the method and not by the people: one cloud comes to about 0.35, with few statements to 0.45. */
const SILHOUETTE_LEAST = 0.5;
const SEED = 830;
/** Only from this difference in agreement on does a statement set a group apart. */
const APART = 0.25;
/** From this part of every group on that agrees, or disagrees, a statement unites. */
const UNITES = 0.6;
/** Between these parts of a group that agree is a statement on which the group itself is divided. */
const SPLIT = [0.4, 0.6] as const;

/** What a group says of a statement. Parts are of those of the group who answered it. */
export interface GroupOpinion {
  readonly number: number;
  readonly agree: number;
  readonly disagree: number;
  readonly answered: number;
}

export interface OpinionGroup {
  readonly people: number;
  /** By which it differs from the others, the widest first. A group is told of by statements alone, never by place or age. */
  readonly apart: readonly GroupOpinion[];
  /** On which it is divided itself: a small minority has no group of its own. */
  readonly split: readonly GroupOpinion[];
}

export interface OpinionGroups {
  /** Those that were grouped. */
  readonly people: number;
  /** What people of every group agree with, or reject, the most first: this comes before all that divides. */
  readonly unites: readonly { readonly number: number; readonly agree: boolean; readonly least: number }[];
  /** The larger first; empty where they do not stand apart, or one would be too small to tell of. */
  readonly groups: readonly OpinionGroup[];
}

/**
 * @param voters what each said, by the number of the statement
 * @param numbers the statements that count; one that was taken out is left out here
 * @returns undefined where there are too few voters for groups
 */
export function opinionGroups(
  voters: readonly Readonly<Record<number, Opinion>>[],
  numbers: readonly number[],
): OpinionGroups | undefined {
  const statements = [...numbers].sort((a, b) => a - b);
  const width = statements.length;
  const enough = Math.min(ANSWERS_LEAST, width);
  const asked = new Map(statements.map((number, at) => [number, at]));
  const kept = voters.filter(
    (said) => Object.keys(said).filter((number) => asked.has(Number(number))).length >= enough,
  );
  if (kept.length < GROUPS_FROM || width < 2) return undefined;
  const answers = matrixOf(kept, asked, width);
  const points = project(answers, kept.length, width);
  const grouping = chooseGroups(points, kept.length);
  const shares = sharesOf(answers, kept.length, width, grouping.of, grouping.count);
  const sizes = Array.from({ length: grouping.count }, (_, group) => grouping.of.filter((one) => one === group).length);
  const order = sizes.map((_, group) => group).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  return {
    people: kept.length,
    unites: unitingOf(shares, statements, grouping.count),
    groups:
      grouping.count < 2
        ? []
        : order.map((group) => describeGroup(group, sizes[group] ?? 0, shares, statements, grouping.count)),
  };
}

/** Voters x statements; NaN where somebody did not answer. */
function matrixOf(
  voters: readonly Readonly<Record<number, Opinion>>[],
  asked: ReadonlyMap<number, number>,
  width: number,
): Float64Array {
  const answers = new Float64Array(voters.length * width).fill(Number.NaN);
  voters.forEach((said, voter) => {
    for (const [number, opinion] of Object.entries(said)) {
      const at = asked.get(Number(number));
      if (at !== undefined) answers[voter * width + at] = opinion;
    }
  });
  return answers;
}

/** The two principal components of each voter, x then y. What was not answered is the mean, and adds nothing. */
function project(answers: Float64Array, height: number, width: number): Float64Array {
  const centred = new Float64Array(answers.length);
  for (let column = 0; column < width; column += 1) {
    let [sum, count] = [0, 0];
    for (let row = 0; row < height; row += 1) {
      const value = answers[row * width + column] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    const mean = count === 0 ? 0 : sum / count;
    for (let row = 0; row < height; row += 1) {
      const value = answers[row * width + column] as number;
      if (!Number.isNaN(value)) centred[row * width + column] = value - mean;
    }
  }
  // Of statements among each other: small, whatever the number of voters.
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < height; row += 1)
    for (let a = 0; a < width; a += 1) {
      const left = centred[row * width + a] as number;
      if (left === 0) continue;
      for (let b = a; b < width; b += 1)
        covariance[a * width + b] = (covariance[a * width + b] as number) + left * (centred[row * width + b] as number);
    }
  for (let a = 0; a < width; a += 1)
    for (let b = 0; b < a; b += 1) covariance[a * width + b] = covariance[b * width + a] as number;
  const points = new Float64Array(height * 2);
  for (let component = 0; component < 2; component += 1) {
    const direction = strongestDirection(covariance, width);
    for (let row = 0; row < height; row += 1) {
      let dot = 0;
      let answered = 0;
      for (let column = 0; column < width; column += 1) {
        dot += (centred[row * width + column] as number) * (direction[column] as number);
        if (!Number.isNaN(answers[row * width + column] as number)) answered += 1;
      }
      // Who answered little would sit in the middle of everybody: what is known is scaled up (as Polis does).
      points[row * 2 + component] = dot * Math.sqrt(width / Math.max(answered, 1));
    }
    deflate(covariance, direction, width);
  }
  return points;
}

/** The first eigenvector by power iteration, its largest part positive. */
function strongestDirection(matrix: Float64Array, width: number): Float64Array {
  const random = randomFrom(SEED);
  let direction = new Float64Array(width).map(() => random() - 0.5);
  for (let round = 0; round < 200; round += 1) {
    const next = times(matrix, direction, width);
    const length = Math.hypot(...next);
    if (length === 0) return new Float64Array(width);
    let change = 0;
    for (let at = 0; at < width; at += 1) {
      next[at] = (next[at] as number) / length;
      change += Math.abs((next[at] as number) - (direction[at] as number));
    }
    direction = next;
    if (change < 1e-10) break;
  }
  let largest = 0;
  for (let at = 0; at < width; at += 1)
    if (Math.abs(direction[at] as number) > Math.abs(direction[largest] as number) + 1e-9) largest = at;
  return (direction[largest] as number) < 0 ? direction.map((value) => -value) : direction;
}

function times(matrix: Float64Array, vector: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(width);
  for (let row = 0; row < width; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1)
      sum += (matrix[row * width + column] as number) * (vector[column] as number);
    product[row] = sum;
  }
  return product;
}

function deflate(matrix: Float64Array, direction: Float64Array, width: number): void {
  const image = times(matrix, direction, width);
  let value = 0;
  for (let at = 0; at < width; at += 1) value += (direction[at] as number) * (image[at] as number);
  for (let a = 0; a < width; a += 1)
    for (let b = 0; b < width; b += 1)
      matrix[a * width + b] =
        (matrix[a * width + b] as number) - value * (direction[a] as number) * (direction[b] as number);
}

interface Grouping {
  readonly count: number;
  readonly of: Int32Array;
}

/**
 * The number of groups with the best silhouette among those in which every group is large enough; one where there is none. Centres are
 * looked for among evenly drawn points, and then settle among all.
 */
function chooseGroups(points: Float64Array, height: number): Grouping {
  const drawn = evenly(points, height, DRAWN_POINTS);
  let best: (Grouping & { readonly silhouette: number }) | undefined;
  for (let count = 2; count <= MOST_GROUPS; count += 1) {
    const centres = firstGrouping(drawn, count);
    const { of } = settle(points, centres, count);
    const sizes = new Int32Array(count);
    for (const group of of) sizes[group] = (sizes[group] as number) + 1;
    if (sizes.some((size) => size < GROUP_LEAST || size < height * GROUP_PART)) continue;
    const silhouette = silhouetteOf(points, height, of, count);
    if (silhouette >= SILHOUETTE_LEAST && (!best || silhouette > best.silhouette + 1e-9))
      best = { count, of, silhouette };
  }
  return best ?? { count: 1, of: new Int32Array(height) };
}

/** Points at equal steps, at most so many. */
function evenly(points: Float64Array, height: number, most: number): Float64Array {
  const step = Math.max(1, Math.ceil(height / most));
  const drawn = new Float64Array(Math.ceil(height / step) * 2);
  for (let row = 0, at = 0; row < height; row += step, at += 2) drawn.set(points.subarray(row * 2, row * 2 + 2), at);
  return drawn;
}

/** The best of several starts (k-means++), by the sum of squared distances. */
function firstGrouping(points: Float64Array, count: number): Float64Array {
  let best: { centres: Float64Array; sum: number } = {
    centres: new Float64Array(count * 2),
    sum: Number.POSITIVE_INFINITY,
  };
  for (let start = 0; start < STARTS; start += 1) {
    const centres = firstCentres(points, count, randomFrom(SEED * 100 + count * 10 + start));
    const { sum } = settle(points, centres, count);
    if (sum < best.sum - 1e-9) best = { centres, sum };
  }
  return best.centres;
}

/** Moves the centres until no point changes its group (Lloyd). */
function settle(
  points: Float64Array,
  centres: Float64Array,
  count: number,
): { readonly of: Int32Array; readonly sum: number } {
  const height = points.length / 2;
  const of = new Int32Array(height).fill(-1);
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0;
    sum = 0;
    const sums = new Float64Array(count * 3);
    for (let row = 0; row < height; row += 1) {
      const nearest = nearestCentre(points, row, centres, count);
      sum += distanceTo(points, row, centres, nearest);
      if (of[row] !== nearest) {
        of[row] = nearest;
        moved += 1;
      }
      sums[nearest * 3] = (sums[nearest * 3] as number) + (points[row * 2] as number);
      sums[nearest * 3 + 1] = (sums[nearest * 3 + 1] as number) + (points[row * 2 + 1] as number);
      sums[nearest * 3 + 2] = (sums[nearest * 3 + 2] as number) + 1;
    }
    // Among a hundred thousand a handful goes on changing sides for long and changes nothing.
    if (moved <= height / 10_000) break;
    for (let group = 0; group < count; group += 1) {
      const size = sums[group * 3 + 2] as number;
      if (size === 0) continue;
      centres[group * 2] = (sums[group * 3] as number) / size;
      centres[group * 2 + 1] = (sums[group * 3 + 1] as number) / size;
    }
  }
  return { of, sum };
}

function firstCentres(points: Float64Array, count: number, random: () => number): Float64Array {
  const height = points.length / 2;
  const centres = new Float64Array(count * 2);
  const first = Math.floor(random() * height);
  centres.set(points.subarray(first * 2, first * 2 + 2), 0);
  for (let group = 1; group < count; group += 1) {
    let total = 0;
    const distances = new Float64Array(height);
    for (let row = 0; row < height; row += 1) {
      distances[row] = distanceTo(points, row, centres, nearestCentre(points, row, centres, group));
      total += distances[row] as number;
    }
    let wanted = random() * total;
    let chosen = height - 1;
    for (let row = 0; row < height; row += 1) {
      wanted -= distances[row] as number;
      if (wanted < 0) {
        chosen = row;
        break;
      }
    }
    centres.set(points.subarray(chosen * 2, chosen * 2 + 2), group * 2);
  }
  return centres;
}

function nearestCentre(points: Float64Array, row: number, centres: Float64Array, count: number): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (let group = 0; group < count; group += 1) {
    const distance = distanceTo(points, row, centres, group);
    if (distance < least) {
      nearest = group;
      least = distance;
    }
  }
  return nearest;
}

/** Squared. */
function distanceTo(points: Float64Array, row: number, centres: Float64Array, group: number): number {
  const x = (points[row * 2] as number) - (centres[group * 2] as number);
  const y = (points[row * 2 + 1] as number) - (centres[group * 2 + 1] as number);
  return x * x + y * y;
}

/** The mean silhouette of evenly drawn points, among themselves: -1 to 1. */
function silhouetteOf(points: Float64Array, height: number, of: Int32Array, count: number): number {
  const step = Math.max(1, Math.floor(height / SILHOUETTE_POINTS));
  const drawn: number[] = [];
  for (let row = 0; row < height; row += step) drawn.push(row);
  let total = 0;
  for (const row of drawn) {
    const sums = new Float64Array(count);
    const sizes = new Int32Array(count);
    for (const other of drawn) {
      if (other === row) continue;
      const group = of[other] as number;
      const x = (points[row * 2] as number) - (points[other * 2] as number);
      const y = (points[row * 2 + 1] as number) - (points[other * 2 + 1] as number);
      sums[group] = (sums[group] as number) + Math.sqrt(x * x + y * y);
      sizes[group] = (sizes[group] as number) + 1;
    }
    const own = of[row] as number;
    if (sizes[own] === 0) continue;
    const inside = (sums[own] as number) / (sizes[own] as number);
    let outside = Number.POSITIVE_INFINITY;
    for (let group = 0; group < count; group += 1)
      if (group !== own && sizes[group] !== 0)
        outside = Math.min(outside, (sums[group] as number) / (sizes[group] as number));
    if (Number.isFinite(outside) && Math.max(inside, outside) > 0)
      total += (outside - inside) / Math.max(inside, outside);
  }
  return drawn.length === 0 ? 0 : total / drawn.length;
}

/** Of each group and statement: those who agree, disagree, answered. */
interface Shares {
  at(
    group: number,
    statement: number,
  ): { readonly agree: number; readonly disagree: number; readonly answered: number };
}

function sharesOf(answers: Float64Array, height: number, width: number, of: Int32Array, count: number): Shares {
  const counts = new Int32Array(count * width * 3);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const value = answers[row * width + column] as number;
      if (Number.isNaN(value)) continue;
      const cell = ((of[row] as number) * width + column) * 3;
      counts[cell + 2] = (counts[cell + 2] as number) + 1;
      if (value > 0) counts[cell] = (counts[cell] as number) + 1;
      if (value < 0) counts[cell + 1] = (counts[cell + 1] as number) + 1;
    }
  return {
    at(group, statement) {
      const cell = (group * width + statement) * 3;
      const answered = counts[cell + 2] as number;
      const part = (index: number) => (answered === 0 ? 0 : (counts[cell + index] as number) / answered);
      return { agree: part(0), disagree: part(1), answered };
    },
  };
}

/** A statement that fewer of a group answered than a group needs says nothing of the group. */
const isHeard = ({ answered }: { readonly answered: number }) => answered >= GROUP_LEAST;

function unitingOf(shares: Shares, statements: readonly number[], count: number): OpinionGroups['unites'] {
  const groups = Array.from({ length: count }, (_, group) => group);
  return statements
    .flatMap((number, at) => {
      const said = groups.map((group) => shares.at(group, at));
      if (!said.every(isHeard)) return [];
      const agree = Math.min(...said.map((one) => one.agree));
      const disagree = Math.min(...said.map((one) => one.disagree));
      const least = Math.max(agree, disagree);
      return least >= UNITES ? [{ number, agree: agree >= disagree, least }] : [];
    })
    .sort((a, b) => b.least - a.least || a.number - b.number);
}

function describeGroup(
  group: number,
  people: number,
  shares: Shares,
  statements: readonly number[],
  count: number,
): OpinionGroup {
  const others = Array.from({ length: count }, (_, other) => other).filter((other) => other !== group);
  const told = statements.flatMap((number, at) => {
    const own = shares.at(group, at);
    return isHeard(own) ? [{ opinion: { number, ...own }, at }] : [];
  });
  // Against groups of which enough have answered it alone; by agreeing or by disagreeing, whichever sets it apart more.
  const distance = (at: number, own: { readonly agree: number; readonly disagree: number }) => {
    const heard = others.map((other) => shares.at(other, at)).filter(isHeard);
    const far = heard.map(({ agree, disagree }) =>
      Math.max(Math.abs(agree - own.agree), Math.abs(disagree - own.disagree)),
    );
    return far.length === 0 ? 0 : Math.min(...far);
  };
  return {
    people,
    apart: told
      .map(({ opinion, at }) => ({ opinion, distance: distance(at, opinion) }))
      .filter((one) => one.distance >= APART)
      .sort((a, b) => b.distance - a.distance || a.opinion.number - b.opinion.number)
      .map(({ opinion }) => opinion),
    split: told
      .map(({ opinion }) => opinion)
      .filter(({ agree, disagree }) => agree >= SPLIT[0] && agree <= SPLIT[1] && disagree >= 1 - SPLIT[1] - 0.1),
  };
}
