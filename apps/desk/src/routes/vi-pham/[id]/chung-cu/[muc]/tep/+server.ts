import { valueOrError } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'offence-file.keep-custody' };

/** An artefact's file, or its list of hashes in another force's form. Either is an act that its chain keeps, so it is posted with a reason. */
export const POST: RequestHandler = async ({ locals: { app, ctx }, params, request }) => {
  const form = await request.formData();
  const said = (name: string) => String(form.get(name) ?? '');
  const { offences } = app.modules;
  const on = { file: params.id, artefact: params.muc, why: said('why') };
  const format = offences.exportFormats.find((one) => one === said('format'));
  const made = format
    ? await offences.exportHashes(ctx, { ...on, format, party: said('party') })
    : await offences.openArtefact(ctx, on);
  return fileAnswer(valueOrError(ctx, made));
};
