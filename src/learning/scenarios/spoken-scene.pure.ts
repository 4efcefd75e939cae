import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Scene } from './scenario.ts';

/** What a voice says on the page of a scene: everything that stands there in Vietnamese, in the order of reading. */
export function spokenText(scene: Scene): string {
  return [
    scene.heading.vi,
    ...scene.text.map(({ vi }) => vi),
    ...(scene.ending?.do ?? []).map(({ vi }) => vi),
    ...scene.choices.map(({ say }) => say.vi),
  ].join('\n');
}

/** SHA-256 of what is spoken, in hex: a recording belongs to exactly this text, and one changed comma leaves the scene without a voice. */
export function spokenHash(scene: Scene): string {
  return bytesToHex(sha256(new TextEncoder().encode(spokenText(scene))));
}
