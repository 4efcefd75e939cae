import { redirect } from '@sveltejs/kit';
import { ownPlan, planAsText } from '../../../../../contact/plan.ts';
import { href } from '../../../../../href.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** The plan as a small text file. Neither its name nor a word of it says where it is from. */
export const GET: RequestHandler = async ({ locals, cookies }) => {
  const own = await ownPlan(locals, cookies);
  if (!own) redirect(303, href('/tro-chuyen/the'));
  return new Response(planAsText(own), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="ghi-nho.txt"',
      'cache-control': 'no-store',
    },
  });
};
