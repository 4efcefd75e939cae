import { createHash } from 'node:crypto';
import { addDays, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import type { PublishedLesson } from '../editorial/published-item.ts';
import { drawingOf } from '../library/drawings.ts';
import { itemAddress } from '../library/item-address.pure.ts';
import { type ItemView, itemView } from '../library/item-view.ts';
import { type Library, sceneOfLesson } from '../library/library.ts';
import { readLibrary } from '../library/read-library.ts';
import { pagesOf } from '../library/read-scene.ts';
import { speakTo } from '../library/reader.ts';
import { refuse } from '../refusals.ts';
import { skills } from '../skills/skill.ts';
import type { PackKey } from './check-pack.pure.ts';
import { keptAs, type PackFacts } from './pack-format.pure.ts';
import { packSigningKey, publicPackKey, signPack } from './pack-keys.ts';
import { packPage } from './pack-page.ts';

/**
 * Days for which a pack is shown after the first of the month in which it was made. Nobody can call back a file that has passed from
 * telephone to telephone: what was corrected meanwhile is at least not shown for ever.
 */
const PACK_LASTS = 180;
/** What the page that gives packs lays down. */
export interface PackLook {
  /** The host under which the page is reached. */
  readonly host: string;
  /** Paints the drawings, which hold no colours. */
  readonly style: string;
  /** A date, YYYY-MM-DD, as readers write it. */
  readonly showDate: (date: string) => string;
}

export interface Pack {
  readonly facts: PackFacts;
  readonly file: Buffer;
  /** Of the whole file, in hex. */
  readonly sha256: string;
}

/** A pack as a list shows it. */
export interface PackView {
  /** The last part of its address, also on a telephone. */
  readonly name: string;
  readonly lesson: ItemView;
  /** Of the scene in it; null where it has none. */
  readonly scenario: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** What two people approved of it, as the pack says it too. */
  readonly hashes: readonly string[];
}

/** Packs kept in memory at most; the oldest goes. A caller names the host, so that there is no end of looks. */
const KEPT_PACKS = 500;
/** Made once for what is published, a language, a month and a host. */
const made = new WeakMap<Library, Map<string, Pack>>();

/** A lesson with the nearest scene for the same reader, signed. Refusals: `library.not-found` */
export async function readPack(ctx: Ctx, address: string, look: PackLook): Promise<Result<Pack>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const item = read.value.byAddress.get(address);
  return item?.kind === 'LESSON' ? ok(await packOf(ctx, read.value, item, look)) : refuse('library.not-found');
}

/** Every pack that there is now, in the order of titles, and the keys under which they are signed. */
export async function listPacks(
  ctx: Ctx,
  look: PackLook,
): Promise<Result<{ readonly packs: readonly PackView[]; readonly keys: readonly PackKey[] }>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const packs: PackView[] = [];
  for (const item of read.value.items) {
    if (item.kind !== 'LESSON') continue;
    const { facts, file, sha256 } = await packOf(ctx, read.value, item, look);
    const scenario = sceneOfLesson(read.value, item);
    packs.push({
      name: keptAs(facts),
      lesson: itemView(item, ctx.language),
      scenario: scenario === undefined ? null : itemView(scenario, ctx.language).title,
      bytes: file.length,
      sha256,
      hashes: facts.hashes,
    });
  }
  return ok({ packs, keys: await packKeys(ctx) });
}

/** The keys by which a telephone knows a pack of this house. */
export async function packKeys({ kernel }: Pick<Ctx, 'kernel'>): Promise<readonly PackKey[]> {
  return [publicPackKey(await packSigningKey(kernel.vault))];
}

async function packOf(ctx: Ctx, library: Library, lesson: PublishedLesson, look: PackLook): Promise<Pack> {
  const { language: lang } = ctx;
  const scenario = sceneOfLesson(library, lesson);
  const items = scenario === undefined ? [lesson] : [lesson, scenario];
  // Of one month all are alike, so that two telephones hold the same bytes.
  const month = `${vietnamDate(ctx.now).slice(0, 7)}-01`;
  const day = [month, ...items.map(({ publishedAt }) => vietnamDate(publishedAt))].toSorted().at(-1) ?? month;
  const ends = items.flatMap(({ reviewBy }) => (reviewBy === null ? [] : [addDays(vietnamDate(reviewBy), -1)]));
  const until = [addDays(day, PACK_LASTS), ...ends].toSorted()[0] ?? day;
  const { body } = lesson;
  const kept = made.get(library) ?? new Map<string, Pack>();
  made.set(library, kept);
  const name = [body.id, lang, day, until, look.host].join(' ');
  const known = kept.get(name);
  if (known !== undefined) return known;
  const say = speakTo(body.band, lang);
  const facts: PackFacts = {
    id: itemAddress(lesson),
    lang,
    title: say(body.title),
    band: body.band,
    made: day,
    until,
    source: look.host,
    hashes: items.map(({ hash }) => hash),
  };
  const page = packPage(
    {
      lesson: body,
      can: body.skills.flatMap((code) => skills.find((one) => one.code === code)?.can[body.band] ?? []),
      scenario: scenario && pagesOf(scenario.body),
    },
    {
      lang,
      say,
      source: `Lá Chắn, ${look.host}`,
      made: look.showDate(day),
      until: look.showDate(until),
      pictures: {
        style: look.style,
        of: (picture) => {
          const drawing = drawingOf(picture);
          return drawing && { svg: drawing.svg, alt: { vi: say(drawing.alt), en: drawing.alt.en } };
        },
      },
    },
  );
  const file = signPack(page, facts, await packSigningKey(ctx.kernel.vault));
  const pack: Pack = { facts, file, sha256: createHash('sha256').update(file).digest('hex') };
  if (kept.size >= KEPT_PACKS) kept.delete(kept.keys().next().value as string);
  kept.set(name, pack);
  return pack;
}
