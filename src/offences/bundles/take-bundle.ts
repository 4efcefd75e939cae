import { type Ctx, listEvidence, ok, parseId, type Result, readEvidence, stopLongJob } from '../../kernel/index.ts';
import { openFileKey } from '../custody/custody-sealing.ts';
import { changeBundle, findBundle } from '../custody/custody-store.ts';
import { BUNDLE_JOB } from '../custody/read-custody.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';

export interface OnBundle extends OnFile {
  readonly bundle: string;
}

/**
 * A made bundle as it leaves: sealed to its receiver, for nobody else to open. Each taking is counted and in the audit.
 * Refusals: those of an act on a file, `custody.not-found`, `bundle.not-made`, `evidence.damaged`
 */
export function takeBundle(
  ctx: Ctx,
  input: OnBundle,
): Promise<Result<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer }>> {
  return fileAct(ctx, 'offence-file.bundle', input, async (tx, file) => {
    const bundle = parseId(input.bundle) && (await findBundle(tx, file.id, input.bundle, 'for update'));
    if (!bundle) return refuse('custody.not-found');
    if (bundle.made_at === null) return refuse('bundle.not-made');
    const key = await openFileKey(ctx.kernel, 'court_bundle', bundle);
    const pieces = (await listEvidence(tx, 'court-bundle', bundle.id)).toSorted((a, b) => (a.part < b.part ? -1 : 1));
    const bytes: Buffer[] = [];
    for (const { id } of pieces) {
      const read = await readEvidence(tx, ctx.kernel, { id, objectId: bundle.id, key });
      if (!read.ok) return read;
      bytes.push(read.value.bytes);
    }
    await changeBundle(tx, bundle.id, { taken: bundle.taken + 1 });
    tx.audit({
      ...auditOf(file, 'offence-file.bundle'),
      codes: { bundle: bundle.reference, downloads: bundle.taken + 1 },
    });
    return ok({
      name: `${bundle.reference}.zip.age`,
      mediaType: 'application/octet-stream',
      bytes: Buffer.concat(bytes),
    });
  });
}

/** Asks the making of a bundle to stop. Refusals: those of an act on a file, `custody.not-found`, `long-job.over` */
export function stopBundle(ctx: Ctx, input: OnBundle & { readonly job: string }): Promise<Result<void>> {
  return fileAct(ctx, 'offence-file.bundle', input, async (tx, file) => {
    const bundle = parseId(input.bundle) && (await findBundle(tx, file.id, input.bundle));
    if (!bundle) return refuse('custody.not-found');
    const stopped = await stopLongJob(tx, ctx.kernel, { kind: BUNDLE_JOB, id: input.job });
    if (stopped.ok)
      tx.audit({ ...auditOf(file, 'offence-file.bundle'), codes: { bundle: bundle.reference, act: 'stop' } });
    return stopped;
  });
}
