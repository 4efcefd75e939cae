import { fourC, onlineIncident, portalBand } from '../../../vocabulary/index.ts';
import { type Content, type ContentText, helpActs } from '../../content/content.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { helpCode, type Scenario, type Scene } from '../../scenarios/scenario.ts';
import { skills } from '../../skills/skill.ts';
import type { ItemBody } from '../item.ts';
import { printConditions, printEffects } from '../plain-text/conditions.pure.ts';
import { partListAt } from './part-lists.pure.ts';

/** A body as a form: parts in the order of reading, each with its fields and with what can be done to it. It works without scripts. */
export interface BodyForm {
  readonly parts: readonly FormPart[];
}

export interface FormPart {
  /** Empty for what is said of the whole. */
  readonly path: string;
  /** Where a fault leads, as in `block-2`; null where a fault names the part around it. */
  readonly place: string | null;
  /** The list it stands in, or what it is: the words `item_part`. */
  readonly name: string;
  /** What kind of block it is; null elsewhere. */
  readonly shape: string | null;
  readonly depth: 0 | 1 | 2;
  readonly fields: readonly BodyField[];
  readonly may: { readonly up: boolean; readonly down: boolean; readonly remove: boolean };
  /** What can be put below it, and into it where it holds nothing yet. */
  readonly adds: readonly FormAdd[];
}

export interface FormAdd {
  /** Where the new part will stand. */
  readonly path: string;
  readonly shapes: readonly string[];
}

/** One field. `words` has both languages; the others have a value, or several. */
export interface BodyField {
  readonly path: string;
  readonly kind: 'words' | 'one' | 'many' | 'yes' | 'number' | 'name' | 'names' | 'conditions' | 'effects';
  readonly vi: string;
  readonly en: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly options: readonly FieldOption[];
  /** An empty value takes the key away. */
  readonly optional: boolean;
}

/** A value with its words; without words it is a code that the desk names. */
export interface FieldOption {
  readonly value: string;
  readonly vi: string | null;
  readonly en: string | null;
}

type Lists = Pick<Content, 'sources' | 'paths' | 'pictures'>;

export function bodyForm(item: ItemBody, lists: Lists): BodyForm {
  if (item.kind === 'TEXT') return { parts: textParts(item.body, lists) };
  return { parts: item.kind === 'LESSON' ? lessonParts(item.body, lists) : scenarioParts(item.body, lists) };
}

/** Bytes at most of the fields of a form: with the body that rides in it they fit into what a page takes (256 KB). */
const FIELDS_MOST = 200_000;
/** What a browser writes around each field of a form, besides its name. */
const FIELD_FRAME = 90;

/** Whether a form is longer than a page takes, so that the item is written as plain text. */
export function isFormTooLong({ parts }: BodyForm): boolean {
  const bytes = parts
    .flatMap(({ fields }) => fields)
    .map(({ path, vi, en, value, values }) => {
      const written = [vi, en, value, ...values]
        .map((words) => Buffer.byteLength(words))
        .reduce((sum, one) => sum + one);
      return written + (3 + values.length) * (FIELD_FRAME + path.length);
    });
  return bytes.reduce((sum, one) => sum + one, 0) > FIELDS_MOST;
}

// --- Options ---------------------------------------------------------------------------------------------------------------------

const bare = (codes: readonly string[]) => codes.map((value): FieldOption => ({ value, vi: null, en: null }));

interface Vocabulary<Code extends string> {
  readonly codes: readonly Code[];
  label(code: Code, language: 'vi' | 'en'): string;
}

const termsOf = <Code extends string>(list: Vocabulary<Code>) =>
  list.codes.map((value): FieldOption => ({ value, vi: list.label(value, 'vi'), en: list.label(value, 'en') }));

const skillOptions = () => skills.map(({ code, name }): FieldOption => ({ value: code, vi: name.vi, en: name.en }));
const picturesOf = ({ pictures }: Lists) =>
  Object.entries(pictures).flatMap(([value, { alt, drawn }]): FieldOption[] =>
    drawn ? [{ value, vi: `${value}: ${alt.vi}`, en: `${value}: ${alt.en}` }] : [],
  );
const pathsOf = ({ paths }: Lists) =>
  Object.entries(paths).map(([value, { what }]): FieldOption => ({ value, vi: what.vi, en: what.en }));
const sourcesOf = ({ sources }: Lists) =>
  Object.entries(sources).map(([value, { title }]): FieldOption => ({ value, vi: title, en: title }));
const scenesOf = ({ scenes }: Scenario) =>
  scenes.map(({ id, heading }): FieldOption => ({ value: id, vi: `${id}: ${heading.vi}`, en: `${id}: ${heading.en}` }));

// --- Fields ----------------------------------------------------------------------------------------------------------------------

const plain: Omit<BodyField, 'path' | 'kind'> = {
  vi: '',
  en: '',
  value: '',
  values: [],
  options: [],
  optional: false,
};

type Words = { readonly vi: string; readonly en: string };
const words = (path: string, said: Words | undefined, optional = false): BodyField => ({
  ...plain,
  path,
  kind: 'words',
  vi: said?.vi ?? '',
  en: said?.en ?? '',
  optional,
});
const one = (
  path: string,
  value: string | undefined,
  options: readonly FieldOption[],
  optional = false,
): BodyField => ({
  ...plain,
  path,
  kind: 'one',
  value: value ?? '',
  options,
  optional,
});
const many = (path: string, values: readonly string[], options: readonly FieldOption[]): BodyField => ({
  ...plain,
  path,
  kind: 'many',
  values,
  options,
});
const typed = (
  path: string,
  kind: 'yes' | 'number' | 'name' | 'names',
  value: string,
  optional = false,
): BodyField => ({
  ...plain,
  path,
  kind,
  value,
  optional,
});
const guard = (path: string, when: Parameters<typeof printConditions>[0] | undefined): BodyField => ({
  ...plain,
  path,
  kind: 'conditions',
  value: when === undefined ? '' : printConditions(when),
  optional: true,
});

// --- Parts -----------------------------------------------------------------------------------------------------------------------

const still = { up: false, down: false, remove: false };
const whole = (fields: readonly BodyField[], adds: readonly FormAdd[] = []): FormPart => ({
  path: '',
  place: null,
  name: 'whole',
  shape: null,
  depth: 0,
  fields,
  may: still,
  adds,
});
const single = (path: string, fields: readonly BodyField[]): FormPart => ({
  ...whole(fields),
  path,
  place: path,
  name: path,
});

/** What can be put into a list that holds nothing yet. */
function firstOf(kind: ItemBody['kind'], list: string, length: number): readonly FormAdd[] {
  const shapes = Object.keys(partListAt(kind, list)?.shapes ?? {});
  return length > 0 ? [] : [{ path: `${list}.0`, shapes }];
}

/** A member of a list: what may be done to it hangs on how many there are. */
function member(
  kind: ItemBody['kind'],
  list: string,
  at: number,
  length: number,
  more: Pick<FormPart, 'place' | 'depth' | 'fields'> & { readonly shape?: string; readonly adds?: readonly FormAdd[] },
): FormPart {
  const bounds = partListAt(kind, list);
  const below: readonly FormAdd[] =
    bounds === undefined || length >= bounds.most
      ? []
      : [{ path: `${list}.${at + 1}`, shapes: Object.keys(bounds.shapes) }];
  return {
    path: `${list}.${at}`,
    place: more.place,
    name: list.split('.').at(-1) ?? list,
    shape: more.shape ?? null,
    depth: more.depth,
    fields: more.fields,
    may: { up: at > 0, down: at < length - 1, remove: bounds !== undefined && length > bounds.least },
    adds: [...(more.adds ?? []), ...below],
  };
}

const linesIn = (kind: ItemBody['kind'], list: string, lines: readonly Words[], depth: 1 | 2): FormPart[] =>
  lines.map((line, at) =>
    member(kind, list, at, lines.length, { place: null, depth, fields: [words(`${list}.${at}`, line)] }),
  );

function textParts(text: ContentText, lists: Lists): readonly FormPart[] {
  return [
    whole([
      words('title', text.title),
      words('lead', text.lead),
      many('bands', text.bands, termsOf(portalBand)),
      one('audience', text.audience, bare(['PARENT', 'TEACHER']), true),
      one('theme', text.theme, termsOf(fourC)),
      many('harms', text.harms, termsOf(onlineIncident)),
      typed('help', 'yes', text.help === true ? 'yes' : '', true),
      many('sources', text.sources, sourcesOf(lists)),
    ]),
    ...text.blocks.flatMap((block, at) => {
      const path = `blocks.${at}`;
      const part = member('TEXT', 'blocks', at, text.blocks.length, {
        place: `block-${at}`,
        depth: 0,
        shape: block.kind,
        fields: blockFields(path, block, lists),
      });
      return [part, ...(block.kind === 'steps' ? linesIn('TEXT', `${path}.steps`, block.steps, 1) : [])];
    }),
  ];
}

function blockFields(path: string, block: ContentText['blocks'][number], lists: Lists): readonly BodyField[] {
  switch (block.kind) {
    case 'steps':
      return [];
    case 'picture':
      return [one(`${path}.picture`, block.picture, picturesOf(lists))];
    case 'platformPath':
      return [one(`${path}.path`, block.path, pathsOf(lists))];
    case 'helpBox':
      return [words(path, block), many(`${path}.acts`, block.acts, bare(helpActs))];
    default:
      return [words(path, block)];
  }
}

const sharedFields = (body: Lesson | Scenario): readonly BodyField[] => [
  words('title', body.title),
  words('lead', body.lead),
  one('band', body.band, termsOf(portalBand)),
  one('topic', body.topic, termsOf(fourC)),
  many('skills', body.skills, skillOptions()),
];

function lessonParts(lesson: Lesson, lists: Lists): readonly FormPart[] {
  return [
    whole([...sharedFields(lesson), typed('minutes', 'number', String(lesson.minutes))]),
    ...lesson.cards.flatMap(({ heading, text, picture }, at) => {
      const path = `cards.${at}`;
      const fields = [words(`${path}.heading`, heading), one(`${path}.picture`, picture, picturesOf(lists), true)];
      return [
        member('LESSON', 'cards', at, lesson.cards.length, { place: `card-${at}`, depth: 0, fields }),
        ...linesIn('LESSON', `${path}.text`, text, 1),
      ];
    }),
    single('act', [words('act', lesson.act)]),
    ...lesson.quiz.flatMap((question, at) => {
      const path = `quiz.${at}`;
      const fields = [
        words(`${path}.ask`, question.ask),
        typed(`${path}.id`, 'name', question.id),
        one(`${path}.skill`, question.skill, skillOptions()),
        one(`${path}.choose`, question.choose, bare(['one', 'several'])),
      ];
      return [
        member('LESSON', 'quiz', at, lesson.quiz.length, { place: `question-${question.id}`, depth: 0, fields }),
        ...question.options.map(({ id, say, right, feedback }, place) => {
          const own = `${path}.options.${place}`;
          return member('LESSON', `${path}.options`, place, question.options.length, {
            place: null,
            depth: 1,
            fields: [
              words(`${own}.say`, say),
              typed(`${own}.right`, 'yes', right ? 'yes' : ''),
              words(`${own}.feedback`, feedback),
              typed(`${own}.id`, 'name', id),
            ],
          });
        }),
      ];
    }),
    single('help', [words('help.say', lesson.help.say), many('help.to', lesson.help.to, bare(helpCode.options))]),
  ];
}

function scenarioParts(scenario: Scenario, lists: Lists): readonly FormPart[] {
  return [
    whole(
      [...sharedFields(scenario), one('start', scenario.start, scenesOf(scenario))],
      firstOf('SCENARIO', 'flags', scenario.flags.length),
    ),
    ...scenario.flags.map(({ id, values }, at) =>
      member('SCENARIO', 'flags', at, scenario.flags.length, {
        place: null,
        depth: 0,
        fields: [
          typed(`flags.${at}.id`, 'name', id),
          typed(`flags.${at}.values`, 'names', (values ?? []).join(', '), true),
        ],
      }),
    ),
    ...scenario.scenes.flatMap((scene, at) => sceneParts(scene, at, scenario, lists)),
  ];
}

function sceneParts(scene: Scene, at: number, scenario: Scenario, lists: Lists): readonly FormPart[] {
  const path = `scenes.${at}`;
  const { heading, text, choices, ending, picture } = scene;
  return [
    member('SCENARIO', 'scenes', at, scenario.scenes.length, {
      place: `scene-${scene.id}`,
      depth: 0,
      fields: [
        words(`${path}.heading`, heading),
        typed(`${path}.id`, 'name', scene.id),
        one(`${path}.picture`, picture, picturesOf(lists), true),
      ],
      adds: [
        ...firstOf('SCENARIO', `${path}.text`, text.length),
        ...firstOf('SCENARIO', `${path}.choices`, choices.length),
        ...(ending === undefined ? [{ path: `${path}.ending`, shapes: ['ending'] }] : []),
      ],
    }),
    ...text.map((paragraph, place) =>
      member('SCENARIO', `${path}.text`, place, text.length, {
        place: null,
        depth: 1,
        fields: [words(`${path}.text.${place}`, paragraph), guard(`${path}.text.${place}.when`, paragraph.when)],
      }),
    ),
    ...choices.map((choice, place) => {
      const own = `${path}.choices.${place}`;
      return member('SCENARIO', `${path}.choices`, place, choices.length, {
        place: null,
        depth: 1,
        fields: [
          words(`${own}.say`, choice.say),
          one(`${own}.to`, choice.to, scenesOf(scenario)),
          one(`${own}.verdict`, choice.verdict, bare(['right', 'wrong', 'open'])),
          words(`${own}.feedback`, choice.feedback, true),
          guard(`${own}.when`, choice.when),
          {
            ...plain,
            path: `${own}.set`,
            kind: 'effects',
            value: choice.set === undefined ? '' : printEffects(choice.set),
            optional: true,
          },
        ],
      });
    }),
    ...(ending === undefined
      ? []
      : [
          {
            ...whole([many(`${path}.ending.help`, ending.help, bare(helpCode.options))]),
            path: `${path}.ending`,
            name: 'ending',
            depth: 1 as const,
            may: { ...still, remove: true },
            adds: firstOf('SCENARIO', `${path}.ending.do`, ending.do.length),
          },
          ...linesIn('SCENARIO', `${path}.ending.do`, ending.do, 2),
        ]),
  ];
}
