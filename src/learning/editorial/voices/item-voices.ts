import type { Tx } from '../../../kernel/index.ts';
import { keptSpokenTexts, type SpokenText, spokenDigest } from '../../../recordings/index.ts';
import type { ItemBody } from '../item.ts';
import { type SpokenPart, spokenParts } from './spoken-parts.ts';

/** One part of a text, and how it stands with its voice: none, one that says other words, or one that says these. */
export interface VoicedPart extends SpokenPart {
  readonly state: 'none' | 'out-of-date' | 'spoken';
  readonly voice: SpokenText | null;
}

/** What is approved with a text: the sound of each part, in hex, by its place. */
export type Sounds = readonly { readonly place: string; readonly sound: string }[];

/** The name of a part among all recorded voices. */
export const spokenObject = (slug: string, place: string): string => `${slug}/${place}`;

/** @param kept voices of this text, or of all */
export function voicedParts(item: ItemBody, kept: readonly SpokenText[]): readonly VoicedPart[] {
  const byObject = new Map(kept.map((voice) => [voice.object, voice]));
  return spokenParts(item).map((part) => {
    const voice = byObject.get(spokenObject(item.body.id, part.place)) ?? null;
    const state =
      voice === null ? 'none' : voice.textDigest.equals(spokenDigest(part.words)) ? 'spoken' : 'out-of-date';
    return { ...part, voice, state };
  });
}

/** The sounds that say what the text says now; what is out of date is no part of it. */
export const soundsIn = (parts: readonly VoicedPart[]): Sounds =>
  parts.flatMap(({ place, voice, state }) =>
    voice !== null && state === 'spoken' ? [{ place, sound: voice.soundDigest.toString('hex') }] : [],
  );

/** What is recorded of a text: digests of words in hex, as `checkScenario` asks for them. */
export const voicesIn = (parts: readonly VoicedPart[]): ReadonlySet<string> =>
  new Set(parts.flatMap(({ words, state }) => (state === 'spoken' ? [spokenDigest(words).toString('hex')] : [])));

export async function voicedPartsOf(tx: Tx, item: ItemBody): Promise<readonly VoicedPart[]> {
  const objects = spokenParts(item).map(({ place }) => spokenObject(item.body.id, place));
  return voicedParts(item, await keptSpokenTexts(tx, objects));
}
