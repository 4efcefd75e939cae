import { type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import {
  keptSpokenText,
  keptSpokenTexts,
  type PlayedVoice,
  playSpokenText,
  type Sound,
} from '../../recordings/index.ts';
import { hashOfBody } from '../editorial/hash-of-body.ts';
import { houseContent } from '../editorial/house-content.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { soundsIn, spokenObject, type VoicedPart, voicedParts } from '../editorial/voices/item-voices.ts';
import { spokenParts } from '../editorial/voices/spoken-parts.ts';
import { bandsOf } from './library.ts';

/** The recorded voices of an item: by the place of its part, and by the digest of its words in hex. */
export interface PublishedVoices {
  at(place: string): PlayedVoice | null;
  saying(digest: string | undefined): PlayedVoice | null;
}

/**
 * What readers hear of an item, where it is for six to eight: the voices that two people approved with its text, and no other. Where one
 * was replaced meanwhile, or a drawing, its pages tell the gap until the next version is published.
 */
export async function publishedVoices(ctx: Ctx, item: PublishedItem): Promise<Result<PublishedVoices>> {
  const parts = bandsOf(item).includes('B6_8') ? await approvedParts(ctx, item) : ok([]);
  if (!parts.ok) return parts;
  const played = parts.value.map((part) => ({ ...part, played: voiceOf(part) }));
  return ok({
    at: (place) => played.find((part) => part.place === place)?.played ?? null,
    saying: (digest) =>
      (digest === undefined ? undefined : played.find(({ voice }) => voice?.textDigest.toString('hex') === digest))
        ?.played ?? null,
  });
}

/**
 * The sound of a voice of an item that is published, for everybody.
 * Refusals: `record.not-found` also where its text is not published, or not with this voice; `evidence.damaged`
 */
export async function playItemVoice(ctx: Ctx, { recording }: { readonly recording: string }): Promise<Result<Sound>> {
  const id = parseId<'spoken-text'>(recording);
  if (id === undefined) return refuseRequest('record.not-found');
  const kept = await ctx
    .as(systemActor('learning.voices'))
    .transaction(async (tx) => ok((await keptSpokenText(tx, id)) ?? null));
  if (!kept.ok) return kept;
  const published = await publishedItems(ctx);
  if (!published.ok) return published;
  const slug = kept.value?.object.split('/')[0];
  const item = published.value.find((one) => one.id === slug);
  const parts = item === undefined ? ok([]) : await approvedParts(ctx, item);
  if (!parts.ok) return parts;
  if (!parts.value.some(({ voice }) => voice?.id === id)) return refuseRequest('record.not-found');
  return playSpokenText(ctx, { recording: id });
}

/** The parts of a published text with the voices that were approved with it; none where what is kept now is not what was approved. */
async function approvedParts(ctx: Ctx, item: PublishedItem): Promise<Result<readonly VoicedPart[]>> {
  const objects = spokenParts(item).map(({ place }) => spokenObject(item.body.id, place));
  return ctx.as(systemActor('learning.voices')).transaction(async (tx) => {
    const parts = voicedParts(item, await keptSpokenTexts(tx, objects)).filter(({ state }) => state === 'spoken');
    const approved = parts.length > 0 && hashOfBody(item, houseContent(), soundsIn(parts)) === item.hash;
    return ok(approved ? parts : []);
  });
}

function voiceOf({ voice, words }: VoicedPart): PlayedVoice | null {
  return voice && { id: voice.id, mediaType: voice.mediaType, milliseconds: voice.milliseconds, script: words };
}
