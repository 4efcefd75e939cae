import { randomUUID } from 'node:crypto';
import { error, fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Shown where everything is invented; a real portal does not have this page. */
export const _may = 'public';
export const _sensitive = true;

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.app.demonstration) error(404);
  return { draft: '', once: randomUUID() };
};

interface Answer {
  draft: string;
  story: string;
  now: string;
  errors: { field: string; text: string }[];
  done: boolean;
}

export const actions: Actions = {
  /** Speaks the step form's contract (next, back, save, resume). The draft is plain text here: the story is invented. */
  default: async ({ locals, request }) => {
    if (!locals.app.demonstration) error(404);
    const sent = await request.formData();
    const go = String(sent.get('go') ?? 'next');
    const old = String(sent.get('draft') ?? '');
    const kept = new URLSearchParams(
      go === 'resume'
        ? old
        : [
            ['story', String(sent.get('story') ?? '')],
            ['now', String(sent.get('now') ?? '')],
          ],
    );
    const answer: Answer = {
      draft: kept.toString(),
      story: kept.get('story') ?? '',
      now: kept.get('now') ?? '',
      errors: [],
      done: false,
    };
    if (go !== 'next') return answer;
    if (answer.story.trim() === '')
      answer.errors.push({ field: 'story', text: 'Em viết vài chữ về chuyện đã xảy ra.' });
    if (answer.now === '') answer.errors.push({ field: 'now', text: 'Em chọn một ô: bây giờ em có an toàn không.' });
    return answer.errors.length > 0 ? fail(422, answer) : { ...answer, done: true };
  },
};
