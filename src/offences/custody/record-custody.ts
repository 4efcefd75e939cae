import { type Ctx, ok, parseId, type Result, readEvidence, readTextInput, removeEvidence } from '../../kernel/index.ts';
import { type FileAct, fileAct, type OnFile } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import { type CustodyCode, codesWithParty, nextCodes } from './custody.ts';
import { custodyKey, openFileKey, openWords } from './custody-sealing.ts';
import { findArtefact } from './custody-store.ts';
import type { ArtefactRow } from './custody-tables.ts';
import { type ArtefactWords, custodyTexts, readParty } from './keep-artefact.ts';
import { writeEntry } from './write-custody.ts';

export interface OnArtefact extends OnFile {
  readonly artefact: string;
}

/** Destroying is for an investigator of the lead, with a fresh proof of who they are. */
const actOf = (code: CustodyCode): FileAct =>
  code === 'DESTROYED' ? 'offence-file.destroy-custody' : 'offence-file.keep-custody';

/** What a person writes down by hand; opening and copying are written by what opens and copies. */
export const byHand = ['RECEIVED', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED'] as const;

/**
 * Writes down what happened to an artefact. A destroyed one loses its file; its digest and its chain stay.
 * Refusals: those of an act on a file, `custody.not-found`, `custody.does-not-follow` (facts: state), `custody.party-missing`
 */
export async function recordCustody(
  ctx: Ctx,
  input: OnArtefact & { readonly code: string; readonly why: string; readonly party?: string | null | undefined },
): Promise<Result<void>> {
  const code = byHand.find((one) => one === input.code);
  if (!code) return refuse('custody.does-not-follow', { field: 'code' });
  const why = readTextInput(input.why, 'why', custodyTexts.why);
  if (!why.ok) return why;
  const party = readParty(input.party, codesWithParty.has(code));
  if (!party.ok) return party;
  return fileAct(ctx, actOf(code), input, async (tx, file, actor) => {
    const artefact = parseId(input.artefact) && (await findArtefact(tx, file.id, input.artefact));
    if (!artefact) return refuse('custody.not-found');
    if (!nextCodes(artefact.state).includes(code))
      return refuse('custody.does-not-follow', { field: 'code', facts: { state: artefact.state } });
    const key = await custodyKey(ctx.kernel);
    await writeEntry(
      ctx.kernel,
      key,
      tx,
      { artefact, organisation: file.lead_agency, action: actOf(code) },
      { code, why: why.value, party: party.value, actor: actor.person, agency: actor.agency, at: tx.now },
    );
    if (code === 'DESTROYED' && artefact.evidence !== null) await removeEvidence(tx, artefact.evidence);
    return ok();
  });
}

/**
 * The file of an artefact, as it was taken in; that it was opened, by whom and why, becomes an entry of its chain.
 * Refusals: those of an act on a file, `custody.not-found`, `custody.not-here`, `custody.does-not-follow`, `evidence.damaged`
 */
export async function openArtefact(
  ctx: Ctx,
  input: OnArtefact & { readonly why: string },
): Promise<Result<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer }>> {
  const why = readTextInput(input.why, 'why', custodyTexts.why);
  if (!why.ok) return why;
  return fileAct(ctx, 'offence-file.keep-custody', input, async (tx, file, actor) => {
    const artefact = parseId(input.artefact) && (await findArtefact(tx, file.id, input.artefact));
    if (!artefact) return refuse('custody.not-found');
    if (artefact.evidence === null) return refuse('custody.not-here');
    if (!nextCodes(artefact.state).includes('OPENED'))
      return refuse('custody.does-not-follow', { facts: { state: artefact.state } });
    const bytes = await bytesOf(ctx, tx, artefact);
    if (!bytes.ok) return bytes;
    const key = await custodyKey(ctx.kernel);
    await writeEntry(
      ctx.kernel,
      key,
      tx,
      { artefact, organisation: file.lead_agency, action: 'offence-file.keep-custody' },
      { code: 'OPENED', why: why.value, party: null, actor: actor.person, agency: actor.agency, at: tx.now },
    );
    const { title } = await openWords<ArtefactWords>(ctx.kernel, 'custody_artefact', artefact);
    return ok({
      name: `${file.reference}-${artefact.number} ${title}`,
      mediaType: artefact.media_type,
      bytes: bytes.value,
    });
  });
}

/** The bytes of an artefact that is in the house. Refusals: `evidence.damaged`, `record.not-found` */
export async function bytesOf(
  ctx: Ctx,
  tx: Parameters<typeof readEvidence>[0],
  artefact: Pick<ArtefactRow, 'id' | 'evidence' | 'key'>,
): Promise<Result<Buffer>> {
  if (artefact.evidence === null || artefact.key === null) return refuse('custody.not-here');
  const key = await openFileKey(ctx.kernel, 'custody_artefact', { id: artefact.id, key: artefact.key });
  const read = await readEvidence(tx, ctx.kernel, { id: artefact.evidence, objectId: artefact.id, key });
  return read.ok ? ok(read.value.bytes) : read;
}
