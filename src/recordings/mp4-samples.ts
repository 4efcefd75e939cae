import type { Box } from './mp4-box.ts';

/** Half-open stretch of bytes in the file. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Numbers of 32 bits in a table, from a place on; undefined where the box does not hold so many. */
function numbersAt(bytes: Buffer, box: Box, from: number, count: number): number[] | undefined {
  if (from + count * 4 > box.to) return undefined;
  return Array.from({ length: count }, (_, place) => bytes.readUInt32BE(from + place * 4));
}

/** Bytes of each sample (ISO/IEC 14496-12, 8.7.3). */
function sampleSizes(bytes: Buffer, box: Box | undefined): number[] | undefined {
  const head = box && numbersAt(bytes, box, box.from + 4, 2);
  if (!head) return undefined;
  const [same, count] = head as [number, number];
  // More samples than bytes are none.
  if (count > bytes.length) return undefined;
  return same > 0 ? new Array<number>(count).fill(same) : numbersAt(bytes, box, box.from + 12, count);
}

/** Where each chunk begins (8.7.5). Offsets of 64 bits, which no file of a recording needs, are not read. */
function chunkOffsets(bytes: Buffer, box: Box | undefined): number[] | undefined {
  if (!box) return undefined;
  const count = numbersAt(bytes, box, box.from + 4, 1)?.[0];
  return count === undefined ? undefined : numbersAt(bytes, box, box.from + 8, count);
}

/** How many samples each chunk holds (8.7.4). */
function samplesOfChunks(bytes: Buffer, box: Box | undefined, chunks: number): number[] | undefined {
  if (!box) return undefined;
  const count = numbersAt(bytes, box, box.from + 4, 1)?.[0];
  const runs = count === undefined ? undefined : numbersAt(bytes, box, box.from + 8, count * 3);
  if (!runs) return undefined;
  return Array.from({ length: chunks }, (_, chunk) => {
    let samples = 0;
    for (let run = 0; run < runs.length && (runs[run] as number) <= chunk + 1; run += 3)
      samples = runs[run + 1] as number;
    return samples;
  });
}

/**
 * Where the sound of a track lies, chunk by chunk.
 * @param table the boxes of the sample table, `stbl`
 * @returns undefined where the tables are not whole or do not speak of the same samples
 */
export function soundStretches(bytes: Buffer, table: readonly Box[]): Stretch[] | undefined {
  const box = (type: string) => table.find((one) => one.type === type);
  const sizes = sampleSizes(bytes, box('stsz'));
  const offsets = chunkOffsets(bytes, box('stco'));
  const counts = offsets && samplesOfChunks(bytes, box('stsc'), offsets.length);
  if (!sizes || !counts || counts.reduce((sum, one) => sum + one, 0) !== sizes.length) return undefined;
  let sample = 0;
  return offsets.map((from, chunk) => {
    const next = sample + (counts[chunk] as number);
    const length = sizes.slice(sample, next).reduce((sum, one) => sum + one, 0);
    sample = next;
    return { from, to: from + length };
  });
}
