/** The front door of the recordings: human voices that read pages to children who do not read yet. */

export { listRecordings, type PlayedVoice, voiceOf } from './list-recordings.ts';
export { recordingsModule } from './module.ts';
export { listenToRecording, playRecording, type Sound } from './play-recording.ts';
export { listenToSpokenText, playSpokenText } from './play-spoken-text.ts';
export { putRecording } from './put-recording.ts';
export { putSpokenText } from './put-spoken-text.ts';
export { RECORDING_BYTES } from './recording.ts';
export { type SpokenText, spokenDigest } from './spoken-text.ts';
export { keptSpokenText, keptSpokenTexts } from './spoken-text-store.ts';
export { withdrawRecording } from './withdraw-recording.ts';
export { withdrawSpokenText } from './withdraw-spoken-text.ts';
