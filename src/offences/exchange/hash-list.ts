import { strictCanonical } from '../../kernel/index.ts';
import { hashKeys, type MediaHash } from './media-hash.ts';

/** A list of hashes as custody keeps it: canonical, so that the same list has the same digest. */
const FORMAT = 'la-chan-hash-list/1';

export function listBytes(entries: readonly MediaHash[]): Buffer {
  const whole = entries.map((entry) => Object.fromEntries(hashKeys.map((name) => [name, entry[name]])));
  return Buffer.from(strictCanonical({ format: FORMAT, entries: whole }), 'utf8');
}

/** @throws where the bytes are no list of ours: custody holds none else under that kind */
export function readList(bytes: Buffer): readonly MediaHash[] {
  const read = JSON.parse(bytes.toString('utf8')) as {
    readonly format: string;
    readonly entries: readonly MediaHash[];
  };
  if (read.format !== FORMAT) throw new Error('not a list of hashes');
  return read.entries;
}
