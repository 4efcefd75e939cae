import { openReport, placesOfReport } from '../../intake/index.ts';
import { actAs, type Ctx, type Kernel, ok, parseId, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { itemDetail, machineReportDetail, saidOfItem, saidOfMachineReport } from '../../takedown/index.ts';
import { tellHolders } from '../deconfliction/tell-holders.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { classNumber, nodeNumbers, sightOf } from '../graph/node-store.ts';
import { reachNode } from '../graph/walk-input.ts';
import { writeLink } from '../graph/write-link.ts';
import { refuse } from '../refusals.ts';
import type { FileRow } from '../tables.ts';
import { type FedIdentifier, feedIdentifiers, seenAt } from './feed-identifiers.ts';
import { type Said, saidByContent, saidByReporter } from './said.ts';

export const takenInKinds = ['REPORT', 'ITEM', 'MACHINE_REPORT', 'LISTENING_ALERT'] as const;
export type TakenInKind = (typeof takenInKinds)[number];

export interface TakeIn {
  readonly file: string;
  readonly kind: TakenInKind;
  /** Id of what is taken in; absent: the report that the file was opened for. */
  readonly object?: string | undefined;
}

export interface TakenIn {
  readonly link: string;
  /** What came with it. */
  readonly identifiers: readonly FedIdentifier[];
}

const TAKE_IN = systemActor('offences.take-in');
const ORIGINS = {
  REPORT: { module: 'intake', kind: 'report' },
  ITEM: { module: 'takedown', kind: 'content-item' },
  MACHINE_REPORT: { module: 'takedown', kind: 'machine-report' },
  LISTENING_ALERT: { module: 'listening', kind: 'listening-alert' },
} as const;

/**
 * Takes a report, an item, a machine report or an alert into a file: it is linked to the file, and the accounts, numbers and pages that it
 * names are linked to it, all seen by who has a part in the file and by nobody else. Whoever takes it in may read it where it stands, has it
 * on their graph, or has a file that was opened for it; its words stay there. Other units that hold or watch for what came are told as by
 * `addIdentifier`. The link taken back, what came with it goes too. Done twice, it is the same.
 * Refusals: those of an act on a file, of reading what is taken in, `graph-node.not-found`, `report.key-unavailable`
 */
export async function takeIn(ctx: Ctx, input: TakeIn): Promise<Result<TakenIn>> {
  const asked = input.object === undefined ? undefined : parseId<'object'>(input.object);
  if (asked === undefined && (input.object !== undefined || input.kind !== 'REPORT'))
    return refuse('graph-node.not-found');
  if (asked !== undefined) {
    const may = await mayTake(ctx, input.file, input.kind, asked);
    if (!may.ok) return may;
  }
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const object = asked ?? file.report;
    if (object === null) return refuse('graph-node.not-found');
    const said = await saidOf(ctx, tx, input.kind, object);
    if (!said.ok) return said;
    const taken = await actAs(tx, TAKE_IN, async (platform) => {
      const [node, own] = (await nodeNumbers(platform, [
        { kind: nodeNumber(input.kind), object },
        { kind: nodeNumber('FILE'), object: file.id },
      ])) as [number, number];
      const common = {
        visibility: await classNumber(platform, { file: file.id }),
        author: actor,
        firstSeen: seenAt(said.value.firstAt, tx),
        lastSeen: seenAt(said.value.lastAt, tx),
        demonstration: file.is_demonstration,
      };
      const link = await writeLink(ctx.kernel, platform, {
        ...common,
        src: node,
        dst: own,
        kind: 'PART_OF',
        reliability: 'F',
        credibility: '6',
        origin: { module: 'offences', kind: 'offence-file', id: file.id },
      });
      const identifiers = await feedIdentifiers(
        ctx.kernel,
        platform,
        said.value.said,
        { ...common, node, ofFile: true, origin: { ...ORIGINS[input.kind], id: object }, basis: [link.id] },
        (identifier) => tellHolders(platform, { identifier, file: file.id, agency: file.lead_agency }),
      );
      return { link, identifiers };
    });
    const { link, identifiers } = taken;
    if (link.fresh) await insertEvent(tx, file.id, 'took-in', { kind: input.kind, identifiers: identifiers.length });
    tx.audit({
      ...auditOf(file, 'offence-file.describe'),
      codes: { tookIn: object, kind: input.kind, identifiers: identifiers.length },
    });
    return ok({ link: link.id, identifiers });
  });
}

/** Whether the actor may work on the file, and knows of what is taken in. */
async function mayTake(ctx: Ctx, file: string, kind: TakenInKind, object: string): Promise<Result<void>> {
  const known = await fileAct(ctx, 'offence-file.describe', { file, readOnly: true }, async (tx, row: FileRow) => {
    // The report that a track brought was handed to the unit with it.
    if (kind === 'REPORT' && row.report === object) return ok(true);
    const reached = await reachNode(tx, { kind, id: object }, await sightOf(tx));
    return ok(reached.ok);
  });
  if (!known.ok) return known;
  if (known.value) return ok();
  const read = await readWhereItStands(ctx, kind, object);
  return read.ok ? ok() : read;
}

function readWhereItStands(ctx: Ctx, kind: TakenInKind, object: string): Promise<Result<unknown>> {
  switch (kind) {
    case 'REPORT':
      return openReport(ctx, { report: object, read: ['narrative'] });
    case 'ITEM':
      return itemDetail(ctx, { item: object });
    case 'MACHINE_REPORT':
      return machineReportDetail(ctx, { report: object });
    case 'LISTENING_ALERT':
      return Promise.resolve(refuse('graph-node.not-found'));
  }
}

interface WhatCame {
  readonly said: readonly Said[];
  readonly firstAt: Date;
  readonly lastAt: Date;
}

async function saidOf(ctx: Ctx, tx: Tx, kind: TakenInKind, object: string): Promise<Result<WhatCame>> {
  const nothing = { said: [], firstAt: tx.now, lastAt: tx.now };
  if (kind === 'LISTENING_ALERT') return ok(nothing);
  if (kind !== 'REPORT') return saidByItsContent(ctx.kernel, tx, kind, object);
  const places = await placesOfReport(ctx, tx, { report: object, use: 'offence-file' });
  return places.ok ? ok({ ...nothing, said: saidByReporter(places.value.places) }) : places;
}

/** What a child may have posted is taken in without what it names. */
async function saidByItsContent(
  kernel: Kernel,
  tx: Tx,
  kind: 'ITEM' | 'MACHINE_REPORT',
  object: string,
): Promise<Result<WhatCame>> {
  const found = await actAs(tx, TAKE_IN, (platform) =>
    kind === 'ITEM' ? saidOfItem(kernel, platform, object) : saidOfMachineReport(kernel, platform, object),
  );
  if (!found) return refuse('graph-node.not-found');
  return ok({ said: found.ofChild ? [] : saidByContent(found), firstAt: found.firstAt, lastAt: found.lastAt });
}
