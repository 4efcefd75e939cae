/** What decoding one file may cost; beyond it the file is refused, and the server never notices. */
export interface MediaLimits {
  /** Bytes of the file. */
  readonly imageBytes: number;
  readonly videoBytes: number;
  /** Pixels of a picture or of one frame. */
  readonly pixels: number;
  /** Frames that are hashed of one video, and frames that are decoded to reach them. */
  readonly hashedFrames: number;
  readonly decodedFrames: number;
  /** Wall time in milliseconds, from the moment the decoder gets the file. */
  readonly imageMs: number;
  readonly videoMs: number;
  /** Resident memory of the decoding process, bytes. */
  readonly memory: number;
}

export const MEDIA_LIMITS: MediaLimits = {
  imageBytes: 64 * 2 ** 20,
  videoBytes: 512 * 2 ** 20,
  pixels: 40_000_000,
  hashedFrames: 3_600,
  decodedFrames: 200_000,
  imageMs: 20_000,
  videoMs: 300_000,
  memory: 2 * 2 ** 30,
};
