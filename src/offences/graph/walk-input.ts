import {
  actAs,
  addDays,
  type Ctx,
  isDate,
  ok,
  type PersonActor,
  parseId,
  type Result,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { daysBetween } from '../../kernel/time.pure.ts';
import { findFile } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import type { GraphCopy } from './graph-copy.ts';
import { visibilityPolicy } from './graph-policies.ts';
import { kindBits, type LinkKind, linkKind, nodeKind, nodeNumber } from './link-lists.ts';
import { findNodes, sightOf } from './node-store.ts';
import {
  ALL_DAYS,
  ALL_KINDS,
  DEGREE_MOST,
  type FoundPath,
  type GraphView,
  type Neighbourhood,
  type Sight,
} from './view.ts';
import { isReached, neighbourhoodInDatabase, pathInDatabase } from './walk-store.ts';

/** A point as a reader names it. */
export interface NodeRef {
  readonly kind: string;
  readonly id: string;
}

export interface WalkFilters {
  /** Kinds of links; all where absent. */
  readonly kinds?: readonly string[] | undefined;
  /** Days in Viet Nam on which a link was seen, both inclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Whoever has more visible links is passed by. */
  readonly degreeMost?: number | undefined;
}

/** Where walks are answered from: the copy of the process where it is there, else the database; they give the same answers. */
export interface GraphReader {
  neighbourhood(tx: Tx, start: number, view: GraphView, steps: 1 | 2, most: number): Promise<Neighbourhood>;
  path(tx: Tx, from: number, to: number, view: GraphView): Promise<FoundPath>;
}

export function graphReader(copyNow: () => GraphCopy | undefined): GraphReader {
  return {
    neighbourhood: async (tx, start, view, steps, most) => {
      const copy = copyNow();
      return copy === undefined
        ? neighbourhoodInDatabase(tx, start, view, steps, most)
        : copy.neighbourhood(start, view, tx.now.getTime(), steps, most);
    },
    path: async (tx, from, to, view) => {
      const copy = copyNow();
      return copy === undefined ? pathInDatabase(tx, from, to, view) : copy.path(from, to, view, tx.now.getTime());
    },
  };
}

export const DEGREE_LEAST = 2;
export const DEGREE_LIMIT = 5_000;
const LOOK = systemActor('offences.walk');

const FIRST_DAY = '1970-01-01';
/** Days since 1970 of a day in Viet Nam. */
export const dayNumber = (date: string): number => daysBetween(FIRST_DAY, date);
export const dayOf = (number: number): string => addDays(FIRST_DAY, number);

/** Whether the actor may walk at all; refused and written down where not. */
export async function mayWalk(ctx: Ctx): Promise<Result<PersonActor>> {
  const { actor } = ctx;
  if (actor.kind === 'person' && visibilityPolicy.couldEver(actor, 'graph.walk', ctx.now)) return ok(actor);
  await ctx.auditRefused({ action: 'graph.walk' });
  return refuseRequest('access.not-permitted');
}

/** Refusals: `graph.filter-unusable` */
export function readFilters(input: WalkFilters): Result<Omit<GraphView, keyof Sight>> {
  const { kinds = [], since, until, degreeMost = DEGREE_MOST } = input;
  const unusable = (field: string) => refuse('graph.filter-unusable', { field });
  if (kinds.some((one) => !linkKind.has(one))) return unusable('kinds');
  if (since !== undefined && !isDate(since)) return unusable('since');
  if (until !== undefined && (!isDate(until) || (since !== undefined && until < since))) return unusable('until');
  if (!Number.isInteger(degreeMost) || degreeMost < DEGREE_LEAST || degreeMost > DEGREE_LIMIT)
    return unusable('degreeMost');
  return ok({
    kinds: kinds.length === 0 ? ALL_KINDS : kindBits(kinds as readonly LinkKind[]),
    from: since === undefined ? ALL_DAYS.from : Math.max(ALL_DAYS.from, dayNumber(since)),
    to: until === undefined ? ALL_DAYS.to : Math.min(ALL_DAYS.to, dayNumber(until)),
    degreeMost,
  });
}

/**
 * The number of a point that the actor sees a link of; null for a file of theirs that has none. What they see no link of is not there,
 * whether somebody else holds it or not. Refusals: `graph-node.not-found`
 */
export async function reachNode(tx: Tx, ref: NodeRef, sight: Sight): Promise<Result<number | null>> {
  const id = parseId<'node'>(ref.id);
  if (id === undefined || !nodeKind.has(ref.kind)) return refuse('graph-node.not-found');
  const name = { kind: nodeNumber(ref.kind), object: id };
  const [node] = await actAs(tx, LOOK, (platform) => findNodes(platform, [name]));
  if (node !== undefined && (await isReached(tx, node, sight))) return ok(node);
  return ref.kind === 'FILE' && (await findFile(tx, id)) !== undefined ? ok(null) : refuse('graph-node.not-found');
}

export async function viewOf(tx: Tx, filters: Omit<GraphView, keyof Sight>): Promise<GraphView> {
  return { ...filters, ...(await sightOf(tx)) };
}

const TIME_CLASS = 20;
/** Milliseconds until an answer is given: at the next multiple of 20, so that its time tells how much was seen, and not what was passed over. */
export const untilTimeClass = (took: number): number =>
  Math.ceil(Math.max(took, 0.001) / TIME_CLASS) * TIME_CLASS - Math.max(took, 0);

/** Gives an answer at the end of its class of time, a refusal too. */
export async function inTimeClass<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  try {
    return await work();
  } finally {
    await new Promise((resolve) => setTimeout(resolve, untilTimeClass(performance.now() - begun)));
  }
}
