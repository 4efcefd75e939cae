import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel/index.ts';
import { keepWorkedOut } from './kept-results.ts';

/** Only what it is kept by. */
const kernel = {} as Kernel;

describe('what is worked out', () => {
  it('is worked out once, however many ask at once, and for each installation by itself', async () => {
    const keep = keepWorkedOut<number>();
    let worked = 0;
    const work = async () => {
      worked += 1;
      return worked;
    };
    expect(await Promise.all(Array.from({ length: 20 }, () => keep(kernel, 'a', work)))).toEqual(Array(20).fill(1));
    expect(await keep({} as Kernel, 'a', work)).toBe(2);
    expect(await keep(kernel, 'b', work)).toBe(3);
  });

  it('is worked out anew where that failed, and where many others were asked for since', async () => {
    const keep = keepWorkedOut<string>();
    await expect(keep(kernel, 'a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await keep(kernel, 'a', async () => 'first')).toBe('first');
    for (let at = 0; at < 40; at += 1) await keep(kernel, `other ${at}`, async () => 'other');
    expect(await keep(kernel, 'a', async () => 'again')).toBe('again');
  });
});
