import { createHash } from 'node:crypto';
import {
  actorName,
  type Ctx,
  newId,
  ok,
  permittedOn,
  putEvidence,
  type Result,
  refuseRequest,
  removeEvidence,
} from '../kernel/index.ts';
import { type SpokenScreen, spokenScreen } from '../vocabulary/index.ts';
import type { AudioFile } from './audio.ts';
import { checkAudio } from './check-audio.ts';
import { scriptDigest } from './recording.ts';
import { RECORDING, recordingKey, recordingRecord } from './recording-record.ts';
import { insertRecording, lockScreen, markWithdrawn } from './recording-store.ts';
import { refuse } from './refusals.ts';

export interface PutRecording {
  readonly screen: string;
  /** The script that was read from the page and spoken. */
  readonly script: string;
  readonly bytes: Buffer;
  /** The speaker agrees that every child may hear their voice. */
  readonly agreed: boolean;
}

/**
 * Keeps what was spoken for a screen, in the place of what was kept before. Children hear it from now on.
 * Refusals: `access.not-permitted`, `access.step-up-needed`, `recording.screen-unknown`, `recording.script-changed`,
 * `recording.not-agreed`, `recording.too-large`, `recording.not-audio`, `recording.damaged`, `recording.length-wrong`
 */
export async function putRecording(ctx: Ctx, input: PutRecording): Promise<Result<{ readonly id: string }>> {
  const id = newId<'recording'>(ctx.now.getTime());
  if (!recordingRecord.acts(ctx.actor)) return refuseRequest('access.not-permitted');
  const may = permittedOn(recordingRecord, ctx.actor, 'recording.put', { id }, ctx.now);
  if (!may.ok) {
    await ctx.auditRefused({ action: 'recording.put', codes: { refusal: may.refusal.code } });
    return may;
  }
  const { screen } = input;
  if (!spokenScreen.has(screen)) return refuse('recording.screen-unknown');
  if (spokenScreen.get(screen).script !== input.script.normalize('NFC').trim())
    return refuse('recording.script-changed');
  if (!input.agreed) return refuse('recording.not-agreed', { field: 'agreed' });
  const read = checkAudio(input.bytes);
  if (!read.ok) return read;
  return keep(ctx, id, screen, read.value);
}

async function keep(ctx: Ctx, id: string, screen: SpokenScreen, audio: AudioFile): Promise<Result<{ id: string }>> {
  const key = await recordingKey(ctx.kernel, id);
  return ctx.transaction(async (tx) => {
    const by = actorName(tx.actor);
    const before = await lockScreen(tx, screen);
    if (before) {
      await markWithdrawn(tx, before.id, by);
      await removeEvidence(tx, before.file);
    }
    const put = await putEvidence(tx, ctx.kernel, {
      key,
      objectKind: RECORDING,
      objectId: id,
      part: 'sound',
      mediaType: audio.mediaType,
      bytes: audio.bytes,
      storedBy: by,
    });
    if (!put.ok) return put;
    const { mediaType, milliseconds, bytes } = audio;
    await insertRecording(tx, {
      id,
      screen,
      mediaType,
      milliseconds,
      size: bytes.length,
      file: put.value.id,
      putBy: by,
      putAt: tx.now,
      scriptDigest: scriptDigest(screen),
    });
    tx.audit({
      action: 'recording.put',
      object: { kind: RECORDING, id },
      codes: {
        screen,
        milliseconds,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        ...(before && { replaces: before.id }),
      },
    });
    return ok({ id });
  });
}
