import {
  actAs,
  type Ctx,
  isDate,
  type Kernel,
  ok,
  type Result,
  startOfVietnamDate,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { informationCredibility, sourceReliability } from '../assertions/assertion-lists.ts';
import { findPerson } from '../assertions/assertion-store.ts';
import type { PersonRow } from '../assertions/assertion-tables.ts';
import { tiePerson } from '../assertions/person-links.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { type Credibility, type LinkKind, linkKind, nodeNumber, type Reliability } from './link-lists.ts';
import { linksBetween } from './link-store.ts';
import { classNumber, nodeNumbers, sightOf } from './node-store.ts';
import { type NodeRef, reachNode } from './walk-input.ts';
import { writeLink } from './write-link.ts';

/** Nothing online happened before the network came to Viet Nam. */
export const ONLINE_SINCE = '1997-11-19';

/** How sure somebody is of a link, and when it was seen. */
export interface LinkGrade {
  readonly reliability?: string | undefined;
  readonly credibility?: string | undefined;
  /** Days in Viet Nam, both inclusive; today where absent. */
  readonly seenFrom?: string | undefined;
  readonly seenTo?: string | undefined;
}

/** Refusals: `link.unusable` */
export function readGrade(
  input: LinkGrade,
  now: Date,
): Result<{ reliability: Reliability; credibility: Credibility; firstSeen: Date; lastSeen: Date }> {
  const unusable = (field: string) => refuse('link.unusable', { field });
  const source = input.reliability ?? 'F';
  const information = input.credibility ?? '6';
  if (!sourceReliability.has(source)) return unusable('reliability');
  if (!informationCredibility.has(information)) return unusable('credibility');
  const today = vietnamDate(now);
  const from = input.seenFrom ?? input.seenTo ?? today;
  const to = input.seenTo ?? (input.seenFrom === undefined ? today : input.seenFrom);
  // Nobody saw what is to come.
  if (!isDate(from) || from < ONLINE_SINCE || from > today) return unusable('seenFrom');
  if (!isDate(to) || to < from || to > today) return unusable('seenTo');
  return ok({
    reliability: source,
    credibility: information,
    firstSeen: startOfVietnamDate(from),
    lastSeen: startOfVietnamDate(to),
  });
}

export interface LinkNodes extends LinkGrade {
  /** In which file somebody says so: who has a part in it sees the link. */
  readonly file: string;
  readonly from: NodeRef;
  readonly to: NodeRef;
  readonly kind: string;
}

const WRITE = systemActor('offences.link');

/**
 * Links two points that the actor sees, as an assertion of the file; another may say otherwise, and it can be taken back. A person of
 * interest is linked in their own file, since who reads the link sees that they are there, and what is linked to a person falls with them.
 * Refusals: those of an act on a file, `graph-node.not-found`, `link.unusable`
 */
export async function linkNodes(ctx: Ctx, input: LinkNodes): Promise<Result<{ readonly link: string }>> {
  const grade = readGrade(input, ctx.now);
  if (!grade.ok) return grade;
  const kind = linkKind.has(input.kind) && linkKind.get(input.kind).byHand ? (input.kind as LinkKind) : undefined;
  if (kind === undefined) return refuse('link.unusable', { field: 'kind' });
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const sight = await sightOf(tx);
    const ends: number[] = [];
    const persons: PersonRow[] = [];
    for (const [ref, field] of [
      [input.from, 'from'],
      [input.to, 'to'],
    ] as const) {
      const found = await reachNode(tx, ref, sight);
      if (!found.ok) return found;
      if (ref.kind === 'PERSON') {
        const person = await findPerson(tx, file.id, ref.id);
        if (!person || person.taken_back_at !== null) return refuse('link.unusable', { field });
        persons.push(person);
      }
      const [node] =
        found.value === null
          ? await actAs(tx, WRITE, (platform) => nodeNumbers(platform, [{ kind: nodeNumber('FILE'), object: ref.id }]))
          : [found.value];
      ends.push(node as number);
    }
    const [src, dst] = ends as [number, number];
    if (src === dst) return refuse('link.unusable', { field: 'to' });
    const link = await actAs(tx, WRITE, async (platform) => {
      const visibility = await classNumber(platform, { file: file.id });
      return writeLink(ctx.kernel, platform, {
        ...grade.value,
        src,
        dst,
        kind,
        visibility,
        origin: { module: 'offences', kind: 'offence-file', id: file.id },
        author: actor,
        basis: await basisOf(ctx.kernel, platform, persons, { file: file.id, ends: [src, dst], visibility }),
        demonstration: file.is_demonstration,
      });
    });
    if (link.fresh) await insertEvent(tx, file.id, 'linked', { kind });
    tx.audit({ ...auditOf(file, 'offence-file.describe'), codes: { link: link.id, kind } });
    return ok({ link: link.id });
  });
}

/** What is linked to a person rests on that they are named, and on what else brought the other end into the file. */
async function basisOf(
  kernel: Kernel,
  platform: Tx,
  persons: readonly PersonRow[],
  of: { readonly file: string; readonly ends: readonly [number, number]; readonly visibility: number },
): Promise<string[]> {
  if (persons.length === 0) return [];
  const tied: { readonly link: string; readonly node: number }[] = [];
  for (const person of persons) tied.push(await tiePerson(kernel, platform, person));
  const [own] = (await nodeNumbers(platform, [{ kind: nodeNumber('FILE'), object: of.file }])) as [number];
  const other = of.ends.find((end) => end !== own && tied.every(({ node }) => node !== end));
  const brought = other === undefined ? [] : await linksBetween(platform, other, own, [of.visibility]);
  return [...tied.map(({ link }) => link), ...brought.map(({ id }) => id)];
}
