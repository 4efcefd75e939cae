import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';

/** A form of the lists as it is kept. */
export interface PackedForm {
  /** Compressed with gzip. */
  readonly bytes: Buffer;
  /** Octets before that, and their SHA-256 in hexadecimal digits. */
  readonly length: number;
  readonly sha256: string;
}

/** Hashes have nothing in common that could be written shorter; text has, and its lowest level takes a tenth of it already. */
const levelOf = (form: string) => (form.endsWith('.bin') ? constants.Z_NO_COMPRESSION : constants.Z_BEST_SPEED);

/** Hashes and compresses a form while it is written: a list of a million names never stands in memory as a whole. */
export async function packForm(form: string, pieces: Iterable<string | Buffer>): Promise<PackedForm> {
  const hash = createHash('sha256');
  let length = 0;
  function* counted() {
    for (const piece of pieces) {
      const octets = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(octets);
      length += octets.length;
      yield octets;
    }
  }
  const packed: Buffer[] = [];
  await pipeline(
    Readable.from(counted()),
    createGzip({ level: levelOf(form), chunkSize: 1 << 18 }),
    async (compressed: AsyncIterable<Buffer>) => {
      for await (const piece of compressed) packed.push(piece);
    },
  );
  return { bytes: Buffer.concat(packed), length, sha256: hash.digest('hex') };
}
