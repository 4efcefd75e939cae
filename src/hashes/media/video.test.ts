import { describe, expect, test } from 'vitest';
import { hashToBytes } from '../../../hash-kernel/index.ts';
import { Decoders } from './decoders.ts';
import { hashMedia, type VideoHashes } from './hash-media.ts';
import { MEDIA_LIMITS } from './media-limits.ts';
import { sandboxMissing, testVideo } from './testing.ts';

const missing = sandboxMissing();
const videos = ['a_test_h264_360_60.mp4', 'd_mandel_vp9_360_30.webm'];

/** Reference lines: frame, quality, hash, time. */
function reference(name: string): { frame: number; quality: number; hash: string; time: number }[] {
  const text = testVideo(name.replace(/\.\w+$/, '.vpdq.txt'))
    .toString()
    .trim();
  return text.split('\n').map((line) => {
    const [frame, quality, hash, time] = line.split(',') as [string, string, string, string];
    return { frame: Number(frame), quality: Number(quality), hash, time: Number(time) };
  });
}

function differingBits(one: string, other: string): number {
  const [a, b] = [hashToBytes(one), hashToBytes(other)];
  return a.reduce((sum, byte, place) => sum + (byte ^ (b[place] as number)).toString(2).replaceAll('0', '').length, 0);
}

// One contract for both programs.
for (const video of ['wasm', 'sandboxed-ffmpeg'] as const) {
  const skip = video === 'sandboxed-ffmpeg' && missing;
  if (skip) console.warn(`SKIPPED: the contract of the sandboxed decoder (${missing})`);
  describe.skipIf(skip)(`${video}${skip ? ` (${missing})` : ''}`, () => {
    const decoders = new Decoders({ video, filesEach: 30 });
    const hashed = async (file: Uint8Array, by: Decoders = decoders): Promise<VideoHashes> => {
      const result = await hashMedia(file, by);
      if (!result.ok || result.value.media !== 'video') throw new Error(result.ok ? 'a picture' : result.refusal.code);
      return result.value;
    };

    test.each(videos)('every frame hash of %s is the reference’s within 31 bits', async (name) => {
      const { frames, partial, recipe } = await hashed(testVideo(name));
      const expected = reference(name);
      expect(partial).toBe(false);
      expect(recipe).toBe('vpdq-modn-full-1');
      expect(frames.map(({ frame }) => frame)).toEqual(expected.map(({ frame }) => frame));
      const away = frames.map(({ pdq }, place) => differingBits(pdq, expected[place]?.hash as string));
      console.info(
        `${video} ${name}: ${away.filter((bits) => bits === 0).length} of ${away.length} frames equal, at most ${Math.max(...away)} bits away`,
      );
      expect(Math.max(...away)).toBeLessThanOrEqual(31);
      for (const [place, { time, quality }] of frames.entries()) {
        expect(time).toBeCloseTo(expected[place]?.time as number, 2);
        expect(Math.abs(quality - (expected[place]?.quality as number))).toBeLessThanOrEqual(2);
      }
    });

    test('a small video', async () => {
      expect(await hashed(testVideo('tiny.mp4'))).toMatchObject({ kind: 'mp4', width: 96, height: 64, partial: false });
      expect((await hashed(testVideo('tiny.mp4'))).frames.map(({ frame, time }) => [frame, time])).toEqual([
        [0, 0],
        [10, 1],
        [20, 2],
      ]);
    });

    test('a video that is cut off gives the frames that are there, and says that it is not all', async () => {
      const whole = testVideo('d_mandel_vp9_360_30.webm');
      const { frames, partial } = await hashed(whole.subarray(0, 600_000));
      expect(partial).toBe(true);
      expect(frames.length).toBeGreaterThan(2);
      expect(frames.length).toBeLessThan(20);
    });

    test('the budgets of frames hold', async () => {
      const few = new Decoders({ video, limits: { ...MEDIA_LIMITS, hashedFrames: 2 } });
      expect(await hashed(testVideo('tiny.mp4'), few)).toMatchObject({
        partial: true,
        frames: [{ frame: 0 }, { frame: 10 }],
      });
      const short = new Decoders({ video, limits: { ...MEDIA_LIMITS, decodedFrames: 5 } });
      expect(await hashed(testVideo('tiny.mp4'), short)).toMatchObject({ partial: true, frames: [{ frame: 0 }] });
    });

    test('a frame of too many pixels is refused', async () => {
      const small = new Decoders({ video, limits: { ...MEDIA_LIMITS, pixels: 96 * 64 - 1 } });
      expect(await hashMedia(testVideo('tiny.mp4'), small)).toMatchObject({
        ok: false,
        refusal: { code: 'media.too-many-pixels', facts: { pixels: 6143 } },
      });
    });

    test('text that leads to other files opens none of them', async () => {
      const other = new URL('./testdata/tiny.mp4', import.meta.url).pathname;
      const ftyp = '\0\0\0\x18ftypisom\0\0\0\0isomiso2';
      for (const text of [
        '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
        `#EXTM3U\n#EXTINF:10,\n${other}\n#EXT-X-ENDLIST\n`,
        `ffconcat version 1.0\nfile '${other}'\n`,
      ]) {
        expect(await hashMedia(Buffer.from(text), decoders)).toMatchObject({
          ok: false,
          refusal: { code: 'media.not-supported' },
        });
        // Let through to the decoder by a false beginning.
        expect(await hashMedia(Buffer.from(ftyp + text, 'latin1'), decoders)).toMatchObject({
          ok: false,
          refusal: { code: 'media.undecodable' },
        });
      }
    });

    test('too slow: it is killed, and what was hashed is kept', async () => {
      const hasty = new Decoders({ video, limits: { ...MEDIA_LIMITS, videoMs: 1 } });
      expect(await hashMedia(testVideo('a_test_h264_360_60.mp4'), hasty)).toMatchObject({
        ok: false,
        refusal: { code: 'media.too-slow' },
      });
    });
  });
}
