import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawTone } from '../../tools/test/draw-tone.ts';
import { readAudio } from './audio-file.ts';

const TITLE = 'Nhà của Nam';
const files = {
  mp3: drawTone({ seconds: 5, as: 'mp3', title: TITLE }),
  m4a: drawTone({ seconds: 5, as: 'm4a', title: TITLE }),
};
const types = { mp3: 'audio/mpeg', m4a: 'audio/mp4' };
const lengthOf = (bytes: Buffer) => {
  const read = readAudio(bytes);
  return typeof read === 'string' ? read : read.milliseconds;
};

describe.each(['mp3', 'm4a'] as const)('a recording as %s', (as) => {
  const file = files[as];

  test('is known by its content and measured, and its tags are gone', () => {
    const read = readAudio(file);
    if (typeof read === 'string') throw new Error(read);
    expect(read.mediaType).toBe(types[as]);
    // Coders add a little silence at both ends.
    expect(Math.abs(read.milliseconds - 5_000)).toBeLessThan(200);
    expect(file.includes(TITLE)).toBe(true);
    expect(read.bytes.includes(TITLE)).toBe(false);
    // What was cleaned is read again as the same sound.
    expect(lengthOf(read.bytes)).toBe(read.milliseconds);
  });

  test('that is cut off or has something else behind it is damaged', () => {
    const behind = Buffer.concat([
      file,
      Buffer.from('%PDF-1.7 something else altogether, longer than a frame of sound is'.repeat(9)),
    ]);
    expect(readAudio(behind)).toBe('damaged');
    if (as === 'm4a') expect(readAudio(file.subarray(0, file.length - 100))).toBe('damaged');
  });

  test('whatever bytes are changed, it is read or refused', () => {
    const change = fc.tuple(fc.nat(Math.min(file.length - 1, 3_000)), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(file.length), (changes, length) => {
        const hostile = Buffer.from(file.subarray(0, length));
        for (const [at, byte] of changes) if (at < hostile.length) hostile[at] = byte;
        const read = readAudio(hostile);
        expect(
          typeof read === 'string' ? ['other', 'damaged'].includes(read) : read.bytes.length <= hostile.length,
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an M4A keeps nothing but what plays', () => {
  const PICTURE = Buffer.from(`\xff\xd8\xff\xe0${'a drawn picture '.repeat(20)}\xff\xd9`, 'latin1');
  const box = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + content.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  /** The file with something at the end of a box in it. The sound lies before the tables, so its offsets stay. */
  const within = (bytes: Buffer, [type, ...deeper]: readonly string[], more: Buffer): Buffer => {
    const parts: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
      const whole = bytes.subarray(at, at + bytes.readUInt32BE(at));
      const content = whole.subarray(8);
      const grown = () => (deeper.length === 0 ? Buffer.concat([content, more]) : within(content, deeper, more));
      parts.push(whole.toString('latin1', 4, 8) === type ? box(type, grown()) : whole);
    }
    return Buffer.concat(parts);
  };
  const sound = files.m4a.subarray(files.m4a.indexOf('mdat') + 4, files.m4a.indexOf('moov') - 4);

  test.each([
    ['moov', 'udta'],
    ['moov', 'pict'],
    ['moov.trak', 'meta'],
    ['moov.trak.mdia', 'udta'],
    ['moov.trak.mdia.minf', 'meta'],
    ['moov.trak.mdia.minf.stbl', 'pict'],
  ])('of what lies in %s as %s', (path, type) => {
    const hostile = within(files.m4a, path.split('.'), box(type, PICTURE));
    const read = readAudio(hostile);
    if (typeof read === 'string') throw new Error(read);
    expect(hostile.includes(PICTURE)).toBe(true);
    expect(read.bytes.includes(PICTURE.subarray(4, 40))).toBe(false);
    expect(read.bytes.length).toBe(hostile.length);
    expect(read.bytes.includes(sound)).toBe(true);
  });

  test('of what lies beside the sound, or behind its last sample', () => {
    for (const hostile of [Buffer.concat([files.m4a, box('mdat', PICTURE)]), within(files.m4a, ['mdat'], PICTURE)]) {
      const read = readAudio(hostile);
      if (typeof read === 'string') throw new Error(read);
      expect(read.bytes.includes(PICTURE.subarray(4, 40))).toBe(false);
      expect(read.bytes.includes(sound)).toBe(true);
    }
  });

  test('and a box that is longer than what it is for is damaged', () => {
    for (const path of ['moov.mvhd', 'moov.trak.tkhd', 'moov.trak.mdia.hdlr'])
      expect([path, readAudio(within(files.m4a, path.split('.'), Buffer.alloc(600, 0xff)))]).toEqual([path, 'damaged']);
  });
});

test('an MP3 whose sound ends in the middle of a frame keeps the whole frames', () => {
  const [whole, cut] = [files.mp3, files.mp3.subarray(0, files.mp3.length - 40)].map((file) => readAudio(file));
  if (typeof whole === 'string' || typeof cut === 'string' || !whole || !cut) throw new Error('refused');
  expect(cut.bytes.length).toBeLessThan(whole.bytes.length);
  expect(whole.bytes.subarray(0, cut.bytes.length).equals(cut.bytes)).toBe(true);
});

test('an MP3 put together of unlike parts is damaged', () => {
  const read = readAudio(files.mp3);
  if (typeof read === 'string') throw new Error(read);
  const other = Buffer.from(read.bytes);
  // The second frame at another sampling rate.
  const second = other.indexOf(Buffer.from([0xff, 0xf3]), 2);
  other.writeUInt8(other.readUInt8(second + 2) ^ 0x04, second + 2);
  expect(readAudio(other)).toBe('damaged');
});

test('a film, a picture, a page and noise are no recordings', () => {
  expect(readAudio(drawTone({ seconds: 3, as: 'm4a', picture: true }))).toBe('other');
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]),
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    Buffer.from('RIFF\0\0\0\0WAVEfmt '),
    Buffer.alloc(5_000, 0xff),
  ])
    expect(readAudio(bytes)).toBe('other');
});
