import { error } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { href } from '../../../../../../href.ts';
import { foundOr404 } from '../../../../../../learning/answers.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** A lesson for the wall of a classroom: one card at a time, then its questions without answers, then the way into the class. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const lesson = foundOr404(await app.modules.learning.readLesson(ctx, params.id));
  const at = params.n === undefined ? 0 : Number(params.n);
  const pages = lesson.cards.length + lesson.quiz.length + 1;
  if (!Number.isInteger(at) || at < 0 || at >= pages) error(404);
  const asked = url.searchParams.get('lop');
  const door = asked === null ? undefined : await app.modules.learning.readClassDoor(ctx, asked);
  const code = door?.ok ? door.value.code : null;
  const join = code === null ? null : new URL(href(`/lop/${code}`), url.origin).href;
  return {
    lesson: { title: lesson.title, reader: lesson.reader, act: lesson.act, address: params.id },
    card: lesson.cards[at] ?? null,
    question: lesson.quiz[at - lesson.cards.length] ?? null,
    at,
    pages,
    code,
    host: url.host,
    qr: join === null ? null : renderSVG(join, { border: 2 }),
  };
};
