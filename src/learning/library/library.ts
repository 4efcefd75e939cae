import { type FourC, fourC, type OnlineIncident, onlineIncident, type PortalBand } from '../../vocabulary/index.ts';
import type { PublishedItem, PublishedLesson, PublishedScenario, PublishedText } from '../editorial/published-item.ts';
import type { SkillCode } from '../skills/skill.ts';
import { itemAddress } from './item-address.pure.ts';
import { type Reader, readerNameOf, readerOf, speakTo, youngest } from './reader.ts';
import { type SearchedText, type SearchIndex, searchIn, searchIndexOf } from './search-index.ts';

/** What is published at this moment, as readers find it: by address, by reader, by what it is about, by words. */
export interface Library {
  /** In the order of their titles. */
  readonly items: readonly PublishedItem[];
  readonly byAddress: ReadonlyMap<string, PublishedItem>;
  /** Made when somebody first searches in that language. */
  index(language: 'vi' | 'en'): SearchIndex;
}

/** Where a text tells what happened or a lesson what it is about, nearer things are shown first. */
const NEAR = { harm: 4, skill: 3, theme: 2, role: 1 } as const;

export function libraryOf(published: readonly PublishedItem[]): Library {
  const items = published.toSorted(
    (a, b) => a.body.title.vi.localeCompare(b.body.title.vi, 'vi') || (a.id < b.id ? -1 : 1),
  );
  const indexes = new Map<'vi' | 'en', SearchIndex>();
  return {
    items,
    byAddress: new Map(items.map((item) => [itemAddress(item), item])),
    index: (language) => {
      const made = indexes.get(language) ?? searchIndexOf(items.map((item) => searchedText(item, language)));
      indexes.set(language, made);
      return made;
    },
  };
}

export function bandsOf(item: PublishedItem): readonly PortalBand[] {
  return item.kind === 'TEXT' ? item.body.bands : [item.body.band];
}

export function themeOf(item: PublishedItem): FourC {
  return item.kind === 'TEXT' ? item.body.theme : item.body.topic;
}

/** The page for somebody to whom the harm has happened. */
export function isHelp(item: PublishedItem): boolean {
  return item.kind === 'TEXT' && item.body.help === true;
}

/** Whether it is written for this reader. Lessons and scenes for adults are for parents and teachers alike. */
export function isFor(item: PublishedItem, { band, audience }: Reader): boolean {
  if (!bandsOf(item).includes(band)) return false;
  return audience === undefined || item.kind !== 'TEXT' || item.body.audience === audience;
}

/** What a reader may choose from, each kind in the order of its titles; without a reader what there is for anybody. */
export interface Shelf {
  readonly lessons: readonly PublishedLesson[];
  readonly scenarios: readonly PublishedScenario[];
  readonly articles: readonly PublishedText[];
  readonly cards: readonly PublishedText[];
  readonly questions: readonly PublishedText[];
  readonly help: readonly PublishedText[];
}

export function shelfOf({ items }: Pick<Library, 'items'>, reader?: Reader): Shelf {
  const own = reader === undefined ? items : items.filter((item) => isFor(item, reader));
  const texts = own.filter((item) => item.kind === 'TEXT');
  const ofKind = (kind: PublishedText['body']['kind']) =>
    texts.filter((text) => !isHelp(text) && text.body.kind === kind);
  return {
    lessons: own.filter((item) => item.kind === 'LESSON'),
    scenarios: own.filter((item) => item.kind === 'SCENARIO'),
    articles: ofKind('ARTICLE'),
    cards: ofKind('CARD'),
    questions: ofKind('QUESTION'),
    help: texts.filter(isHelp),
  };
}

/** Everything of a cell of the 4Cs. */
export function ofTheme({ items }: Pick<Library, 'items'>, theme: FourC, reader: Reader): readonly PublishedItem[] {
  return items.filter((item) => themeOf(item) === theme && isFor(item, reader));
}

/** The help pages for what happened, those first that name it first. */
export function helpOn(
  { items }: Pick<Library, 'items'>,
  incidents: readonly OnlineIncident[],
  reader: Reader,
): readonly PublishedText[] {
  const place = ({ body }: PublishedText) => incidents.findIndex((incident) => body.harms.includes(incident));
  return items
    .filter((item) => item.kind === 'TEXT')
    .filter((text) => isHelp(text) && isFor(text, reader) && place(text) >= 0)
    .sort((a, b) => place(a) - place(b));
}

const harmsOf = (item: PublishedItem): readonly OnlineIncident[] => (item.kind === 'TEXT' ? item.body.harms : []);
const skillsOf = (item: PublishedItem): readonly SkillCode[] => (item.kind === 'TEXT' ? [] : item.body.skills);

/** How near two items are: what happened, the skill, the cell and the row of the 4Cs. */
function nearness(one: PublishedItem, other: PublishedItem): number {
  const shared = <T>(a: readonly T[], b: readonly T[]) => a.some((value) => b.includes(value));
  const [a, b] = [themeOf(one), themeOf(other)];
  // What a lesson is about is told by the harms of its cell.
  const about = (item: PublishedItem) =>
    item.kind === 'TEXT'
      ? harmsOf(item)
      : onlineIncident.codes.filter((code) => onlineIncident.get(code).fourC.includes(themeOf(item)));
  return (
    (shared(about(one), about(other)) ? NEAR.harm : 0) +
    (shared(skillsOf(one), skillsOf(other)) ? NEAR.skill : 0) +
    (a === b ? NEAR.theme : 0) +
    (fourC.get(a).role === fourC.get(b).role ? NEAR.role : 0)
  );
}

/** What goes on from an item, the nearest first, and of what is as near another kind before the same. Never the item itself. */
export function relatedTo(
  { items }: Pick<Library, 'items'>,
  item: PublishedItem,
  reader: Reader,
  most: number,
): readonly PublishedItem[] {
  return items
    .filter((other) => other !== item && isFor(other, reader))
    .map((other) => ({ other, near: nearness(item, other), same: other.kind === item.kind ? 1 : 0 }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near || a.same - b.same)
    .slice(0, most)
    .map(({ other }) => other);
}

/**
 * The lesson after this one for the same band: of those that practise a skill to look at again the next, else of those that share a
 * skill, else any. "Next" goes round in the order of titles, so that who goes on comes through all of them.
 */
export function nextLesson(
  { items }: Pick<Library, 'items'>,
  lesson: PublishedLesson,
  again: readonly SkillCode[] = [],
): PublishedLesson | undefined {
  const own = items.filter(
    (item) => item.kind === 'LESSON' && item.body.band === lesson.body.band,
  ) as PublishedLesson[];
  const at = own.indexOf(lesson);
  const after = [...own.slice(at + 1), ...own.slice(0, Math.max(0, at))];
  const practising = (skills: readonly SkillCode[]) =>
    after.find(({ body }) => body.skills.some((skill) => skills.includes(skill)));
  return practising(again) ?? practising(lesson.body.skills) ?? after[0];
}

/** Neighbours among which the nearest scene is looked for: more than there are. */
const NEIGHBOURS = 1_000;

/** The practice scene that goes with a lesson: the nearest for the same reader, else any for them. */
export function sceneOfLesson(library: Pick<Library, 'items'>, lesson: PublishedLesson): PublishedScenario | undefined {
  const reader = readerOf(readerNameOf(lesson.body.band));
  const near = relatedTo(library, lesson, reader, NEIGHBOURS).filter((item) => item.kind === 'SCENARIO');
  return near[0] ?? library.items.filter((item) => item.kind === 'SCENARIO').find((item) => isFor(item, reader));
}

/** What of an item is searched, as the youngest of its readers reads it. */
export function searchedText(item: PublishedItem, language: 'vi' | 'en'): SearchedText {
  const say = speakTo(youngest(bandsOf(item)), language);
  return { title: say(item.body.title), lead: say(item.body.lead), lines: linesOf(item).map(say) };
}

const named = (code: string) => ({ vi: code.replaceAll('_', ' '), en: code.replaceAll('_', ' ') });

function linesOf(item: PublishedItem): readonly { readonly vi: string; readonly en: string }[] {
  if (item.kind === 'TEXT')
    return item.body.blocks.flatMap((block) => {
      if (block.kind === 'steps') return block.steps;
      // Its code has the name that a child types: "roblox", "free fire".
      if (block.kind === 'platformPath') return [named(block.path)];
      return block.kind === 'picture' ? [] : [block];
    });
  if (item.kind === 'LESSON')
    return [
      ...item.body.cards.flatMap(({ heading, text }) => [heading, ...text]),
      item.body.act,
      ...item.body.quiz.map(({ ask }) => ask),
    ];
  return item.body.scenes.flatMap(({ heading, text }) => [heading, ...text]);
}

/** What answers a question, the best first. */
export function search(
  library: Library,
  query: string,
  options: { readonly language: 'vi' | 'en'; readonly reader?: Reader; readonly most: number },
): readonly PublishedItem[] {
  const { language, reader, most } = options;
  const admits = (at: number): boolean => {
    const item = library.items[at];
    return item !== undefined && (reader === undefined || isFor(item, reader));
  };
  return searchIn(library.index(language), query, admits, most).flatMap((at) => library.items[at] ?? []);
}
