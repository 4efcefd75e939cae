import type { Ctx } from '../context.ts';
import type { Kernel } from '../kernel.ts';
import { type Language, problem, type Refusal } from '../refusal.ts';

/** A refusal as RFC 9457 problem details, counted; with Retry-After where the refusal says when. */
export function problemResponse(kernel: Kernel, refusal: Refusal, language: Language, requestId: string): Response {
  kernel.metrics.refusals.inc({ code: refusal.code });
  const seconds = refusal.facts?.retryAfterSeconds;
  return new Response(JSON.stringify(problem(refusal, language, requestId)), {
    status: refusal.text.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
    },
  });
}

/** The same for a route that makes its own answers. */
export function problemAnswer(ctx: Ctx, refusal: Refusal): Response {
  return problemResponse(ctx.kernel, refusal, ctx.language, ctx.requestId);
}
