import { json } from '@sveltejs/kit';
import type { PasskeyAnswer } from '../../../../../../src/members/index.ts';
import { refusalView } from '../../../server/answer.server.ts';
import { keepSession } from '../../../sign-in/session.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** Signing in by passkey: without an answer, what the browser needs to ask for one; with an answer, the session. */
export const POST: RequestHandler = async ({ locals, request, cookies, url }) => {
  const { app, ctx } = locals;
  const body = (await request.json().catch(() => ({}))) as Partial<PasskeyAnswer>;
  const { members } = app.modules;
  if (body.token === undefined || body.response === undefined) {
    const begun = await members.beginPasskeySignIn(ctx, { host: url.host });
    return begun.ok ? json(begun.value) : json(refusalView(ctx, begun.refusal), { status: begun.refusal.text.status });
  }
  const opened = await members.completePasskeySignIn(ctx, {
    host: url.host,
    token: String(body.token),
    response: body.response,
    userAgent: request.headers.get('user-agent') ?? '',
  });
  if (!opened.ok) return json(refusalView(ctx, opened.refusal), { status: opened.refusal.text.status });
  keepSession(app, cookies, opened.value.token);
  return json({ agencies: opened.value.agencies.length });
};
