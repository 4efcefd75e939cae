import { createHash } from 'node:crypto';
import { type SpokenScreen, spokenScreen } from '../vocabulary/index.ts';

/** Bytes of one recording at most: 4 s at 400 kbit/s, and 16 s of speech at 96 kbit/s. */
export const RECORDING_BYTES = 200 * 1024;
/** Milliseconds that a recording may play. A child of six listens no longer. */
export const RECORDING_LENGTH = { least: 2_000, most: 30_000 } as const;

/** What stands in the store for a screen; the bytes lie in an evidence file. */
export interface Recording {
  readonly id: string;
  readonly screen: SpokenScreen;
  /** Of the script that was spoken. */
  readonly scriptDigest: Buffer;
  readonly file: string;
  readonly mediaType: string;
  readonly size: number;
  readonly milliseconds: number;
  readonly putBy: string;
  readonly putAt: Date;
}

/** SHA-256 of the script of a screen as it reads now. */
export function scriptDigest(screen: SpokenScreen): Buffer {
  return createHash('sha256').update(spokenScreen.get(screen).script.normalize('NFC'), 'utf8').digest();
}

/** It says what the page's script says now; one that says something else is not played. */
export function isUpToDate(recording: Recording): boolean {
  return spokenScreen.has(recording.screen) && recording.scriptDigest.equals(scriptDigest(recording.screen));
}
