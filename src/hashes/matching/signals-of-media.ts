import type { GivenSignal } from '../entries/signal.ts';
import type { MediaHashes } from '../media/index.ts';

/** Frames of a video that are asked for. */
const FRAMES_MOST = 200;

/** What the register is asked of one file: its bytes, and how it looks. */
export function signalsOfMedia(hashes: MediaHashes): GivenSignal[] {
  const exact: GivenSignal[] = [
    { type: 'md5', value: hashes.md5 },
    { type: 'sha1', value: hashes.sha1 },
    { type: 'sha256', value: hashes.sha256 },
  ];
  if (hashes.media === 'image')
    return [...exact, { type: 'pdq', value: hashes.pdq, variant: hashes.variant, quality: hashes.quality }];
  const frames = hashes.frames
    .slice(0, FRAMES_MOST)
    .map(({ pdq, quality }): GivenSignal => ({ type: 'vpdq', value: pdq, variant: hashes.recipe, quality }));
  return [...exact, ...frames];
}
