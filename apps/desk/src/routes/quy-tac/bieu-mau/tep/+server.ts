import { error } from '@sveltejs/kit';
import { valueOrError } from '../../../../server/answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'desk.use' };

/** One version of a blank form as the file that a next version is made from. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const forms = valueOrError(ctx, await app.modules.cases.listFormDefinitions(ctx));
  const found = forms
    .find((one) => one.form === url.searchParams.get('mau'))
    ?.versions.find((one) => one.definition.version === url.searchParams.get('ban'))?.definition;
  if (!found) error(404);
  return new Response(`${JSON.stringify(found, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${found.code}-${found.version.replaceAll(/[^0-9A-Za-z.-]/g, '')}.json"`,
      'x-content-type-options': 'nosniff',
    },
  });
};
