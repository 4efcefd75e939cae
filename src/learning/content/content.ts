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
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'without control characters and halves of letters')
  .refine((text) => text === text.normalize('NFC'), 'not in NFC');
/** Vietnamese is written first; English says the same. `{em}` and `{Em}` stand for how the band is addressed, in Vietnamese only. */
const said = z.strictObject({ vi: line, en: line });
/** The same while somebody still writes: a side may be empty, and a check says where before anybody is asked to approve it. */
const written = z.strictObject({ vi: z.union([z.literal(''), line]), en: z.union([z.literal(''), line]) });
const code = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'kebab-case');
const factCode = z.string().regex(/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/, 'capitals and underscores');
const day = z.iso.date();

/** What a reader can do from a help box; the portal knows the address of each. */
export const helpActs = ['CALL_111', 'CALL_113', 'CALL_115', 'REPORT', 'CHAT', 'TAKE_DOWN'] as const;

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...written.shape }),
  z.strictObject({ kind: z.literal('heading'), ...written.shape }),
  z.strictObject({ kind: z.literal('steps'), steps: z.array(written).min(2).max(6) }),
  /** A drawn picture of `pictures.json`, where its alternative text stands. */
  z.strictObject({ kind: z.literal('picture'), picture: code }),
  /** A platform's own way of reporting, by its code in `platform-paths.json`. */
  z.strictObject({ kind: z.literal('platformPath'), path: factCode }),
  z.strictObject({ kind: z.literal('helpBox'), ...written.shape, acts: z.array(z.enum(helpActs)).min(1) }),
]);
type Block = z.infer<typeof block>;

/** One text, or the draft of one. `help` marks the page for someone to whom the harm has happened; `audience` parts the adults. */
export const contentText = z.strictObject({
  id: code,
  kind: z.enum(['ARTICLE', 'CARD', 'QUESTION']),
  bands: z.array(portalBand.zod).min(1),
  audience: z.enum(['PARENT', 'TEACHER']).optional(),
  theme: fourC.zod,
  harms: z.array(onlineIncident.zod),
  help: z.boolean().optional(),
  title: written,
  lead: written,
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

/** What keeps a text from being put before an approver. */
export interface TextFault {
  readonly code:
    | 'band-twice'
    | 'children-and-adults'
    | 'audience-of-adults'
    | 'source-unknown'
    | 'picture-unknown'
    | 'path-unknown'
    | 'help-box-last'
    | 'help-box-111'
    | 'help-is-article'
    | 'help-names-harm'
    | 'help-has-steps'
    | 'text-missing'
    | WordFault['code']
    | 'sentence-too-long'
    | 'never-to-a-child';
  /** Where it lies: the title, the lead, a block by its place from 0; null for the text itself. */
  readonly at: 'title' | 'lead' | number | null;
  /** The words, the name or the sentence at fault. */
  readonly words?: string;
  /** What to write instead, or the length of the sentence and the most that its readers carry. */
  readonly instead?: string;
}

/** What is wrong with words for every reader, whatever they stand in. */
export interface WordFault {
  readonly code: 'avoided-term' | 'emoji' | 'placeholder-unknown';
  readonly words: string;
  readonly instead?: string;
}

interface ContentFault extends Omit<TextFault, 'code' | 'at'> {
  /** The file, or the list, at fault. */
  readonly file: string;
  readonly code: TextFault['code'] | 'wrong-folder' | 'id-twice';
  readonly at?: TextFault['at'];
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

type Line = { readonly vi: string; readonly en: string };

/** Every line of a text that a reader reads, in order, with its place. */
function linesOf(
  text: ContentText,
  paths: PlatformPathList,
): readonly { readonly at: TextFault['at']; readonly line: Line }[] {
  return [
    { at: 'title', line: text.title },
    { at: 'lead', line: text.lead },
    ...text.blocks.flatMap((one, at) => linesOfBlock(one, paths).map((line) => ({ at, line }))),
  ];
}

function linesOfBlock(one: Block, paths: PlatformPathList): readonly Line[] {
  if (one.kind === 'steps') return one.steps;
  if (one.kind === 'picture') return [];
  if (one.kind === 'platformPath') {
    const path = paths[one.path];
    return path === undefined ? [] : [path.what, ...path.steps];
  }
  return [one];
}

/** Everything that keeps the content of a folder from being put before an approver; empty when nothing does. */
export function findContentFaults(content: Content): readonly ContentFault[] {
  const faults: ContentFault[] = [];
  const seen = new Map<string, string>();
  for (const { file, text } of content.texts) {
    const expected = `${folderOf(text)}/${text.id}.json`;
    if (file !== expected) faults.push({ file, code: 'wrong-folder', words: expected });
    const twin = seen.get(text.id);
    if (twin !== undefined) faults.push({ file, code: 'id-twice', words: twin });
    seen.set(text.id, file);
    for (const fault of findTextFaults(text, content)) faults.push({ file, ...fault });
  }
  for (const [id, picture] of Object.entries(content.pictures)) {
    for (const fault of findWordFaults(picture.alt)) faults.push({ file: `pictures.json, ${id}`, ...fault });
  }
  return faults;
}

/** Everything that keeps one text from being put before an approver, by the lists that it names. */
export function findTextFaults(text: ContentText, lists: Omit<Content, 'texts'>): readonly TextFault[] {
  return [...faultsOfShape(text, lists), ...faultsOfLines(text, lists)];
}

function faultsOfShape(text: ContentText, { sources, paths, pictures }: Omit<Content, 'texts'>): readonly TextFault[] {
  const faults: TextFault[] = [];
  const say = (code: TextFault['code'], at: TextFault['at'] = null, words?: string) =>
    faults.push(words === undefined ? { code, at } : { code, at, words });
  if (new Set(text.bands).size !== text.bands.length) say('band-twice');
  if (text.bands.includes('ADULT') && text.bands.length > 1) say('children-and-adults');
  if (text.bands.includes('ADULT') !== (text.audience !== undefined)) say('audience-of-adults');
  for (const id of text.sources) if (sources[id] === undefined) say('source-unknown', null, id);
  for (const [at, one] of text.blocks.entries()) {
    if (one.kind === 'picture' && pictures[one.picture]?.drawn !== true) say('picture-unknown', at, one.picture);
    if (one.kind === 'platformPath' && paths[one.path] === undefined) say('path-unknown', at, one.path);
  }
  const last = text.blocks.at(-1);
  if (last?.kind !== 'helpBox') say('help-box-last', text.blocks.length - 1);
  else if (!last.acts.includes('CALL_111')) say('help-box-111', text.blocks.length - 1);
  if (text.help === true && text.kind !== 'ARTICLE') say('help-is-article');
  if (text.help === true && text.harms.length === 0) say('help-names-harm');
  if (text.help === true && !text.blocks.some((one) => one.kind === 'steps')) say('help-has-steps');
  return faults;
}

function faultsOfLines(text: ContentText, { paths, limits }: Pick<Content, 'paths' | 'limits'>): readonly TextFault[] {
  const faults: TextFault[] = [];
  const longest = Math.min(...text.bands.map((band) => limits.longestSentence[band]));
  for (const { at, line: one } of linesOf(text, paths)) {
    if (one.vi === '' || one.en === '') faults.push({ code: 'text-missing', at });
    for (const fault of findWordFaults(one)) faults.push({ at, ...fault });
    if (text.audience === undefined)
      for (const words of neverToAChild(one.vi, limits)) faults.push({ code: 'never-to-a-child', at, words });
    for (const words of [one.vi, one.en]) {
      for (const sentence of sentencesOf(words)) {
        const length = lengthOf(sentence);
        if (length > longest)
          faults.push({ code: 'sentence-too-long', at, words: sentence, instead: `${length} > ${longest}` });
      }
    }
  }
  return faults;
}

/** What of the list of what is never said to a child stands in a line. */
export function neverToAChild(vi: string, { neverToAChild: never }: Pick<LimitList, 'neverToAChild'>): string[] {
  const said = addressed(vi, 'B9_12').toLowerCase();
  return never.filter((words) => said.includes(words));
}

/** Emoji are no words: a screen reader reads each of them aloud. */
const emoji = /\p{Extended_Pictographic}/u;

/** Words that the house avoids, emoji, and placeholders that nobody fills. */
export function findWordFaults(one: Line): readonly WordFault[] {
  const faults: WordFault[] = [];
  for (const words of [one.vi, one.en]) {
    for (const { term, use } of findAvoidedTerms(words))
      faults.push({ code: 'avoided-term', words: term, instead: `${use.vi} / ${use.en}` });
    if (emoji.test(words)) faults.push({ code: 'emoji', words });
  }
  if (/\{(?!(?:em|Em)\})/.test(one.vi) || one.en.includes('{'))
    faults.push({ code: 'placeholder-unknown', words: one.vi });
  return faults;
}
