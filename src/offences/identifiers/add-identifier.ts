import { actAs, type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { findPerson } from '../assertions/assertion-store.ts';
import { tiePerson } from '../assertions/person-links.ts';
import { tellHolders } from '../deconfliction/tell-holders.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { type LinkKind, linkKind, nodeNumber } from '../graph/link-lists.ts';
import { type LinkGrade, readGrade } from '../graph/link-nodes.ts';
import { shutLinks } from '../graph/link-store.ts';
import { classNumber, nodeNumbers } from '../graph/node-store.ts';
import { writeLink } from '../graph/write-link.ts';
import { refuse } from '../refusals.ts';
import { scanSoon } from '../series/scan-soon.ts';
import { type IdentifierKind, identifierKinds, type NormalForm } from './identifier.ts';
import { markChildOwned } from './identifier-store.ts';
import { keepIdentifier } from './keep-identifier.ts';
import { readNormalForm } from './read-identifier.ts';

export const WRITTEN_MOST = 2_048;
const ADD = systemActor('offences.add-identifier');

export interface WrittenIdentifier {
  readonly kind: string;
  readonly written: string;
  /** Of an account the place online, of a bank account the bank, of a hash its scheme. */
  readonly beside?: string | undefined;
}

/** Refusals: `identifier.unusable`, with what is wrong in its facts */
export function readWritten(input: WrittenIdentifier): Result<NormalForm> {
  if (!identifierKinds.includes(input.kind as IdentifierKind)) return refuse('identifier.unusable', { field: 'kind' });
  const read = readNormalForm(input.kind as IdentifierKind, input.written, input.beside);
  if (read.ok) return ok(read.form);
  return refuse('identifier.unusable', {
    field: read.fault === 'BANK_UNKNOWN' ? 'beside' : 'written',
    facts: { fault: read.fault },
  });
}

export interface AddIdentifier extends WrittenIdentifier, LinkGrade {
  readonly file: string;
  /** What it is to the file; `MENTIONED_IN` where absent. */
  readonly link?: string | undefined;
  /** It belongs to a child. */
  readonly childOwned?: boolean | undefined;
  /** Id of the person of interest of this file whose it is held to be. */
  readonly person?: string | undefined;
}

/**
 * Adds an identifier to a file. Where another unit's file holds it, both units are told of each other and of nothing else; the answer is the
 * same. One that belongs to a child leads nowhere: its links are seen by who holds their files, and by nobody besides. That it is a person's
 * is a link of its own, which falls with the person and with the identifier.
 * Refusals: those of an act on a file, `identifier.unusable`, `link.unusable`
 */
export async function addIdentifier(
  ctx: Ctx,
  input: AddIdentifier,
): Promise<Result<{ readonly identifier: string; readonly link: string; readonly mask: string }>> {
  const form = readWritten(input);
  if (!form.ok) return form;
  const grade = readGrade(input, ctx.now);
  if (!grade.ok) return grade;
  const kind = input.link ?? 'MENTIONED_IN';
  if (!linkKind.has(kind) || !linkKind.get(kind).byHand) return refuse('link.unusable', { field: 'link' });
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const id = parseId<'person-of-interest'>(input.person ?? '');
    const person = id && (await findPerson(tx, file.id, id));
    if (input.person !== undefined && (!person || person.taken_back_at !== null))
      return refuse('link.unusable', { field: 'person' });
    const added = await actAs(tx, ADD, async (platform) => {
      const identifier = await keepIdentifier(ctx.kernel, platform, form.value, {
        childOwned: input.childOwned,
        demonstration: file.is_demonstration,
      });
      const childOwned = identifier.child_owned || input.childOwned === true;
      if (childOwned && !identifier.child_owned) await markChildOwned(platform, identifier.id);
      const [node] = (await nodeNumbers(platform, [{ kind: nodeNumber('FILE'), object: file.id }])) as [number];
      const common = {
        ...grade.value,
        visibility: await classNumber(platform, { file: file.id }),
        origin: { module: 'offences', kind: 'offence-file', id: file.id },
        author: actor,
        demonstration: file.is_demonstration,
      };
      const link = await writeLink(ctx.kernel, platform, {
        ...common,
        src: identifier.node,
        dst: node,
        kind: kind as LinkKind,
      });
      if (person) {
        const own = await tiePerson(ctx.kernel, platform, person);
        await writeLink(ctx.kernel, platform, {
          ...common,
          src: own.node,
          dst: identifier.node,
          kind: kind === 'OWNS' ? 'OWNS' : 'USES',
          basis: [own.link, link.id],
        });
      }
      if (childOwned) await shutLinks(platform, identifier.node, await classNumber(platform, { level: 'CLOSED' }));
      else await tellHolders(platform, { identifier, file: file.id, agency: file.lead_agency });
      if (link.fresh && !childOwned) await scanSoon(platform);
      return { identifier, link };
    });
    if (added.link.fresh)
      await insertEvent(tx, file.id, 'identifier-added', {
        kind: form.value.kind,
        childOwned: input.childOwned === true,
      });
    tx.audit({
      ...auditOf(file, 'offence-file.describe'),
      codes: { identifier: added.identifier.id, kind: form.value.kind },
    });
    return ok({ identifier: added.identifier.id, link: added.link.id, mask: added.identifier.mask });
  });
}
