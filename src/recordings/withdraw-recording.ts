import { actOnRecord, actorName, type Ctx, ok, type Result, removeEvidence } from '../kernel/index.ts';
import { RECORDING, recordingRecord } from './recording-record.ts';
import { markWithdrawn } from './recording-store.ts';

/**
 * Takes a recording out: from now on the page tells the gap again, and the bytes are gone.
 * Refusals: `record.not-found`, `access.not-permitted`
 */
export async function withdrawRecording(ctx: Ctx, input: { readonly recording: string }): Promise<Result<void>> {
  return actOnRecord(
    recordingRecord,
    ctx,
    'recording.withdraw',
    { id: input.recording },
    async (tx, { id, screen, file }, actor) => {
      if (file) await removeEvidence(tx, file);
      await markWithdrawn(tx, id, actorName(actor));
      tx.audit({
        action: 'recording.withdraw',
        object: { kind: RECORDING, id },
        codes: screen ? { screen } : {},
      });
      return ok();
    },
  );
}
