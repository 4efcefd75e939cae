/** What a file says of its persons, as points and links of the graph. All of it as the platform. */
import type { Kernel, Tx } from '../../kernel/index.ts';
import { findFile } from '../files/file-store.ts';
import { GRAPH_CHANGED } from '../graph/graph-follower.ts';
import { type Credibility, nodeNumber, type Reliability } from '../graph/link-lists.ts';
import { PERSON_OF_INTEREST, SAME_PERSON_CLAIM } from '../graph/link-origins.ts';
import { linksOfOrigin, takeBack } from '../graph/link-store.ts';
import { classNumber, classOfBoth, nodeNumbers } from '../graph/node-store.ts';
import { writeLink } from '../graph/write-link.ts';
import { findPersonSeen } from './assertion-store.ts';
import type { ClaimRow, Graded, PersonRow, Said } from './assertion-tables.ts';

/** Grade, author and day of a link are those of what was said. */
const linkOf = (row: Said & Graded) => ({
  reliability: row.reliability as Reliability,
  credibility: String(row.credibility) as Credibility,
  author: { said_by: row.said_by, agency: row.agency },
  firstSeen: row.said_at,
  lastSeen: row.said_at,
});

/**
 * Makes a person of interest a point, linked to the file that says so and seen by who has a part in it. Whatever else is linked to the
 * person rests on this link. Done twice, it is the same. @returns the link, and the point's number
 */
export async function tiePerson(
  kernel: Kernel,
  platform: Tx,
  person: PersonRow,
): Promise<{ readonly link: string; readonly node: number }> {
  const file = await findFile(platform, person.file_id);
  const [node, own] = (await nodeNumbers(platform, [
    { kind: nodeNumber('PERSON'), object: person.id },
    { kind: nodeNumber('FILE'), object: person.file_id },
  ])) as [number, number];
  const { id } = await writeLink(kernel, platform, {
    ...linkOf(person),
    src: node,
    dst: own,
    kind: 'MENTIONED_IN',
    visibility: await classNumber(platform, { file: person.file_id }),
    origin: { module: 'offences', kind: PERSON_OF_INTEREST, id: person.id },
    demonstration: file?.is_demonstration === true,
  });
  return { link: id, node };
}

/**
 * Links two persons who are held to be one, seen by who has a part in the files of both; that they are two is no link. It falls with either
 * person. Done twice, it is the same.
 */
export async function tieClaim(kernel: Kernel, platform: Tx, claim: ClaimRow): Promise<void> {
  if (claim.says !== 'SAME') return;
  const persons = [await findPersonSeen(platform, claim.one_id), await findPersonSeen(platform, claim.other_id)];
  const [one, other] = persons.filter((person) => person !== undefined && person.taken_back_at === null) as PersonRow[];
  if (one === undefined || other === undefined) return;
  const [first, second] = [await tiePerson(kernel, platform, one), await tiePerson(kernel, platform, other)];
  const file = await findFile(platform, claim.file_id);
  await writeLink(kernel, platform, {
    ...linkOf(claim),
    src: first.node,
    dst: second.node,
    kind: 'SAME_PERSON',
    visibility: await classOfBoth(platform, [one.file_id, other.file_id]),
    origin: { module: 'offences', kind: SAME_PERSON_CLAIM, id: claim.id },
    basis: [first.link, second.link],
    demonstration: file?.is_demonstration === true,
  });
}

/** Takes back the links of what was said, and all that rests on them. @param by the person who took it back */
export async function untie(platform: Tx, kind: 'person' | 'claim', id: string, by: string): Promise<void> {
  const origin = kind === 'person' ? PERSON_OF_INTEREST : SAME_PERSON_CLAIM;
  for (const link of await linksOfOrigin(platform, origin, id))
    if ((await takeBack(platform, link, by, 'DERIVED')).length > 0) platform.notify({ topic: GRAPH_CHANGED, id: link });
}
