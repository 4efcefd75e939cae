import {
  type Ctx,
  ok,
  parseId,
  type Result,
  readEvidence,
  refuseRequest,
  systemActor,
  type Tx,
} from '../kernel/index.ts';
import { isUpToDate, type Recording } from './recording.ts';
import { recordingKey } from './recording-record.ts';
import { keptRecording } from './recording-store.ts';

export interface Sound {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/**
 * The sound of a recording that pages play, for everybody.
 * Refusals: `record.not-found` also where it was withdrawn or says an older script; `evidence.damaged`
 */
export async function playRecording(ctx: Ctx, input: { readonly recording: string }): Promise<Result<Sound>> {
  return ctx.as(systemActor('recordings.play')).transaction((tx) => soundOf(ctx, tx, input.recording, isUpToDate));
}

/**
 * The sound of any recording that is kept, for who looks after them.
 * Refusals: `record.not-found`, `evidence.damaged`
 */
export async function listenToRecording(ctx: Ctx, input: { readonly recording: string }): Promise<Result<Sound>> {
  return ctx.transaction((tx) => soundOf(ctx, tx, input.recording, () => true));
}

async function soundOf(ctx: Ctx, tx: Tx, wanted: string, fits: (one: Recording) => boolean): Promise<Result<Sound>> {
  const id = parseId<'recording'>(wanted);
  const one = id === undefined ? undefined : await keptRecording(tx, id, { lock: false });
  if (!one || !fits(one)) return refuseRequest('record.not-found');
  const key = await recordingKey(ctx.kernel, one.id);
  const read = await readEvidence(tx, ctx.kernel, { id: one.file, objectId: one.id, key });
  return read.ok ? ok({ mediaType: one.mediaType, bytes: read.value.bytes }) : read;
}
