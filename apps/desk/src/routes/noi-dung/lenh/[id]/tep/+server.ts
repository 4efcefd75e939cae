import { error } from '@sveltejs/kit';
import { fileAnswer } from '../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'takedown-order.open' };

/** A document of the order as it was issued; the look is in the audit. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  const kind = url.searchParams.get('loai') ?? '';
  const { takedown } = app.modules;
  if ((format !== 'pdf' && format !== 'docx') || !(takedown.documentKinds as readonly string[]).includes(kind))
    error(404);
  const file = await takedown.orderFile(ctx, {
    order: params.id,
    kind,
    format,
    ground: url.searchParams.get('ground') || undefined,
  });
  if (!file.ok) {
    const { status, [ctx.language]: said } = file.refusal.text;
    error(status, `${said.title} ${said.next}`);
  }
  return fileAnswer(file.value);
};
