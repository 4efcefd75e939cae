/**
 * Where the points of a graph stand: rings by their steps from the start, then some rounds in which ties pull and neighbours push. The same
 * points and ties always give the same picture, so that a print, a reload and a colleague's screen show one thing. No I/O, no randomness.
 */

export interface LaidPoint {
  readonly key: string;
  /** Steps from the start; 0 is the start itself. */
  readonly steps: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Lengths in the units of the drawing. */
const RING = 130;
/** Between two points of a ring at least. */
const APART = 34;
/** Between the lanes of a ring that has more points than one line of them can hold. */
const LANE = 40;
/** How far a tie would like its ends to be; where one of them has many, they need more room around it. */
const TIE = 90;
const lengthFor = (ties: number): number => Math.max(TIE, (APART * Math.sqrt(ties)) / 2);
/** Beyond this two points do not push each other. */
const REACH = 90;
/** Up to so many points the names of most are written. */
const NAMED_MOST = 80;
/** The start, from which everything is told, stays in the middle. */
const CENTRE: Place = { x: 0, y: 0 };

/** Fewer rounds where there is more to move: a picture of 1,500 points is made in well under a second. */
export const roundsFor = (points: number): number =>
  Math.max(20, Math.min(160, Math.round(24_000 / Math.max(1, points))));

/**
 * @param points the start first; keys are unique
 * @param ties pairs of places in the list of points
 * @returns a place for each point, in their order
 */
export function layOut(points: readonly LaidPoint[], ties: readonly (readonly [number, number])[]): Place[] {
  const near: number[][] = points.map(() => []);
  for (const [one, other] of ties) {
    if (one === other) continue;
    near[one]?.push(other);
    near[other]?.push(one);
  }
  const [xs, ys] = rings(points, near);
  const rounds = roundsFor(points.length);
  for (let round = 0; round < rounds; round += 1) relax(points, ties, near, xs, ys, 1 - round / rounds);
  // Names are wide and not tall: where there is room for them, points stand further apart to the sides.
  const [across, down] = points.length <= NAMED_MOST ? [1.7, 1.15] : [1, 1];
  return points.map((point, at) =>
    point.steps === 0 ? CENTRE : { x: rounded((xs[at] as number) * across), y: rounded((ys[at] as number) * down) },
  );
}

/** Whole tenths: the server's page and the browser's are the same to the last character. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/**
 * Each ring has as many lanes as its points need; a point stands beside those of the ring before that it hangs on. Points of equal angle keep the order
 * of their keys.
 */
function rings(points: readonly LaidPoint[], near: readonly (readonly number[])[]): [Float64Array, Float64Array] {
  const xs = new Float64Array(points.length);
  const ys = new Float64Array(points.length);
  const angles = new Float64Array(points.length);
  const byStep = Map.groupBy(points.keys(), (at) => (points[at] as LaidPoint).steps);
  let radius = 0;
  for (const step of [...byStep.keys()].sort((one, other) => one - other)) {
    const ring = byStep.get(step) as number[];
    if (step === 0) continue;
    const wished = new Map(ring.map((at) => [at, wishedAngle(at, step, points, near, angles)]));
    const ordered = ring.toSorted(
      (one, other) =>
        (wished.get(one) as number) - (wished.get(other) as number) ||
        compareKeys((points[one] as LaidPoint).key, (points[other] as LaidPoint).key),
    );
    radius += RING;
    const lanes = Math.max(1, Math.ceil((ordered.length * APART) / (2 * Math.PI * radius)));
    for (const [place, at] of ordered.entries()) {
      const angle = (2 * Math.PI * place) / ordered.length - Math.PI / 2;
      const away = radius + (place % lanes) * LANE;
      angles[at] = angle;
      xs[at] = away * Math.cos(angle);
      ys[at] = away * Math.sin(angle);
    }
    radius += (lanes - 1) * LANE;
  }
  return [xs, ys];
}

/** The middle of the angles of those before it, as directions, so that a point between the last and the first of a ring stands there. */
function wishedAngle(
  at: number,
  step: number,
  points: readonly LaidPoint[],
  near: readonly (readonly number[])[],
  angles: Float64Array,
): number {
  let [x, y] = [0, 0];
  for (const other of near[at] as readonly number[]) {
    const { steps } = points[other] as LaidPoint;
    if (steps === 0 || steps >= step) continue;
    x += Math.cos(angles[other] as number);
    y += Math.sin(angles[other] as number);
  }
  const angle = Math.hypot(x, y) < 1e-9 ? -Math.PI / 2 : Math.atan2(y, x);
  return angle < -Math.PI / 2 ? angle + 2 * Math.PI : angle;
}

const compareKeys = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** One round: ties pull to their length, points within reach push apart, and nobody goes further than the round lets them. */
function relax(
  points: readonly LaidPoint[],
  ties: readonly (readonly [number, number])[],
  near: readonly (readonly number[])[],
  xs: Float64Array,
  ys: Float64Array,
  heat: number,
): void {
  const dx = new Float64Array(points.length);
  const dy = new Float64Array(points.length);
  for (const [one, other] of ties) {
    if (one === other) continue;
    const [x, y] = [(xs[other] as number) - (xs[one] as number), (ys[other] as number) - (ys[one] as number)];
    const away = Math.hypot(x, y) || 1;
    const many = Math.max((near[one] as readonly number[]).length, (near[other] as readonly number[]).length);
    const pull = ((away - lengthFor(many)) / away) * 0.06;
    add(dx, one, x * pull);
    add(dy, one, y * pull);
    add(dx, other, -x * pull);
    add(dy, other, -y * pull);
  }
  for (const [one, other] of pairsWithinReach(xs, ys)) {
    let [x, y] = [(xs[other] as number) - (xs[one] as number), (ys[other] as number) - (ys[one] as number)];
    // Two at one place go apart by their numbers, not by chance.
    if (x === 0 && y === 0) [x, y] = [Math.cos(one + other), Math.sin(one + other)];
    const away = Math.max(1, Math.hypot(x, y));
    const push = (REACH - away) / away / 5;
    add(dx, one, -x * push);
    add(dy, one, -y * push);
    add(dx, other, x * push);
    add(dy, other, y * push);
  }
  const most = 4 + 26 * heat;
  for (const [at, point] of points.entries()) {
    if (point.steps === 0) continue;
    const away = Math.hypot(dx[at] as number, dy[at] as number);
    const part = away > most ? most / away : 1;
    add(xs, at, (dx[at] as number) * part);
    add(ys, at, (dy[at] as number) * part);
  }
}

function add(to: Float64Array, at: number, value: number): void {
  to[at] = (to[at] as number) + value;
}

/** Pairs that are nearer than the reach, by squares of its size: each is compared with its own and the four that come after. */
function* pairsWithinReach(xs: Float64Array, ys: Float64Array): Generator<readonly [number, number]> {
  const squares = new Map<string, number[]>();
  for (let at = 0; at < xs.length; at += 1) {
    const square = `${Math.floor((xs[at] as number) / REACH)} ${Math.floor((ys[at] as number) / REACH)}`;
    const there = squares.get(square);
    if (there) there.push(at);
    else squares.set(square, [at]);
  }
  for (const [square, own] of squares) {
    const [column, row] = square.split(' ').map(Number) as [number, number];
    const after = [
      [1, 0],
      [-1, 1],
      [0, 1],
      [1, 1],
    ].flatMap(([right, down]) => squares.get(`${column + (right as number)} ${row + (down as number)}`) ?? []);
    for (const [place, one] of own.entries()) {
      for (const other of [...own.slice(place + 1), ...after])
        if (
          Math.hypot((xs[one] as number) - (xs[other] as number), (ys[one] as number) - (ys[other] as number)) < REACH
        )
          yield [one, other];
    }
  }
}

/** The frame that holds all places, with room around them for names. */
export function frameOf(places: readonly Place[], room = 90): { x: number; y: number; width: number; height: number } {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other), 0);
  const most = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other), 0);
  const [left, top] = [least(xs) - room, least(ys) - room];
  const [wide, high] = [most(xs) + room - left, most(ys) + room - top];
  const [width, height] = [Math.max(wide, LEAST_WIDE), Math.max(high, LEAST_HIGH)];
  return { x: left - (width - wide) / 2, y: top - (height - high) / 2, width, height };
}

/** One point or two are not drawn larger than many are. */
const LEAST_WIDE = 600;
const LEAST_HIGH = 420;

/** Of a name beside its point: letters of a size are about so wide, and a line so high, in parts of the size. */
const LETTER = 0.54;
const LINE = 1.25;
/** From the middle of a point to the foot of its name, besides the size of the letters. */
export const NAME_BELOW = 13;

/** Half of a point and a little room, in the units of the drawing. */
const POINT = 8;

/**
 * Which names can be written without lying on each other or on a point, and without being cut at a side, the first before the others. A name
 * that `stands` may lie on points and reach out: of the file, of what the reader looks at, of a way.
 * @param names in the order of what they are worth
 * @param size of the letters, in the units of the drawing
 * @param points all that are drawn
 * @param seen from where to where the drawing is seen, from left to right
 * @returns the places in the list of points whose names fit
 */
export function namesThatFit(
  names: readonly { readonly at: number; readonly place: Place; readonly text: string; readonly stands?: boolean }[],
  size: number,
  points: readonly Place[] = [],
  seen: { readonly left: number; readonly right: number } = { left: -Infinity, right: Infinity },
): Set<number> {
  const taken: { left: number; right: number; top: number; foot: number }[] = [];
  const fit = new Set<number>();
  for (const { at, place, text, stands = false } of names) {
    const half = ([...text].length * size * LETTER) / 2;
    const foot = place.y + size + NAME_BELOW;
    const own = { left: place.x - half, right: place.x + half, top: foot - size * LINE, foot };
    if (taken.some((one) => one.left < own.right && own.left < one.right && one.top < own.foot && own.top < one.foot))
      continue;
    const covers = (one: Place) =>
      one !== place &&
      one.x > own.left - POINT &&
      one.x < own.right + POINT &&
      one.y > own.top - POINT &&
      one.y < own.foot + POINT;
    if (!stands && (own.left < seen.left || own.right > seen.right || points.some(covers))) continue;
    taken.push(own);
    fit.add(at);
  }
  return fit;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Where an arrow key goes: of the neighbours the one that lies best in its direction, and undefined where none lies there at all.
 * @param among places of those that may be gone to
 */
export function towards(
  from: Place,
  direction: Direction,
  among: readonly { readonly at: number; readonly place: Place }[],
): number | undefined {
  const [alongX, alongY] = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[direction] as [number, number];
  let best: { at: number; cost: number } | undefined;
  for (const { at, place } of among) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const along = x * alongX + y * alongY;
    const beside = Math.abs(x * alongY) + Math.abs(y * alongX);
    // Within 60 degrees of the direction; what lies straighter is preferred to what lies nearer.
    if (along <= 0 || beside > along * 1.75) continue;
    const cost = along + 2 * beside;
    if (best === undefined || cost < best.cost) best = { at, cost };
  }
  return best?.at;
}
