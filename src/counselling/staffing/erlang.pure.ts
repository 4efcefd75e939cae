/**
 * Queues in closed form. A load is in Erlang: arrivals a minute times minutes of service. Sums are carried by their ratios, never
 * by powers and factorials, so that hundreds of people and any load are exact to rounding.
 */

/** How a queue with one kind of contact stands on the whole. Parts are between 0 and 1, times in the unit of the service time. */
export interface QueueFigures {
  /** Part of those who come and have to wait. */
  readonly waiting: number;
  /** Part of those who come and leave before they are answered. */
  readonly abandoned: number;
  /** Mean time in the queue of all who come; Infinity where the queue grows without end. */
  readonly meanWait: number;
  /** Part of their time that people are busy. */
  readonly occupancy: number;
}

export interface Load {
  /** Contacts in one unit of time. */
  readonly arrivals: number;
  /** Mean time of one contact, with its wrap-up. */
  readonly service: number;
}

/**
 * One divided by the part that finds everybody busy where nobody waits (Erlang B), by the recursion of the inverse.
 * @throws RangeError for people that are no count, and for a load that is negative or no number
 */
function inverseOfErlangB(people: number, load: number): number {
  let inverse = 1;
  for (let n = 1; n <= people; n += 1) inverse = 1 + (inverse * n) / load;
  return inverse;
}

function check(people: number, ...numbers: readonly number[]): void {
  if (!Number.isInteger(people) || people < 0) throw new RangeError('people are counted from zero');
  for (const number of numbers)
    if (!Number.isFinite(number) || number < 0) throw new RangeError('a rate or a time is a number from zero');
}

/**
 * The part of those who come and have to wait, where everybody waits as long as it takes (Erlang C). 1 where the load is more
 * than the people can carry. @throws RangeError for a load that is negative or no number
 */
export function erlangC(people: number, load: number): number {
  check(people, load);
  if (load === 0) return people === 0 ? 1 : 0;
  if (load >= people) return 1;
  const blocked = 1 / inverseOfErlangB(people, load);
  return (people * blocked) / (people - load * (1 - blocked));
}

/** The part that is answered within a time, where everybody waits (Erlang C). @throws RangeError */
export function answeredWithin(people: number, { arrivals, service }: Load, within: number): number {
  check(people, arrivals, service, within);
  const load = arrivals * service;
  if (load >= people) return load === 0 && people > 0 ? 1 : 0;
  return 1 - erlangC(people, load) * Math.exp((-(people - load) * within) / service);
}

/** Above it a sum is divided by itself, so that nothing overflows. */
const LARGE = 1e250;
const NEGLIGIBLE = 1e-18;

/**
 * A queue that people leave when they have waited too long (Erlang A, M/M/n+M; Palm 1946, Mandelbaum and Zeltyn 2004): patience is
 * exponential with the given mean. It holds for any load. @throws RangeError for what is negative or no number, and for no patience
 */
export function erlangA(people: number, { arrivals, service }: Load, patience: number): QueueFigures {
  check(people, arrivals, service, patience);
  if (patience === 0) throw new RangeError('patience is more than nothing');
  if (arrivals === 0 || service === 0) return { waiting: 0, abandoned: 0, meanWait: 0, occupancy: 0 };
  if (people === 0) return { waiting: 1, abandoned: 1, meanWait: patience, occupancy: 0 };
  const below = inverseOfErlangB(people, arrivals * service) - 1;
  // Of all states with everybody busy: the state without a queue is 1 at first, each further one by its ratio to the last.
  let scale = 1;
  let state = 1;
  let busy = 1;
  let queued = 0;
  for (let waiting = 1; ; waiting += 1) {
    const ratio = arrivals / (people / service + waiting / patience);
    state *= ratio;
    busy += state;
    queued += waiting * state;
    if (ratio < 1 && waiting * state <= NEGLIGIBLE * queued) break;
    if (busy < LARGE && queued < LARGE) continue;
    scale /= LARGE;
    state /= LARGE;
    busy /= LARGE;
    queued /= LARGE;
  }
  const idle = scale === 0 ? 0 : scale * below;
  if (!Number.isFinite(idle))
    return { waiting: 0, abandoned: 0, meanWait: 0, occupancy: (arrivals * service) / people };
  const length = queued / (idle + busy);
  const abandoned = Math.min(1, length / patience / arrivals);
  return {
    waiting: busy / (idle + busy),
    abandoned,
    meanWait: length / arrivals,
    occupancy: (arrivals * service * (1 - abandoned)) / people,
  };
}

/** More people than any desk has: where even they are too few, the question is wrong. */
const PEOPLE_MOST = 2_000;

/**
 * The fewest people of whom no more than the given part of contacts leaves unanswered; undefined where no number of people does
 * it. @throws RangeError
 */
export function fewestPeople(load: Load, patience: number, abandonedMost: number): number | undefined {
  check(0, abandonedMost);
  if (abandonedMost === 0) return load.arrivals === 0 ? 0 : undefined;
  const fits = (people: number) => erlangA(people, load, patience).abandoned <= abandonedMost;
  let most = 1;
  if (fits(0)) return 0;
  while (!fits(most)) {
    if (most > PEOPLE_MOST) return undefined;
    most *= 2;
  }
  let least = most / 2;
  while (most - least > 1) {
    const between = Math.floor((least + most) / 2);
    if (fits(between)) most = between;
    else least = between;
  }
  return most;
}
