import { type Kernel, keyedDigest, type Tx } from '../../kernel/index.ts';
import { bandKeys, minHash, normalise, similarity } from '../../text/index.ts';
import { classNumber, type NodeName, nodeNumbers } from '../graph/node-store.ts';
import { putWording } from './series-store.ts';

/** From here on two texts are one wording. */
export const ALIKE_LEAST = 0.6;
/** Shorter ones are alike by chance. */
const LETTERS_LEAST = 60;

/** A signature whose values are keyed: equal where the texts' are, and useless for trying words without the vault. */
async function keyedSignature(kernel: Pick<Kernel, 'vault'>, text: string): Promise<Uint32Array | undefined> {
  const normal = normalise(text);
  if (normal.stripped.replaceAll(/[^\p{L}\p{N}]/gu, '').length < LETTERS_LEAST) return undefined;
  const plain = minHash(normal);
  const keyed = new Uint32Array(plain.length);
  const values = Buffer.alloc(8);
  for (const [at, value] of plain.entries()) {
    values.writeUInt32BE(at, 0);
    values.writeUInt32BE(value, 4);
    keyed[at] = (await keyedDigest(kernel.vault, 'offences.wording', values)).readUInt32BE(0);
  }
  return keyed;
}

/** Keeps how a file or a report is worded, for whoever sees its text; nothing of a text that is too short. As the platform. */
export async function keepWording(
  kernel: Pick<Kernel, 'vault'>,
  platform: Tx,
  of: NodeName & { readonly file: string },
  text: string,
): Promise<void> {
  const signature = await keyedSignature(kernel, text);
  const [node] = (await nodeNumbers(platform, [of])) as [number];
  await putWording(
    platform,
    node,
    signature && {
      visibility: await classNumber(platform, { file: of.file }),
      signature: Buffer.from(signature.buffer),
      bands: bandKeys(signature),
    },
  );
}

export const likenessOf = (one: Buffer, other: Buffer): number => similarity(valuesOf(one), valuesOf(other));

function valuesOf(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
