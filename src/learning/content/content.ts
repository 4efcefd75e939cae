/**
 * The texts of the first day as data: articles, cards, questions and answers. This file is pure: the shape of a text, how it addresses
 * its reader, and the checks that a text must pass before anybody is asked to approve it. `content-files.ts` reads the folder.
 */
import { z } from 'zod';
import {
  findAvoidedTerms,
  fourC,
  onlineIncident,
  onlinePlace,
  type PortalBand,
  portalBand,
} from '../../vocabulary/index.ts';

const line = z
  .string()
  .regex(/^\S(?:.*\S)?$/, 'one line without blank ends')
  .refine((text) => text === text.normalize('NFC'), 'not in NFC');
/** Vietnamese is written first; English says the same. `{em}` and `{Em}` stand for how the band is addressed, in Vietnamese only. */
const said = z.strictObject({ vi: line, en: line });
const code = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'kebab-case');
const factCode = z.string().regex(/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/, 'capitals and underscores');
const day = z.iso.date();

/** What a reader can do from a help box; the portal knows the address of each. */
const helpActs = ['CALL_111', 'CALL_113', 'CALL_115', 'REPORT', 'CHAT', 'TAKE_DOWN'] as const;

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...said.shape }),
  z.strictObject({ kind: z.literal('heading'), ...said.shape }),
  z.strictObject({ kind: z.literal('steps'), steps: z.array(said).min(2).max(6) }),
  /** A drawn picture of `pictures.json`, where its alternative text stands. */
  z.strictObject({ kind: z.literal('picture'), picture: code }),
  /** A platform's own way of reporting, by its code in `platform-paths.json`. */
  z.strictObject({ kind: z.literal('platformPath'), path: factCode }),
  z.strictObject({ kind: z.literal('helpBox'), ...said.shape, acts: z.array(z.enum(helpActs)).min(1) }),
]);
type Block = z.infer<typeof block>;

/** One text. `help` marks the page for someone to whom the harm has happened; `audience` parts the adults. */
export const contentText = z.strictObject({
  id: code,
  kind: z.enum(['ARTICLE', 'CARD', 'QUESTION']),
  bands: z.array(portalBand.zod).min(1),
  audience: z.enum(['PARENT', 'TEACHER']).optional(),
  theme: fourC.zod,
  harms: z.array(onlineIncident.zod),
  help: z.boolean().optional(),
  title: said,
  lead: said,
  blocks: z.array(block).min(1),
  /** Codes of `sources.json`. */
  sources: z.array(code).min(1),
});
export type ContentText = z.infer<typeof contentText>;

/** What a text rests on. `verified` is true when somebody read the source itself, false when it was written from memory. */
export const sourceList = z.record(
  code,
  z.strictObject({ title: line, url: z.url({ protocol: /^https$/ }).nullable(), checked: day, verified: z.boolean() }),
);
type SourceList = z.infer<typeof sourceList>;

/** A platform's own way of reporting. Menus move: `checked` is the day when somebody last looked, `verified` whether on the platform itself. */
export const platformPathList = z.record(
  factCode,
  z.strictObject({
    place: onlinePlace.zod,
    what: said,
    steps: z.array(said).min(1).max(5),
    url: z.url({ protocol: /^https$/ }).nullable(),
    checked: day,
    verified: z.boolean(),
  }),
);
type PlatformPathList = z.infer<typeof platformPathList>;

/** The drawn pictures: what each shows for whoever draws, the alternative text for whoever cannot see it, and whether it is drawn. */
export const pictureList = z.record(code, z.strictObject({ shows: line, alt: said, drawn: z.boolean() }));
type PictureList = z.infer<typeof pictureList>;

/**
 * What a text must keep to: the longest sentence of a band, Vietnamese in syllables, English in words; and what is never said to a child,
 * in small letters, because it asks why, blames, or promises what nobody can keep.
 */
export const limitList = z.strictObject({
  source: line,
  verified: z.boolean(),
  longestSentence: z.strictObject({
    B6_8: z.int(),
    B9_12: z.int(),
    B13_15: z.int(),
    B16_17: z.int(),
    ADULT: z.int(),
  }),
  neverToAChild: z.array(line).min(1),
});
type LimitList = z.infer<typeof limitList>;

export interface Content {
  /** With the file each was read from, as `folder/name.json`. */
  readonly texts: readonly { readonly file: string; readonly text: ContentText }[];
  readonly sources: SourceList;
  readonly paths: PlatformPathList;
  readonly pictures: PictureList;
  readonly limits: LimitList;
}

interface ContentFault {
  /** The file, or the list, at fault. */
  readonly file: string;
  /** What is wrong, with the words at fault. */
  readonly fault: string;
}

/** The folder of each kind; a help page is an article with a folder of its own. */
const folderOf = (text: ContentText): string =>
  text.help === true ? 'help' : { ARTICLE: 'articles', CARD: 'cards', QUESTION: 'questions' }[text.kind];

/** A Vietnamese text as a band reads it: “em” up to 15, “bạn” for 16 and 17, “anh chị” for adults. */
export function addressed(vi: string, band: PortalBand): string {
  const em = band === 'ADULT' ? 'anh chị' : portalBand.get(band).pronoun;
  return vi.replaceAll('{em}', em).replaceAll('{Em}', em.charAt(0).toUpperCase() + em.slice(1));
}

/** Sentences of a line. A closing quotation mark or bracket belongs to the sentence that it closes. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…][”’")]?)\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Vietnamese syllables, or English words: runs of letters, digits and marks inside a word. */
export function lengthOf(sentence: string): number {
  return sentence.match(/[\p{L}\p{N}]+(?:[.,’'/-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** Every line of a text that a reader reads, in order. */
function linesOf(text: ContentText, paths: PlatformPathList): readonly { readonly vi: string; readonly en: string }[] {
  return [text.title, text.lead, ...text.blocks.flatMap((one) => linesOfBlock(one, paths))];
}

function linesOfBlock(one: Block, paths: PlatformPathList): readonly { readonly vi: string; readonly en: string }[] {
  if (one.kind === 'steps') return one.steps;
  if (one.kind === 'picture') return [];
  if (one.kind === 'platformPath') {
    const path = paths[one.path];
    return path === undefined ? [] : [path.what, ...path.steps];
  }
  return [one];
}

/** Everything that keeps the content from being put before an approver; empty when nothing does. */
export function findContentFaults(content: Content): readonly ContentFault[] {
  const faults: ContentFault[] = [];
  const seen = new Map<string, string>();
  for (const { file, text } of content.texts) {
    const say = (fault: string) => {
      faults.push({ file, fault });
    };
    if (file !== `${folderOf(text)}/${text.id}.json`) say(`belongs in ${folderOf(text)}/${text.id}.json`);
    const twin = seen.get(text.id);
    if (twin !== undefined) say(`has the id of ${twin}`);
    seen.set(text.id, file);
    faultsOfShape(text, content).forEach(say);
    faultsOfLines(text, content).forEach(say);
  }
  for (const [id, picture] of Object.entries(content.pictures)) {
    for (const fault of faultsOfWords(picture.alt)) faults.push({ file: 'pictures.json', fault: `${id}: ${fault}` });
  }
  return faults;
}

function faultsOfShape(text: ContentText, { sources, paths, pictures }: Content): readonly string[] {
  const faults: string[] = [];
  if (new Set(text.bands).size !== text.bands.length) faults.push('names a band twice');
  if (text.bands.includes('ADULT') && text.bands.length > 1) faults.push('is for children and adults at once');
  if (text.bands.includes('ADULT') !== (text.audience !== undefined))
    faults.push('an audience belongs to adults, and only to them');
  for (const id of text.sources) if (sources[id] === undefined) faults.push(`unknown source ${id}`);
  for (const one of text.blocks) {
    if (one.kind === 'picture' && pictures[one.picture] === undefined) faults.push(`unknown picture ${one.picture}`);
    if (one.kind === 'platformPath' && paths[one.path] === undefined) faults.push(`unknown platform path ${one.path}`);
  }
  const last = text.blocks.at(-1);
  if (last?.kind !== 'helpBox') faults.push('does not end with a help box');
  else if (!last.acts.includes('CALL_111')) faults.push('its help box does not lead to 111');
  if (text.help === true && text.kind !== 'ARTICLE') faults.push('a help page is an article');
  if (text.help === true && text.harms.length === 0) faults.push('a help page names the harm');
  if (text.help === true && !text.blocks.some((one) => one.kind === 'steps')) faults.push('a help page has steps');
  return faults;
}

function faultsOfLines(text: ContentText, { paths, limits }: Content): readonly string[] {
  const faults: string[] = [];
  const longest = Math.min(...text.bands.map((band) => limits.longestSentence[band]));
  for (const one of linesOf(text, paths)) {
    faults.push(...faultsOfWords(one));
    if (text.audience === undefined) {
      const toAChild = addressed(one.vi, 'B9_12').toLowerCase();
      for (const words of limits.neverToAChild)
        if (toAChild.includes(words)) faults.push(`never to a child: “${words}”`);
    }
    for (const words of [one.vi, one.en]) {
      for (const sentence of sentencesOf(words)) {
        const length = lengthOf(sentence);
        if (length > longest) faults.push(`${length} of at most ${longest}: “${sentence}”`);
      }
    }
  }
  return faults;
}

/** Emoji are no words: a screen reader reads each of them aloud. */
const emoji = /\p{Extended_Pictographic}/u;

function faultsOfWords(one: { readonly vi: string; readonly en: string }): readonly string[] {
  const faults: string[] = [];
  for (const words of [one.vi, one.en]) {
    for (const { term, use } of findAvoidedTerms(words)) faults.push(`“${term}”: write “${use.vi}” / “${use.en}”`);
    if (emoji.test(words)) faults.push(`emoji in “${words}”`);
  }
  if (/\{(?!(?:em|Em)\})/.test(one.vi) || one.en.includes('{')) faults.push(`unknown placeholder in “${one.vi}”`);
  return faults;
}
