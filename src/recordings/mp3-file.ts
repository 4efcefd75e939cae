import type { AudioFault, AudioFile } from './audio.ts';

// ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, samples a second by index.
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLES: Readonly<Record<number, readonly number[]>> = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8_000],
};

interface Frame {
  readonly length: number;
  readonly samples: number;
  readonly rate: number;
  readonly version: number;
}

function frameAt(bytes: Buffer, at: number): Frame | undefined {
  if (at + 4 > bytes.length) return undefined;
  const head = bytes.readUInt32BE(at);
  const version = (head >>> 19) & 3;
  // Eleven bits of sync, and layer III.
  if (head >>> 21 !== 0x7ff || ((head >>> 17) & 3) !== 1) return undefined;
  const kbits = (version === 3 ? RATES_1 : RATES_2)[(head >>> 12) & 15];
  const rate = SAMPLES[version]?.[(head >>> 10) & 3];
  if (!kbits || !rate) return undefined;
  const samples = version === 3 ? 1152 : 576;
  return { version, rate, samples, length: Math.floor((samples * 125 * kbits) / rate) + ((head >>> 9) & 1) };
}

/** Bytes of an ID3v2 tag at the beginning; 0 where there is none. */
function tagLength(bytes: Buffer): number {
  if (bytes.length < 10 || bytes.subarray(0, 3).toString('latin1') !== 'ID3') return 0;
  const size = bytes.subarray(6, 10).reduce((sum, byte) => (sum << 7) | (byte & 0x7f), 0);
  return 10 + size + (((bytes[5] as number) & 0x10) === 0 ? 0 : 10);
}

/** What may follow the last frame: nothing, tags of other kinds, or a frame that is cut off. */
function isEnd(rest: Buffer, frame: Frame | undefined): boolean {
  if (rest.every((byte) => byte === 0)) return true;
  if (/^(TAG|APETAGEX|LYRICSBEGIN)/.test(rest.subarray(0, 11).toString('latin1'))) return true;
  return frame !== undefined && rest.length < frame.length;
}

/** Walks from frame to frame; only those are kept. */
export function cleanMp3(bytes: Buffer): AudioFile | AudioFault {
  const start = tagLength(bytes);
  const first = frameAt(bytes, start);
  // One sync word may be chance; a second frame where the first ends is none.
  if (!first || !frameAt(bytes, start + first.length)) return start > 0 ? 'damaged' : 'other';
  let at = start;
  let samples = 0;
  for (;;) {
    const frame = frameAt(bytes, at);
    if (!frame || at + frame.length > bytes.length) {
      if (!isEnd(bytes.subarray(at), frame)) return 'damaged';
      break;
    }
    if (frame.version !== first.version || frame.rate !== first.rate) return 'damaged';
    samples += frame.samples;
    at += frame.length;
  }
  return {
    mediaType: 'audio/mpeg',
    milliseconds: Math.round((samples * 1000) / first.rate),
    bytes: bytes.subarray(start, at),
  };
}
