import { portalBand } from '../../../vocabulary/index.ts';
import { addressed, type ContentText } from '../../content/content.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { spokenText } from '../../scenarios/spoken-scene.pure.ts';
import type { ItemBody } from '../item.ts';

/** What a voice says of one part of a text, in Vietnamese, in the order of reading. */
export interface SpokenPart {
  /** The place of the part, as faults name it. */
  readonly place: string;
  readonly words: string;
}

/**
 * What is spoken of a body, for its youngest band, which may not read yet. A part without words has no voice: a picture, a platform's way
 * of reporting.
 */
export function spokenParts(item: ItemBody): readonly SpokenPart[] {
  const parts =
    item.kind === 'TEXT'
      ? textParts(item.body)
      : item.kind === 'LESSON'
        ? lessonParts(item.body)
        : item.body.scenes.map((scene): SpokenPart => ({ place: `scene-${scene.id}`, words: spokenText(scene) }));
  return parts.filter(({ words }) => words.trim() !== '');
}

function textParts({ bands, title, lead, blocks }: ContentText): SpokenPart[] {
  const band = portalBand.codes.find((code) => bands.includes(code)) ?? 'ADULT';
  const said = (...lines: readonly { readonly vi: string }[]) => lines.map(({ vi }) => addressed(vi, band)).join('\n');
  return [
    { place: 'lead', words: said(title, lead) },
    ...blocks.flatMap((block, at): SpokenPart[] => {
      if (block.kind === 'picture' || block.kind === 'platformPath') return [];
      return [{ place: `block-${at}`, words: block.kind === 'steps' ? said(...block.steps) : said(block) }];
    }),
  ];
}

function lessonParts({ title, lead, cards, act, quiz, help }: Lesson): SpokenPart[] {
  const said = (...lines: readonly { readonly vi: string }[]) => lines.map(({ vi }) => vi).join('\n');
  return [
    { place: 'lead', words: said(title, lead) },
    ...cards.map(({ heading, text }, at) => ({ place: `card-${at}`, words: said(heading, ...text) })),
    { place: 'act', words: said(act) },
    ...quiz.map(({ id, ask, options }) => ({
      place: `question-${id}`,
      words: said(ask, ...options.map(({ say }) => say)),
    })),
    { place: 'help', words: said(help.say) },
  ];
}
