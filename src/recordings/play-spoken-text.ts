import { type Ctx, parseId, type Result, readEvidence, refuseRequest, systemActor, type Tx } from '../kernel/index.ts';
import type { Sound } from './play-recording.ts';
import { recordingKey } from './recording-record.ts';
import { keptSpokenText } from './spoken-text-store.ts';

/** The sound of a part of a text, for its editors. Refusals: `record.not-found`, `evidence.damaged` */
export async function listenToSpokenText(ctx: Ctx, input: { readonly recording: string }): Promise<Result<Sound>> {
  return ctx.transaction((tx) => soundOf(ctx, tx, input.recording));
}

/**
 * The same for everybody: the module that keeps the text asks first whether this voice belongs to what is published.
 * Refusals: `record.not-found`, `evidence.damaged`
 */
export async function playSpokenText(ctx: Ctx, input: { readonly recording: string }): Promise<Result<Sound>> {
  return ctx.as(systemActor('recordings.play')).transaction((tx) => soundOf(ctx, tx, input.recording));
}

async function soundOf(ctx: Ctx, tx: Tx, wanted: string): Promise<Result<Sound>> {
  const id = parseId<'spoken-text'>(wanted);
  const one = id === undefined ? undefined : await keptSpokenText(tx, id);
  if (!one) return refuseRequest('record.not-found');
  const key = await recordingKey(ctx.kernel, one.id);
  const read = await readEvidence(tx, ctx.kernel, { id: one.file, objectId: one.id, key });
  return read.ok ? { ok: true, value: { mediaType: one.mediaType, bytes: read.value.bytes } } : read;
}
