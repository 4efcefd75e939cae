import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { answersOf, told } from '../../../../learning/answers.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** The door of a class, by the code on the board. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const { classPictures, PICTURES_OF_SEAT } = app.modules.learning;
  const asked = url.searchParams.get('ma');
  if (params.ma === undefined && asked !== null && asked.trim() !== '') {
    const found = await app.modules.learning.readClassDoor(ctx, asked);
    if (found.ok) redirect(303, href(`/lop/${found.value.code}`));
    return { door: null, fault: told(found.refusal, ctx.language), choices: classPictures, most: PICTURES_OF_SEAT };
  }
  const found = params.ma === undefined ? undefined : await app.modules.learning.readClassDoor(ctx, params.ma);
  return {
    door: found?.ok ? found.value : null,
    fault: found === undefined || found.ok ? null : told(found.refusal, ctx.language),
    choices: classPictures,
    most: PICTURES_OF_SEAT,
    early: found?.ok === true && found.value.reader === '6-8',
  };
};

export const actions: Actions = {
  /** One step: the number, a picture, or the answers. The number and the pictures go along in the form and are kept nowhere. */
  default: async ({ locals: { app, ctx }, params, request }) => {
    const { answerInClass, PICTURES_OF_SEAT, signInToClass } = app.modules.learning;
    const form = await request.clone().formData();
    const written = Number(form.get('so'));
    const number = Number.isInteger(written) && written > 0 ? written : 0;
    const pictures = form.getAll('hinh').flatMap((value) => (typeof value === 'string' ? [value] : []));
    const seat = { code: params.ma ?? '', seat: number, pictures: pictures.slice(0, PICTURES_OF_SEAT) };
    const shown = { number, pictures: seat.pictures, lesson: null, marked: null, fault: null };
    if (seat.pictures.length < PICTURES_OF_SEAT) return shown;
    if (form.get('go') === 'tra-loi') {
      const marked = await answerInClass(ctx, seat, await answersOf(request));
      return marked.ok
        ? { ...shown, marked: marked.value }
        : fail(marked.refusal.text.status, {
            ...shown,
            pictures: [],
            number: 0,
            fault: told(marked.refusal, ctx.language),
          });
    }
    const lesson = await signInToClass(ctx, seat);
    return lesson.ok
      ? { ...shown, lesson: lesson.value }
      : fail(lesson.refusal.text.status, {
          ...shown,
          pictures: [],
          number: 0,
          fault: told(lesson.refusal, ctx.language),
        });
  },
};
