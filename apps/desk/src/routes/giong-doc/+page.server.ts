import { namesOf } from '../../report/report-view.server.ts';
import { text, valueOrError } from '../../server/answer.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'recording.manage' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:recordings');
  const { recordings, vocabulary } = app.modules;
  const screens = valueOrError(ctx, await recordings.listRecordings(ctx));
  const names = await namesOf(
    app,
    ctx,
    screens.flatMap(({ recording }) => (recording ? [recording.putBy] : [])),
  );
  return {
    most: recordings.RECORDING_BYTES,
    screens: screens.map(({ screen, script, state, recording }) => ({
      screen,
      name: vocabulary.spokenScreen.label(screen, ctx.language),
      script,
      state,
      recording: recording && {
        id: recording.id,
        seconds: Math.round(recording.milliseconds / 1000),
        size: Math.ceil(recording.size / 1024),
        at: recording.putAt.toISOString(),
        by: names.get(recording.putBy),
      },
    })),
  };
};

export const actions: Actions = {
  tai: formAct(async ({ ctx, modules, form }) => {
    const file = form.get('file');
    const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
    const put = { screen: text(form, 'screen'), script: text(form, 'script'), agreed: form.has('agreed'), bytes };
    return modules.recordings.putRecording(ctx, put);
  }),
  go: formAct(({ ctx, modules, form }) =>
    modules.recordings.withdrawRecording(ctx, { recording: text(form, 'recording') }),
  ),
};
