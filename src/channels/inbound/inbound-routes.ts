import { type Ctx, problemAnswer, type RawRoute, type Result } from '../../kernel/index.ts';
import type { InboundRequest } from '../inbound-event.ts';
import { answerQuestion, receiveCall } from './receive-call.ts';

const PATH = '/api/v1/channels/{account}';
/** Far above what any network sends in one call. */
const CALL_BYTES = 1024 * 1024;

/** Where networks call. */
export const inboundRoutes: readonly RawRoute[] = [
  {
    surface: 'portal',
    method: 'post',
    path: PATH,
    summary: 'Where a network tells what was written to an account of ours; verified as that network signs.',
    may: 'public',
    calledByServices: true,
    bodyLimit: CALL_BYTES,
    describes: { takes: { 'application/json': 'As the network sends it.' }, gives: { 'text/plain': 'ok' } },
    handle: async (ctx, request, { account = '' }) =>
      answered(ctx, await receiveCall(ctx, { account, request: await calledWith(ctx, request) })),
  },
  {
    surface: 'portal',
    method: 'get',
    path: PATH,
    summary: 'A network’s question when a webhook is registered, or a gateway’s call that stands in the address.',
    may: 'public',
    calledByServices: true,
    describes: { gives: { 'text/plain': 'What the network is to be answered.' } },
    handle: async (ctx, request, { account = '' }) =>
      answered(ctx, await answerQuestion(ctx, { account, request: await calledWith(ctx, request) })),
  },
];

async function calledWith(ctx: Ctx, request: Request): Promise<InboundRequest> {
  return {
    body: new Uint8Array(await request.arrayBuffer()),
    headers: request.headers,
    query: new URL(request.url).searchParams,
    ...(ctx.address !== undefined && { address: ctx.address }),
  };
}

const answered = (ctx: Ctx, result: Result<Response>): Response =>
  result.ok ? result.value : problemAnswer(ctx, result.refusal);
