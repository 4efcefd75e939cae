import { type Ctx, newCode, newId, ok, type Result, readTextInput, startLongJob } from '../../kernel/index.ts';
import { newFileKey, sealWords } from '../custody/custody-sealing.ts';
import { artefactsOf, insertBundle } from '../custody/custody-store.ts';
import { custodyTexts } from '../custody/keep-artefact.ts';
import { BUNDLE_JOB, type BundleWords } from '../custody/read-custody.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import { isRecipient } from './seal-for.ts';

/** Artefacts of one bundle: a plain ZIP names no more files, and one is made in memory. */
const ARTEFACTS_MOST = 50_000;

/**
 * Asks for a bundle of all that a file holds in custody, sealed to one unit by its age recipient. A job makes it.
 * Refusals: those of an act on a file, `bundle.recipient-unusable`, `bundle.empty`, `bundle.too-large`, `long-job.already-running`
 */
export async function startBundle(
  ctx: Ctx,
  input: OnFile & { readonly recipient: string; readonly key: string; readonly why: string },
): Promise<Result<{ readonly id: string; readonly reference: string }>> {
  const recipient = readTextInput(input.recipient, 'recipient', custodyTexts.party);
  if (!recipient.ok) return recipient;
  const why = readTextInput(input.why, 'why', custodyTexts.why);
  if (!why.ok) return why;
  const key = input.key.trim();
  if (!(await isRecipient(key))) return refuse('bundle.recipient-unusable', { field: 'key' });
  return fileAct(ctx, 'offence-file.bundle', input, async (tx, file, actor) => {
    const { length } = await artefactsOf(tx, file.id);
    if (length === 0) return refuse('bundle.empty');
    if (length > ARTEFACTS_MOST) return refuse('bundle.too-large', { facts: { most: ARTEFACTS_MOST } });
    const id = newId<'court-bundle'>(tx.now.getTime());
    const reference = `GC-${newCode()}`;
    const words: BundleWords = { recipient: recipient.value, why: why.value, key };
    await insertBundle(tx, {
      id,
      file_id: file.id,
      reference,
      sealed: await sealWords(ctx.kernel, 'court_bundle', id, words),
      key: (await newFileKey(ctx.kernel, 'court_bundle', id)).wrapped,
      artefacts: length,
      asked_by: actor.person,
      agency: actor.agency,
      asked_at: tx.now,
      made_at: null,
      digest: null,
      size: null,
      stamped_at: null,
      taken: 0,
      is_demonstration: file.is_demonstration,
    });
    const started = await startLongJob(tx, { kind: BUNDLE_JOB, objectId: id, total: length });
    if (!started.ok) return started;
    tx.audit({ ...auditOf(file, 'offence-file.bundle'), codes: { bundle: reference, artefacts: length } });
    return ok({ id, reference });
  });
}
