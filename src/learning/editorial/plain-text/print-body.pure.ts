import type { ContentText } from '../../content/content.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Scenario, Scene } from '../../scenarios/scenario.ts';
import type { ItemBody } from '../item.ts';
import { printConditions, printEffects } from './conditions.pure.ts';
import { printSetting, printWords } from './plain-lines.pure.ts';

/** A body as plain text, the same for the same body: `parseBody` makes the body of it again. Its parts stand apart by a blank line. */
export function printBody(item: ItemBody): string {
  const parts =
    item.kind === 'TEXT'
      ? textParts(item.body)
      : item.kind === 'LESSON'
        ? lessonParts(item.body)
        : scenarioParts(item.body);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Parts = readonly (readonly string[])[];

const list = (codes: readonly string[]) => codes.join(', ');

function textParts(text: ContentText): Parts {
  return [
    [
      printSetting('kind', text.kind),
      printSetting('id', text.id),
      printSetting('bands', list(text.bands)),
      ...(text.audience === undefined ? [] : [printSetting('audience', text.audience)]),
      printSetting('theme', text.theme),
      ...(text.harms.length === 0 ? [] : [printSetting('harms', list(text.harms))]),
      ...(text.help === undefined ? [] : [printSetting('help', text.help ? 'có' : 'không')]),
      printSetting('sources', list(text.sources)),
    ],
    [printWords('#', text.title), printWords('!', text.lead)],
    ...text.blocks.map(blockLines),
  ];
}

function blockLines(block: ContentText['blocks'][number]): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [printWords('', block)];
    case 'heading':
      return [printWords('##', block)];
    case 'steps':
      return block.steps.map((step, at) => printWords(`${at + 1}.`, step));
    case 'picture':
      return [printSetting('picture', block.picture)];
    case 'platformPath':
      return [printSetting('path', block.path)];
    case 'helpBox':
      return [printWords('=', block), printSetting('acts', list(block.acts))];
  }
}

function lessonParts(lesson: Lesson): Parts {
  return [
    [
      printSetting('kind', 'LESSON'),
      printSetting('id', lesson.id),
      printSetting('bands', lesson.band),
      printSetting('theme', lesson.topic),
      printSetting('skills', list(lesson.skills)),
      printSetting('minutes', String(lesson.minutes)),
    ],
    [printWords('#', lesson.title), printWords('!', lesson.lead)],
    ...lesson.cards.map(({ heading, picture, text }) => [
      printWords('##', heading),
      ...(picture === undefined ? [] : [printSetting('picture', picture)]),
      ...text.map((one) => printWords('', one)),
    ]),
    [printWords('*', lesson.act)],
    ...lesson.quiz.map(({ id, skill, choose, ask, options }) => [
      printWords('?', ask),
      printSetting('name', id),
      printSetting('skills', skill),
      printSetting('choose', choose),
      ...options.flatMap(({ id: name, say, right, feedback }) => [
        printWords(right ? '+' : '-', say),
        printSetting('name', name),
        ...(feedback.vi === '' && feedback.en === '' ? [] : [printWords('~', feedback)]),
      ]),
    ]),
    [printWords('=', lesson.help.say), printSetting('to', list(lesson.help.to))],
  ];
}

function scenarioParts(scenario: Scenario): Parts {
  return [
    [
      printSetting('kind', 'SCENARIO'),
      printSetting('id', scenario.id),
      printSetting('bands', scenario.band),
      printSetting('theme', scenario.topic),
      printSetting('skills', list(scenario.skills)),
      printSetting('start', scenario.start),
      ...scenario.flags.map(({ id, values }) =>
        printSetting('flag', values === undefined ? id : `${id} = ${list(values)}`),
      ),
    ],
    [printWords('#', scenario.title), printWords('!', scenario.lead)],
    ...scenario.scenes.map(sceneLines),
  ];
}

const verdictMark = { right: '+', wrong: '-', open: '*' } as const;

function sceneLines({ id, heading, picture, text, choices, ending }: Scene): readonly string[] {
  return [
    printWords('##', heading),
    printSetting('scene', id),
    ...(picture === undefined ? [] : [printSetting('picture', picture)]),
    ...text.flatMap(({ when, ...words }) => [
      printWords('', words),
      ...(when === undefined ? [] : [printSetting('when', printConditions(when))]),
    ]),
    ...choices.flatMap(({ say, to, verdict, when, set, feedback }) => [
      printWords(verdictMark[verdict], say),
      printSetting('target', to),
      ...(when === undefined ? [] : [printSetting('when', printConditions(when))]),
      ...(set === undefined ? [] : [printSetting('set', printEffects(set))]),
      ...(feedback === undefined ? [] : [printWords('~', feedback)]),
    ]),
    ...(ending === undefined
      ? []
      : [printSetting('ending', list(ending.help)), ...ending.do.map((one, at) => printWords(`${at + 1}.`, one))]),
  ];
}
