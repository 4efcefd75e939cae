/** The front door of the recordings: human voices that read pages to children who do not read yet. */

export { listRecordings, type PlayedVoice, voiceOf } from './list-recordings.ts';
export { recordingsModule } from './module.ts';
export { listenToRecording, playRecording } from './play-recording.ts';
export { putRecording } from './put-recording.ts';
export { RECORDING_BYTES } from './recording.ts';
export { withdrawRecording } from './withdraw-recording.ts';
