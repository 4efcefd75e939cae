import { type Ctx, ok, parseId, type Result, readTextInput } from '../../kernel/index.ts';
import { nextCodes } from '../custody/custody.ts';
import { custodyKey } from '../custody/custody-sealing.ts';
import { findArtefact } from '../custody/custody-store.ts';
import { custodyTexts } from '../custody/keep-artefact.ts';
import { bytesOf, type OnArtefact } from '../custody/record-custody.ts';
import { writeEntry } from '../custody/write-custody.ts';
import { fileAct } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import { writeCase } from './case-uco.ts';
import { readList } from './hash-list.ts';
import { writeVics } from './vics.ts';

export const exportFormats = ['VICS', 'CASE'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * A list of hashes in the form that the receiver's tool reads. Hashes and what was said of them, never a name; that it was copied, for
 * whom and why becomes an entry of its chain.
 * Refusals: those of an act on a file, `custody.not-found`, `custody.does-not-follow`, `hash-list.none`, `evidence.damaged`
 */
export async function exportHashes(
  ctx: Ctx,
  input: OnArtefact & { readonly format: ExportFormat; readonly why: string; readonly party: string },
): Promise<Result<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer }>> {
  const why = readTextInput(input.why, 'why', custodyTexts.why);
  if (!why.ok) return why;
  const party = readTextInput(input.party, 'party', custodyTexts.party);
  if (!party.ok) return party;
  return fileAct(ctx, 'offence-file.bundle', input, async (tx, file, actor) => {
    const artefact = parseId(input.artefact) && (await findArtefact(tx, file.id, input.artefact));
    if (!artefact) return refuse('custody.not-found');
    if (artefact.kind !== 'HASH_LIST') return refuse('hash-list.none');
    if (!nextCodes(artefact.state).includes('COPIED'))
      return refuse('custody.does-not-follow', { facts: { state: artefact.state } });
    const bytes = await bytesOf(ctx, tx, artefact);
    if (!bytes.ok) return bytes;
    const entries = readList(bytes.value);
    const name = `${file.reference}-${artefact.number}`;
    const key = await custodyKey(ctx.kernel);
    await writeEntry(
      ctx.kernel,
      key,
      tx,
      { artefact, organisation: file.lead_agency, action: 'offence-file.bundle' },
      { code: 'COPIED', why: why.value, party: party.value, actor: actor.person, agency: actor.agency, at: tx.now },
    );
    const head = {
      reference: file.reference,
      artefact: `${file.reference}/${artefact.number}`,
      agency: file.lead_agency,
      at: tx.now,
    };
    return ok(
      input.format === 'VICS'
        ? { name: `${name}-vics.json`, mediaType: 'application/json', bytes: Buffer.from(writeVics(entries)) }
        : {
            name: `${name}-case.jsonld`,
            mediaType: 'application/ld+json',
            bytes: Buffer.from(writeCase(head, entries)),
          },
    );
  });
}
