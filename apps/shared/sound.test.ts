import { describe, expect, test } from 'vitest';
import { soundAnswer } from './sound.ts';

const bytes = Uint8Array.from({ length: 100 }, (_, at) => at);
const ask = (range?: string) =>
  soundAnswer(
    new Request('http://localhost/tep/x', range === undefined ? {} : { headers: { range } }),
    { mediaType: 'audio/mpeg', bytes },
    'public, max-age=60',
  );
const told = async (range?: string) => {
  const answer = ask(range);
  return [answer.status, answer.headers.get('content-range'), [...new Uint8Array(await answer.arrayBuffer())].length];
};

describe('a sound', () => {
  test('is answered whole, with its kind and how long it may be kept', async () => {
    expect(await told()).toEqual([200, null, 100]);
    const { headers } = ask();
    expect(headers.get('content-type')).toBe('audio/mpeg');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-length')).toBe('100');
  });

  test('is answered in the stretch that is asked for', async () => {
    expect(await told('bytes=0-1')).toEqual([206, 'bytes 0-1/100', 2]);
    expect(await told('bytes=90-')).toEqual([206, 'bytes 90-99/100', 10]);
    expect(await told('bytes=-5')).toEqual([206, 'bytes 95-99/100', 5]);
    expect(await told('bytes=0-999')).toEqual([206, 'bytes 0-99/100', 100]);
    const part = ask('bytes=40-42');
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([40, 41, 42]);
  });

  test('says what there is where a stretch lies outside, and is whole where nothing readable is asked for', async () => {
    expect(await told('bytes=100-')).toEqual([416, 'bytes */100', 0]);
    expect(await told('bytes=5-2')).toEqual([416, 'bytes */100', 0]);
    expect(await told('bytes=-0')).toEqual([416, 'bytes */100', 0]);
    for (const odd of ['', 'bytes=', 'bytes=a-b', 'bytes=0-1,5-6', 'items=0-1', 'bytes=-'])
      expect(await told(odd)).toEqual([200, null, 100]);
  });
});
