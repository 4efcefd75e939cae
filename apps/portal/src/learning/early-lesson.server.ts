import type { App as LaChan } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';

type Read = Awaited<ReturnType<LaChan['modules']['learning']['readLesson']>>;
type Lesson = Extract<Read, { readonly ok: true }>['value'];

/** A lesson as its pages for six to eight: what it is about, each of its cards, and the one thing to do. The questions come after them. */
export function earlyLessonCards({ title, lead, cards, act }: Pick<Lesson, 'title' | 'lead' | 'cards' | 'act'>) {
  const pictures = cards.flatMap(({ picture }) => (picture === null ? [] : [picture]));
  return [
    { title, say: [lead], picture: pictures[0] ?? null },
    ...cards.map(({ heading, text, picture }) => ({
      title: heading,
      say: text,
      picture: picture ?? pictures[0] ?? null,
    })),
    { title: m.early_lesson_act(), say: [act], picture: pictures.at(-1) ?? null },
  ];
}
