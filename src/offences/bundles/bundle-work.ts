import { createHash } from 'node:crypto';
import { platformSigningKey, renderPdf } from '../../documents/index.ts';
import {
  type AuditExtract,
  type Ctx,
  extractAudit,
  type LongJobKind,
  type LongWork,
  ok,
  putEvidence,
  type Result,
  refuseRequest,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import { type Agency, agencyNamed, colleagueNames } from '../../members/index.ts';
import { adminUnit } from '../../vocabulary/index.ts';
import { custodyKey, openFileKey, openWords } from '../custody/custody-sealing.ts';
import { artefactsOf, bundleById, changeBundle, eventsOfFile, insertCustodyEvents } from '../custody/custody-store.ts';
import type { ArtefactRow, BundleRow, CustodyEventRow } from '../custody/custody-tables.ts';
import type { ArtefactWords } from '../custody/keep-artefact.ts';
import { BUNDLE_JOB, type BundleWords, wordsOf } from '../custody/read-custody.ts';
import { bytesOf } from '../custody/record-custody.ts';
import { nextEntry, tellAudit } from '../custody/write-custody.ts';
import { findFile, insertEvent, unitsOf } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import type { FileRow } from '../tables.ts';
import { askTimeStamp } from './ask-time-stamp.ts';
import { type BagFile, sha256, text } from './bag.ts';
import { BYTES_MOST } from './container.ts';
import { type BundleArtefact, type BundleCustodyEvent, packBundle, signManifest } from './court-bundle.ts';
import { instructions } from './instructions.ts';
import { readingPage } from './reading-page.ts';
import { sealFor } from './seal-for.ts';
import { type RecordFacts, timelineDocument } from './timeline-document.ts';

/** Bytes of one piece of a kept bundle: evidence files have a limit. */
const PIECE = 24 * 1024 * 1024;
/** Entries of the audit in one file of the bundle: what is more stands in further ones. */
const AUDIT_MOST = 20_000;
const TOOL = 'Lá Chắn 0.1.0';

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/json': 'json',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'application/xml': 'xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/** Making a bundle that was asked for. */
export const bundleWork: LongJobKind = { kind: BUNDLE_JOB, run: makeBundleOfFile };

/** Who holds what, as one moment found it. */
interface Held {
  readonly bundle: BundleRow;
  readonly file: FileRow;
  readonly artefacts: readonly ArtefactRow[];
  readonly events: ReadonlyMap<string, readonly CustodyEventRow[]>;
}

/** What goes along, as it was found, and the entries that say so. */
interface Gathered {
  readonly payload: readonly BagFile[];
  readonly listed: readonly BundleArtefact[];
  readonly copies: readonly CustodyEventRow[];
}

/**
 * Makes the bundle as of one moment: every artefact that is here goes along, and its copy stands as the last entry of its chain,
 * in the bundle and in the database alike. An artefact that somebody acted on meanwhile makes the attempt fail, and it is made again.
 */
async function makeBundleOfFile(ctx: Ctx, work: LongWork): Promise<Result<object>> {
  const system = ctx.as(systemActor(BUNDLE_JOB));
  const found = await system.transaction(async (tx): Promise<Result<Held>> => {
    const bundle = await bundleById(tx, work.objectId);
    const file = bundle && (await findFile(tx, bundle.file_id));
    if (!bundle || !file) return refuse('custody.not-found');
    const [artefacts, events] = [await artefactsOf(tx, file.id), await eventsOfFile(tx, file.id)];
    return ok({ bundle, file, artefacts, events });
  });
  if (!found.ok) return found;
  const held = found.value;
  // An earlier attempt had finished all but the last word.
  if (held.bundle.made_at !== null) return ok({});
  const words = await openWords<BundleWords>(ctx.kernel, 'court_bundle', held.bundle);
  const names = await namesOf(system, held);
  const gathered = await gather(system, work, held, words, names);
  if (!gathered.ok) return gathered;
  // Somebody asked to stop: nothing was written.
  if (!gathered.value) return ok({});
  const made = await assemble(system, held, words, names, gathered.value);
  if (!made.ok) return made;
  const sealed = await sealFor(words.key, made.value.zip);
  return keepBundle(system, held, gathered.value.copies, sealed, made.value.stampedAt);
}

/** Reads every artefact, and writes the entry of its copy without keeping it yet. @returns undefined where somebody asked to stop */
async function gather(
  ctx: Ctx,
  work: LongWork,
  { bundle, artefacts, events }: Held,
  words: BundleWords,
  names: Names,
): Promise<Result<Gathered | undefined>> {
  const key = await custodyKey(ctx.kernel);
  const payload: BagFile[] = [];
  const listed: BundleArtefact[] = [];
  const copies: CustodyEventRow[] = [];
  let total = 0;
  for (const [place, artefact] of artefacts.entries()) {
    const told = await Promise.all((events.get(artefact.id) ?? []).map((event) => toldEvent(ctx, event, names)));
    const here = artefact.evidence !== null && (artefact.state === 'HELD' || artefact.state === 'SEALED');
    const path = here ? pathOf(artefact) : null;
    if (path !== null) {
      total += Number(artefact.size);
      if (total > BYTES_MOST) return refuse('bundle.too-large', { facts: { most: BYTES_MOST } });
      const bytes = await ctx.transaction((tx) => bytesOf(ctx, tx, artefact));
      if (!bytes.ok) return bytes;
      // A bundle vouches for what it holds: a file that is not the one that came in does not leave.
      if (sha256(bytes.value) !== artefact.digest.toString('hex')) return refuseRequest('evidence.damaged');
      payload.push({ path, bytes: bytes.value });
      const copy = await nextEntry(ctx.kernel, key, artefact, {
        code: 'COPIED',
        why: words.why,
        party: words.recipient,
        actor: bundle.asked_by,
        agency: bundle.agency,
        at: ctx.now,
      });
      copies.push(copy.row);
      told.push(entryTold(copy.row, copy.words.why, copy.words.party, names));
    }
    const said = await openWords<ArtefactWords>(ctx.kernel, 'custody_artefact', artefact);
    listed.push(listedArtefact(artefact, said, path, told));
    if (!(await work.report(place + 1, artefacts.length))) return ok(undefined);
  }
  return ok({ payload, listed, copies });
}

const pathOf = (artefact: ArtefactRow) =>
  `data/${String(artefact.number).padStart(5, '0')}.${endings[artefact.media_type] ?? 'bin'}`;

function listedArtefact(
  artefact: ArtefactRow,
  { title, source, place }: ArtefactWords,
  path: string | null,
  events: readonly BundleCustodyEvent[],
): BundleArtefact {
  return {
    id: artefact.id,
    number: String(artefact.number),
    title,
    kind: artefact.kind,
    path,
    bytes: Number(artefact.size),
    sha256: artefact.digest.toString('hex'),
    mediaType: artefact.media_type,
    source,
    place,
    events,
  };
}

/**
 * The files of the bundle, signed and stamped. An authority that is set up and does not answer is told to who asked: a bundle
 * never leaves with less than was promised.
 */
async function assemble(
  ctx: Ctx,
  { bundle, file, artefacts }: Held,
  words: BundleWords,
  names: Names,
  { payload, listed }: Gathered,
): Promise<Result<{ readonly zip: Buffer; readonly stampedAt: Date | null }>> {
  const signing = await platformSigningKey(ctx.kernel.vault);
  const authority = ctx.kernel.config.timeStamps;
  const facts: RecordFacts = {
    manifest: {
      bundle: bundle.reference,
      file: { id: file.id, reference: file.reference, agency: file.lead_agency },
      madeAt: ctx.now.toISOString(),
      madeBy: names.person(bundle.asked_by, bundle.agency),
      madeFor: words.recipient,
      reason: words.why,
      tool: TOOL,
      artefacts: listed,
    },
    issuer: names.agency(bundle.agency),
    place: names.place,
    signer: { title: 'Người lập', name: names.name(bundle.asked_by) },
    key: signing.publicKey.toString('hex'),
    authority: authority && new URL(authority.url).host,
    demonstration: file.is_demonstration,
  };
  const tags: BagFile[] = [
    { path: 'DOC.html', bytes: text(readingPage(facts)) },
    { path: 'ban-ke.pdf', bytes: await renderPdf(timelineDocument(facts), { standard: 'a-2a', madeAt: ctx.now }) },
    ...instructions(signing.publicKey, authority !== undefined),
  ];
  for (const parts of await auditsOfFile(ctx, file, artefacts)) tags.push(...auditFiles(parts));
  if ([...payload, ...tags].reduce((sum, { bytes }) => sum + bytes.length, 0) > BYTES_MOST)
    return refuse('bundle.too-large', { facts: { most: BYTES_MOST } });
  const unstamped = signManifest(
    {
      manifest: facts.manifest,
      payload,
      tags,
      info: [
        ['Source-Organization', names.agency(bundle.agency)],
        ['External-Identifier', bundle.reference],
        ['Bagging-Date', vietnamDate(ctx.now)],
        ['Bag-Software-Agent', TOOL],
      ],
      root: bundle.reference,
    },
    { key: signing.sign, publicKey: signing.publicKey, stamped: authority !== undefined },
  );
  if (!authority) return ok({ zip: packBundle(unstamped), stampedAt: null });
  const stamp = await askTimeStamp(authority, unstamped.digest);
  if (!stamp.ok) return stamp;
  return ok({ zip: packBundle(unstamped, stamp.value.answer), stampedAt: stamp.value.at });
}

async function keepBundle(
  ctx: Ctx,
  { bundle, file }: Held,
  copies: readonly CustodyEventRow[],
  sealed: Buffer,
  stampedAt: Date | null,
): Promise<Result<object>> {
  const key = await openFileKey(ctx.kernel, 'court_bundle', bundle);
  return ctx.transaction(async (tx) => {
    for (let from = 0; from < copies.length; from += 500) await insertCustodyEvents(tx, copies.slice(from, from + 500));
    for (const copy of copies) tellAudit(tx, { organisation: file.lead_agency, action: 'offence-file.bundle' }, copy);
    for (let from = 0; from < sealed.length; from += PIECE) {
      const put = await putEvidence(tx, ctx.kernel, {
        key,
        objectKind: 'court-bundle',
        objectId: bundle.id,
        part: `piece-${String(from / PIECE).padStart(4, '0')}`,
        mediaType: 'application/octet-stream',
        bytes: sealed.subarray(from, from + PIECE),
        storedBy: bundle.asked_by,
      });
      if (!put.ok) return put;
    }
    const digest = createHash('sha256').update(sealed).digest();
    await changeBundle(tx, bundle.id, { made_at: tx.now, digest, size: sealed.length, stamped_at: stampedAt });
    await insertEvent(tx, file.id, 'bundle-made', { bundle: bundle.reference, artefacts: bundle.artefacts });
    tx.audit({
      organisation: file.lead_agency,
      action: 'offence-file.bundle',
      object: { kind: 'offence-file', id: file.id },
      codes: { bundle: bundle.reference, sha256: digest.toString('hex'), stamped: stampedAt !== null },
    });
    return ok({ outcome: { bytes: sealed.length } });
  });
}

/**
 * What the audit says of the file and its artefacts, in the chain of each unit that has led it: an act on a file stands in the chain of
 * who led it then.
 */
async function auditsOfFile(
  ctx: Ctx,
  file: FileRow,
  artefacts: readonly ArtefactRow[],
): Promise<(readonly AuditExtract[])[]> {
  const found = await ctx.transaction(async (tx) => {
    const leads = (await unitsOf(tx, file.id)).flatMap(({ agency, part }) => (part === 'LEAD' ? [agency] : []));
    const extracts: (readonly AuditExtract[])[] = [];
    for (const organisation of new Set([...leads, file.lead_agency])) {
      const objects = [file.id, ...artefacts.map(({ id }) => id)];
      extracts.push(await extractAudit(tx.query(), ctx.kernel.vault, { organisation, objects, most: AUDIT_MOST }));
    }
    return ok(extracts);
  });
  return found.ok ? found.value : [];
}

/** The extract of one unit as files of a bundle: one, or for a long one as many as it has parts. */
export function auditFiles(parts: readonly AuditExtract[]): BagFile[] {
  return parts.map((part, at) => {
    const name = part.organisation.replaceAll(/[^A-Za-z0-9-]/g, '-');
    return { path: `audit/${name}${at === 0 ? '' : `.phan-${at + 1}`}.json`, bytes: text(JSON.stringify(part)) };
  });
}

interface Names {
  name(person: string): string;
  agency(code: string): string;
  person(person: string, agency: string): string;
  readonly place: string;
}

async function namesOf(ctx: Ctx, { file, bundle, events: chains }: Held): Promise<Names> {
  const events = [...chains.values()].flat();
  const people = await colleagueNames(ctx, [...new Set([bundle.asked_by, ...events.map(({ actor }) => actor)])]);
  const agencies = new Map<string, Agency>();
  for (const code of new Set([bundle.agency, file.lead_agency, ...events.map(({ agency }) => agency)])) {
    const found = await agencyNamed(ctx, { text: code });
    if (found.ok) agencies.set(code, found.value);
  }
  const name = (person: string) => (people.ok ? people.value.get(person) : undefined) ?? person;
  const agency = (code: string) => agencies.get(code)?.nameVi ?? code;
  const unit = agencies.get(bundle.agency)?.adminUnit ?? null;
  const place = unit === null ? undefined : adminUnit(unit)?.nameVi;
  return { name, agency, person: (one, of) => `${name(one)} (${agency(of)})`, place: place ?? 'Hà Nội' };
}

async function toldEvent(ctx: Ctx, event: CustodyEventRow, names: Names): Promise<BundleCustodyEvent> {
  const said = await wordsOf(ctx, event);
  return entryTold(event, said?.why ?? '', said?.party ?? null, names);
}

function entryTold(event: CustodyEventRow, why: string, party: string | null, names: Names): BundleCustodyEvent {
  return {
    sequence: event.sequence,
    code: event.code,
    at: event.at.toISOString(),
    by: names.person(event.actor, event.agency),
    why,
    party,
    body: event.body,
    previous: event.previous.toString('hex'),
    mac: event.mac.toString('hex'),
    hash: event.hash.toString('hex'),
  };
}
