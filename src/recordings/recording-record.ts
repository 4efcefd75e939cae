import { canBy, type DataKey, type Kernel, personsOnly, type RecordKind } from '../kernel/index.ts';
import type { Recording } from './recording.ts';
import { recordingPolicy } from './recording-policy.ts';
import { keptRecording } from './recording-store.ts';

export type RecordingAction = (typeof recordingPolicy.actions)[number];

export const RECORDING = 'recording';

/** One that is about to be put has no more than its id. */
type OwnId = Pick<Recording, 'id'> & Partial<Pick<Recording, 'screen' | 'file'>>;

export const recordingRecord: RecordKind<OwnId, RecordingAction> = {
  kind: RECORDING,
  acts: personsOnly,
  find: (tx, id, { lock }) => keptRecording(tx, id, { lock }),
  can: canBy(recordingPolicy, ({ id }) => ({ id })),
};

/** A recording is public: its bytes are sealed like every kept file, under a key of the platform's that no desk holds. */
export async function recordingKey({ vault }: Kernel, id: string): Promise<Pick<DataKey, 'id' | 'bytes'>> {
  return { id, bytes: await vault.derive('recordings') };
}
