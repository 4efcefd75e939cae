import type { Ctx, Refusal } from '../kernel/index.ts';
import { errorXml } from './exchange/ncmec.ts';

const NO_STORE = { 'cache-control': 'no-store' } as const;

export function textAnswer(
  status: number,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(text, { status, headers: { 'content-type': `${type}; charset=utf-8`, ...NO_STORE, ...headers } });
}

export const xmlAnswer = (text: string, status = 200) => textAnswer(status, 'application/xml', text);
export const jsonAnswer = (value: unknown, status = 200) =>
  textAnswer(status, 'application/json', JSON.stringify(value));

/** A refusal for a reader of XML: both languages, since nobody asked which. */
export function xmlRefusal(ctx: Ctx, refusal: Refusal): Response {
  ctx.kernel.metrics.refusals.inc({ code: refusal.code });
  const { vi, en } = refusal.text;
  return xmlAnswer(errorXml(refusal.code, `${en.title} ${en.next} / ${vi.title} ${vi.next}`), refusal.text.status);
}

/** A refusal as the hasher-matcher-actioner's clients read errors. */
export function messageAnswer(ctx: Ctx, refusal: Refusal): Response {
  ctx.kernel.metrics.refusals.inc({ code: refusal.code });
  const answer = jsonAnswer(
    { message: `${refusal.text.en.title} ${refusal.text.en.next}`, code: refusal.code },
    refusal.text.status,
  );
  const seconds = refusal.facts?.retryAfterSeconds;
  if (typeof seconds === 'number') answer.headers.set('retry-after', String(seconds));
  return answer;
}

/** The body as text, or undefined where it is not valid UTF-8. */
export async function bodyText(request: Request): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
