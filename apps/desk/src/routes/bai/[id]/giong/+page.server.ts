import { placeName } from '../../../../learning/item-words.server.ts';
import { namesOf } from '../../../../report/report-view.server.ts';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:learning-voices');
  const voices = valueOrError(ctx, await app.modules.learning.listItemVoices(ctx, params.id));
  const names = await namesOf(
    app,
    ctx,
    voices.parts.flatMap(({ voice }) => (voice === null ? [] : [voice.putBy])),
  );
  const tones = { none: 'new', 'out-of-date': 'waiting', spoken: 'done' } as const;
  return {
    id: voices.id,
    title: localName({ nameVi: voices.titleVi, nameEn: voices.titleEn || voices.titleVi }),
    number: voices.number,
    version: voices.version,
    most: app.modules.recordings.RECORDING_BYTES,
    parts: voices.parts.map(({ place, words: said, state, voice }) => ({
      place,
      name: placeName(place),
      words: said,
      state: { tone: tones[state], text: words('item_voice_state', state) },
      voice: voice && {
        id: voice.id,
        seconds: Math.round(voice.milliseconds / 1000),
        size: Math.ceil(voice.size / 1024),
        at: voice.putAt,
        by: names.get(voice.putBy) ?? null,
      },
    })),
  };
};

// Who may put a voice has proven themselves a moment ago; the verb asks for it in words that a page can follow.
export const actions: Actions = {
  dua: formAct(async ({ ctx, modules, form, params }) => {
    const file = form.get('file');
    return modules.learning.putItemVoice(ctx, {
      item: params.id ?? '',
      version: number(form, 'version'),
      place: text(form, 'place'),
      words: text(form, 'words'),
      bytes: file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0),
      agreed: form.has('agreed'),
    });
  }),
  go: formAct(({ ctx, modules, form, params }) =>
    modules.learning.putItemVoice(ctx, {
      item: params.id ?? '',
      version: number(form, 'version'),
      place: text(form, 'place'),
      words: '',
      bytes: null,
      agreed: false,
    }),
  ),
};
