import { type Ctx, problemAnswer, type RawRoute, type Result } from '../../kernel/index.ts';

/** A call that came in, and at which contact's address. */
export interface SignedCall {
  readonly contact: string;
  readonly request: { readonly body: Uint8Array; readonly headers: Headers };
}

/** The door at which an addressee's own system calls: it is signed in nowhere, and known by its signature (`signedByContact`). */
export const signedCallRoute = (of: {
  /** Ends with `{contact}`. */
  readonly path: string;
  readonly summary: string;
  /** Of the body and of the answer, in words. */
  readonly takes: string;
  readonly gives: string;
  readonly receive: (ctx: Ctx, call: SignedCall) => Promise<Result<object>>;
}): RawRoute => ({
  surface: 'portal',
  method: 'post',
  path: of.path,
  summary: of.summary,
  may: 'public',
  bodyLimit: 16 * 1024,
  calledByServices: true,
  describes: { takes: { 'application/json': of.takes }, gives: { 'application/json': of.gives } },
  handle: async (ctx, request, { contact = '' }) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const received = await of.receive(ctx, { contact, request: { body, headers: request.headers } });
    if (!received.ok) return problemAnswer(ctx, received.refusal);
    return Response.json(received.value, { headers: { 'cache-control': 'no-store' } });
  },
});
