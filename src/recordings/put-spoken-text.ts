import { createHash } from 'node:crypto';
import { actorName, type Ctx, newId, ok, putEvidence, type Result, removeEvidence, type Tx } from '../kernel/index.ts';
import { checkAudio } from './check-audio.ts';
import { recordingKey } from './recording-record.ts';
import { refuse } from './refusals.ts';
import { spokenDigest } from './spoken-text.ts';
import { insertSpokenText, lockSpokenObject, markSpokenWithdrawn } from './spoken-text-store.ts';

export const SPOKEN_TEXT = 'spoken-text';

export interface PutSpokenText {
  /** Which part of which text: one voice is kept of each. */
  readonly object: string;
  /** The words as the page has them, which were spoken. */
  readonly words: string;
  readonly bytes: Buffer;
  /** The speaker agrees that every child may hear their voice. */
  readonly agreed: boolean;
}

/**
 * Keeps a voice of a part of a text, in the place of the one before; in the transaction of the module that keeps the text, which has
 * asked who may. Refusals: `recording.not-agreed`, `recording.too-large`, `recording.not-audio`, `recording.damaged`,
 * `recording.length-wrong`
 */
export async function putSpokenText(
  ctx: Ctx,
  tx: Tx,
  { object, words, bytes, agreed }: PutSpokenText,
): Promise<Result<{ readonly id: string }>> {
  if (!agreed) return refuse('recording.not-agreed', { field: 'agreed' });
  const audio = checkAudio(bytes);
  if (!audio.ok) return audio;
  const id = newId<'spoken-text'>(tx.now.getTime());
  const by = actorName(tx.actor);
  const before = await lockSpokenObject(tx, object);
  if (before) {
    await markSpokenWithdrawn(tx, before.id, by);
    await removeEvidence(tx, before.file);
  }
  const put = await putEvidence(tx, ctx.kernel, {
    key: await recordingKey(ctx.kernel, id),
    objectKind: SPOKEN_TEXT,
    objectId: id,
    part: 'sound',
    mediaType: audio.value.mediaType,
    bytes: audio.value.bytes,
    storedBy: by,
  });
  if (!put.ok) return put;
  await insertSpokenText(tx, {
    id,
    object,
    textDigest: spokenDigest(words),
    soundDigest: createHash('sha256').update(audio.value.bytes).digest(),
    file: put.value.id,
    mediaType: audio.value.mediaType,
    size: audio.value.bytes.length,
    milliseconds: audio.value.milliseconds,
    putBy: by,
    putAt: tx.now,
  });
  return ok({ id });
}
