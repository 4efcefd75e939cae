/** The front door of the recordings: human voices that read pages to children who do not read yet. */

export { listRecordings, type PlayedVoice, type ScreenOfVoice, voiceOf } from './list-recordings.ts';
export { recordingsModule } from './module.ts';
export { listenToRecording, playRecording, type Sound } from './play-recording.ts';
export { type PutRecording, putRecording } from './put-recording.ts';
export { RECORDING_BYTES } from './recording.ts';
export { refusals as recordingRefusals } from './refusals.ts';
export { withdrawRecording } from './withdraw-recording.ts';
