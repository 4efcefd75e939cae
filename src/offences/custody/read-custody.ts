import { createHash } from 'node:crypto';
import {
  actAs,
  type Ctx,
  type LongJob,
  lastLongJobs,
  ok,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import {
  type ArtefactKind,
  type ArtefactState,
  brokenCustody,
  type CustodyBreak,
  type CustodyCode,
  type CustodyWords,
  type FoundEntry,
  type Kept,
  nextCodes,
} from './custody.ts';
import { custodyKey, openWords } from './custody-sealing.ts';
import { artefactsOf, auditedEntries, bundlesOf, eventsOfFile } from './custody-store.ts';
import type { ArtefactRow, BundleRow, CustodyEventRow } from './custody-tables.ts';
import type { ArtefactWords } from './keep-artefact.ts';
import { bytesOf } from './record-custody.ts';

export interface CustodyEntryInList {
  readonly sequence: number;
  readonly code: CustodyCode;
  readonly at: Date;
  readonly actor: string;
  readonly agency: string;
  /** Null where what was written no longer opens. */
  readonly why: string | null;
  readonly party: string | null;
  /** What was hashed: whoever has an entry computes its hash anew. */
  readonly body: string;
  readonly previous: string;
  readonly mac: string;
  readonly hash: string;
}

export interface ArtefactInList {
  readonly id: string;
  readonly number: number;
  readonly kind: ArtefactKind;
  readonly kept: Kept;
  readonly state: ArtefactState;
  readonly title: string;
  readonly source: string;
  readonly place: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly next: readonly CustodyCode[];
  readonly entries: readonly CustodyEntryInList[];
}

export interface BundleInList {
  readonly id: string;
  readonly reference: string;
  readonly recipient: string;
  readonly why: string;
  readonly artefacts: number;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly madeAt: Date | null;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly stampedAt: Date | null;
  readonly taken: number;
  readonly job: LongJob | null;
}

/** What was written with a bundle that was asked for. */
export interface BundleWords {
  readonly recipient: string;
  readonly why: string;
  /** age recipient of the unit that it goes to. */
  readonly key: string;
}

export const BUNDLE_JOB = 'offences.court-bundle';

export interface FileCustody {
  readonly reference: string;
  readonly lead: string;
  readonly artefacts: readonly ArtefactInList[];
  readonly bundles: readonly BundleInList[];
}

/** Artefacts of a file with their chains, and the bundles that were made of it. Refusals: those of an act on a file */
export async function readCustody(ctx: Ctx, input: Pick<OnFile, 'file'>): Promise<Result<FileCustody>> {
  return fileAct(ctx, 'offence-file.read', { ...input, readOnly: true }, async (tx, file) => {
    const artefacts = await artefactsOf(tx, file.id);
    const events = await eventsOfFile(tx, file.id);
    const bundles = await bundlesOf(tx, file.id);
    const jobs = await lastLongJobs(
      tx,
      BUNDLE_JOB,
      bundles.map(({ id }) => id),
    );
    tx.audit({ ...auditOf(file, 'offence-file.read'), codes: { part: 'custody', artefacts: artefacts.length } });
    return ok({
      reference: file.reference,
      lead: file.lead_agency,
      artefacts: await Promise.all(artefacts.map((one) => artefactView(ctx, one, events.get(one.id) ?? []))),
      bundles: await Promise.all(bundles.map((one) => bundleView(ctx, one, jobs.get(one.id) ?? null))),
    });
  });
}

async function artefactView(ctx: Ctx, row: ArtefactRow, events: readonly CustodyEventRow[]): Promise<ArtefactInList> {
  const words = await openWords<ArtefactWords>(ctx.kernel, 'custody_artefact', row);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    kept: row.kept,
    state: row.state,
    ...words,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.digest.toString('hex'),
    next: nextCodes(row.state),
    entries: await Promise.all(
      events.map(async (event) => {
        const said = await wordsOf(ctx, event);
        const { sequence, code, at, actor, agency } = event;
        return {
          sequence,
          code,
          at,
          actor,
          agency,
          why: said?.why ?? null,
          party: said?.party ?? null,
          body: event.body,
          previous: event.previous.toString('hex'),
          mac: event.mac.toString('hex'),
          hash: event.hash.toString('hex'),
        };
      }),
    ),
  };
}

async function bundleView(ctx: Ctx, row: BundleRow, job: LongJob | null): Promise<BundleInList> {
  const { recipient, why } = await openWords<BundleWords>(ctx.kernel, 'court_bundle', row);
  return {
    id: row.id,
    reference: row.reference,
    recipient,
    why,
    artefacts: row.artefacts,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    madeAt: row.made_at,
    sha256: row.digest === null ? null : row.digest.toString('hex'),
    size: row.size === null ? null : Number(row.size),
    stampedAt: row.stamped_at,
    taken: row.taken,
    job,
  };
}

/** What was written with an entry; undefined where it no longer opens, which a look at the chain tells. */
export function wordsOf(ctx: Ctx, event: Pick<CustodyEventRow, 'id' | 'sealed'>): Promise<CustodyWords | undefined> {
  return openWords<CustodyWords>(ctx.kernel, 'custody_event', event).catch(() => undefined);
}

export interface CustodyVerdict {
  readonly artefact: string;
  readonly number: number;
  readonly entries: number;
  /** Absent where everything is as it was written. */
  readonly broken?: CustodyBreak;
}

const PLATFORM = systemActor('offences.verify-custody');

/**
 * Walks the chain of every artefact of a file, and looks at the bytes of those that are in the house.
 * Refusals: those of an act on a file
 */
export async function verifyCustody(ctx: Ctx, input: Pick<OnFile, 'file'>): Promise<Result<readonly CustodyVerdict[]>> {
  return fileAct(ctx, 'offence-file.read', { ...input, readOnly: true }, async (tx, file) => {
    const artefacts = await artefactsOf(tx, file.id);
    const events = await eventsOfFile(tx, file.id);
    const audited = await actAs(tx, PLATFORM, (as) =>
      auditedEntries(
        as,
        artefacts.map(({ id }) => id),
      ),
    );
    const key = await custodyKey(ctx.kernel);
    const verdicts: CustodyVerdict[] = [];
    for (const artefact of artefacts) {
      const own = events.get(artefact.id) ?? [];
      const found = await Promise.all(own.map((event) => foundEntry(ctx, event)));
      const broken =
        brokenCustody(
          {
            id: artefact.id,
            file: artefact.file_id,
            digest: artefact.digest.toString('hex'),
            state: artefact.state,
            headSequence: artefact.head_sequence,
            headHash: artefact.head_hash,
            audited: audited.get(artefact.id) ?? 0,
          },
          found,
          key,
        ) ?? (await brokenFile(ctx, tx, artefact));
      verdicts.push({
        artefact: artefact.id,
        number: artefact.number,
        entries: own.length,
        ...(broken ? { broken } : {}),
      });
    }
    tx.audit({
      ...auditOf(file, 'offence-file.read'),
      codes: {
        part: 'custody-check',
        artefacts: artefacts.length,
        broken: verdicts.filter((one) => one.broken).length,
      },
    });
    return ok(verdicts);
  });
}

async function foundEntry(ctx: Ctx, event: CustodyEventRow): Promise<FoundEntry> {
  const { sequence, code, at, actor, agency, body, previous, mac, hash } = event;
  return {
    sequence,
    code,
    at: at.toISOString(),
    actor,
    agency,
    body,
    previous,
    mac,
    hash,
    words: await wordsOf(ctx, event),
  };
}

/** Whether the bytes of an artefact of the house are no longer those that its digest names. */
async function brokenFile(ctx: Ctx, tx: Tx, artefact: ArtefactRow): Promise<CustodyBreak | undefined> {
  if (artefact.evidence === null || artefact.state === 'DESTROYED') return undefined;
  const bytes = await bytesOf(ctx, tx, artefact);
  const whole = bytes.ok && createHash('sha256').update(bytes.value).digest().equals(artefact.digest);
  return whole ? undefined : { sequence: artefact.head_sequence, fault: 'file' };
}
