import {
  actorName,
  type Ctx,
  type Kernel,
  MINUTE,
  ok,
  type Result,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  type ChangedContent,
  changedItems,
  finishedReports,
  retractedReports,
  type SaidOfContent,
  saidOfItem,
  saidOfMachineReport,
} from '../../takedown/index.ts';
import { agenciesAt, type Day } from '../../vocabulary/index.ts';
import { tellWatchers } from '../deconfliction/tell-holders.ts';
import { GRAPH_CHANGED } from '../graph/graph-follower.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { takeBack } from '../graph/link-store.ts';
import { classNumber, findNodes, nodeNumbers } from '../graph/node-store.ts';
import { writeLink } from '../graph/write-link.ts';
import { feedIdentifiers, seenAt } from './feed-identifiers.ts';
import { fedLinks, followedUpto, markFollowed } from './feed-store.ts';
import { saidByContent } from './said.ts';

export const FOLLOW_CONTENT = 'offences.follow-content';
const FOLLOW = systemActor(FOLLOW_CONTENT);
const BATCH = 200;
/** What was written in a transaction that had not ended the last time is met now; what is met twice is written once. */
const OVERLAP = 2 * MINUTE;

/**
 * Brings into the graph what the response network holds: items that two have verified, and machine reports that were finished. They are fed
 * whether or not a file holds the same, since a link that came by that would tell who sees it that there is one. What a child may have posted
 * brings nothing; what is found lawful, or taken back, falls with all that was worked out from it. Run twice, it is the same.
 * @returns how many items and reports were looked at
 */
export async function followContent(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(FOLLOW);
  const to = ctx.now;
  const last = await system.transaction(async (tx) => ok(await followedUpto(tx)));
  if (!last.ok) return last;
  const from = new Date(Math.max(0, (last.value?.getTime() ?? 0) - OVERLAP));
  let followed = 0;
  for (const [changed, follow] of [
    [changedItems, followItem],
    [finishedReports, followReport],
    [retractedReports, followReport],
  ] as const) {
    let after: string | null | undefined;
    while (after !== null) {
      const between = { from, to, after: after ?? null };
      const part: Result<ChangedContent> = await system.transaction(async (tx) => {
        const found = await changed(tx, between, BATCH);
        for (const id of found.ids) await follow(ctx.kernel, tx, id);
        return ok(found);
      });
      if (!part.ok) return part;
      followed += part.value.ids.length;
      after = part.value.next;
    }
  }
  const marked = await system.transaction(async (tx) => {
    await markFollowed(tx, to);
    return ok();
  });
  return marked.ok ? ok(followed) : marked;
}

/** An item, the machine reports that led to it, and what ties them. */
async function followItem(kernel: Kernel, tx: Tx, id: string): Promise<void> {
  const said = await saidOfItem(kernel, tx, id);
  if (!said) return;
  const visibility = await classOf(tx, said.agency);
  const item = await feed(kernel, tx, 'ITEM', said, visibility);
  for (const report of said.with) {
    const node = await followReport(kernel, tx, report);
    if (item === undefined || node === undefined) continue;
    await writeLink(kernel, tx, {
      src: node,
      dst: item,
      kind: 'PART_OF',
      visibility,
      reliability: 'F',
      credibility: '6',
      origin: { module: 'takedown', kind: 'machine-report', id: report },
      author: FOLLOW,
      ...daysOf(tx, said),
      demonstration: said.demonstration,
    });
  }
}

async function followReport(kernel: Kernel, tx: Tx, id: string): Promise<number | undefined> {
  const said = await saidOfMachineReport(kernel, tx, id);
  return said && feed(kernel, tx, 'MACHINE_REPORT', said, await classNumber(tx, { level: 'NATION' }));
}

/** @returns the point of the content; undefined where it brings nothing */
async function feed(
  kernel: Kernel,
  tx: Tx,
  kind: 'ITEM' | 'MACHINE_REPORT',
  said: SaidOfContent,
  visibility: number,
): Promise<number | undefined> {
  const name = { kind: nodeNumber(kind), object: said.id };
  if (!said.holds || said.ofChild) {
    const [known] = await findNodes(tx, [name]);
    if (known !== undefined) await letFall(tx, known);
    return undefined;
  }
  const [node] = (await nodeNumbers(tx, [name])) as [number];
  await feedIdentifiers(
    kernel,
    tx,
    saidByContent(said),
    {
      node,
      visibility,
      ofFile: false,
      origin: { module: 'takedown', kind: kind === 'ITEM' ? 'content-item' : 'machine-report', id: said.id },
      author: FOLLOW,
      ...daysOf(tx, said),
      demonstration: said.demonstration,
    },
    (identifier) => tellWatchers(tx, identifier),
  );
  return node;
}

const daysOf = (tx: Tx, { firstAt, lastAt }: SaidOfContent) => ({
  firstSeen: seenAt(firstAt, tx),
  lastSeen: seenAt(lastAt, tx),
});

async function letFall(tx: Tx, node: number): Promise<void> {
  for (const link of await fedLinks(tx, node)) {
    if ((await takeBack(tx, link, actorName(FOLLOW), 'DERIVED')).length > 0)
      tx.notify({ topic: GRAPH_CHANGED, id: link });
  }
}

/** What the police of a province verify themselves is seen by that unit; what the country's unit or a member holds, by who investigates anywhere. */
async function classOf(tx: Tx, agency: string): Promise<number> {
  const unit = agenciesAt(vietnamDate(tx.now) as Day).find(({ code }) => code === agency);
  return classNumber(tx, unit?.kind === 'POLICE' && unit.level !== 'CENTRAL' ? { unit: agency } : { level: 'NATION' });
}
