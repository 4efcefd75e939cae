import type { App as LaChan } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';

type Read = Awaited<ReturnType<LaChan['modules']['learning']['readLesson']>>;
type Lesson = Extract<Read, { readonly ok: true }>['value'];

/** A lesson as its pages for six to eight: what it is about, each of its cards, and the one thing to do. The questions come after them. */
export function earlyLessonCards({
  title,
  lead,
  voice,
  cards,
  act,
  actVoice,
}: Pick<Lesson, 'title' | 'lead' | 'voice' | 'cards' | 'act' | 'actVoice'>) {
  const pictures = cards.flatMap(({ picture }) => (picture === null ? [] : [picture]));
  return [
    { title, say: [lead], picture: pictures[0] ?? null, voice },
    ...cards.map(({ heading, text, picture, voice }) => ({
      title: heading,
      say: text,
      picture: picture ?? pictures[0] ?? null,
      voice,
    })),
    { title: m.early_lesson_act(), say: [act], picture: pictures.at(-1) ?? null, voice: actVoice },
  ];
}
