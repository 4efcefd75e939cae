/** A recording that was looked through: what it is by its content, how long it plays, and its bytes without anything but sound. */
export interface AudioFile {
  readonly mediaType: 'audio/mpeg' | 'audio/mp4';
  readonly milliseconds: number;
  readonly bytes: Buffer;
}

/** `other`: no sound of a kind that every telephone plays; `damaged`: of such a kind, but cut off or put together of unlike parts. */
export type AudioFault = 'other' | 'damaged';
