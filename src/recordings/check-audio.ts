import { ok, type Result } from '../kernel/index.ts';
import type { AudioFile } from './audio.ts';
import { readAudio } from './audio-file.ts';
import { RECORDING_BYTES, RECORDING_LENGTH } from './recording.ts';
import { refuse } from './refusals.ts';

/**
 * A recording by its content, without anything but sound. Refusals: `recording.too-large`, `recording.not-audio`, `recording.damaged`,
 * `recording.length-wrong`
 */
export function checkAudio(bytes: Buffer): Result<AudioFile> {
  if (bytes.length > RECORDING_BYTES) return refuse('recording.too-large', { field: 'file' });
  const audio = readAudio(bytes);
  if (audio === 'other') return refuse('recording.not-audio', { field: 'file' });
  if (audio === 'damaged') return refuse('recording.damaged', { field: 'file' });
  const { least, most } = RECORDING_LENGTH;
  if (audio.milliseconds < least || audio.milliseconds > most)
    return refuse('recording.length-wrong', { field: 'file', facts: { milliseconds: audio.milliseconds } });
  return ok(audio);
}
