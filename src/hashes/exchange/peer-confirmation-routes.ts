import { z } from '@hono/zod-openapi';
import { instant, ok, type Route, route, textInput } from '../../kernel/index.ts';
import { APPROVAL_REASON, approvalRefusals } from '../../work/index.ts';
import { askPeerConfirmation } from './ask-peer-confirmation.ts';
import { confirmPeer } from './confirm-peer.ts';

const peer = z.object({ peer: z.uuid() });
const fingerprint = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the certificate.');

/** How a partner's address and certificate are looked at, and confirmed by a second person. */
export const peerConfirmationRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/peers/{peer}/confirmation',
    summary: 'Looks at the certificate that a partner shows and asks an approver to confirm it.',
    may: { action: 'hash-exchange.manage' },
    params: peer,
    body: z.strictObject({ reason: textInput(APPROVAL_REASON, 'Why this partner; for whoever confirms it.') }),
    answer: {
      status: 201,
      schema: z.object({
        approval: z.uuid(),
        certificate: z.object({
          fingerprint,
          subject: z.string(),
          issuer: z.string(),
          validTo: instant,
          vouched: z.boolean().describe('Whether an authority that this server trusts vouches for it.'),
        }),
      }),
      description: 'What was shown.',
    },
    refusals: [
      'peer.not-found',
      'peer.private-network',
      'link.not-web',
      'link.private-network',
      'link.unresolved',
      'link.unreachable',
      'link.too-many-redirects',
      'link.redirect-cycle',
      'link.too-slow',
      'link.too-large',
      'link.unreadable',
      'link.host-busy',
      'link.certificate-changed',
      ...approvalRefusals,
      'text.empty',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { params, body }) => askPeerConfirmation(ctx, { peer: params.peer, reason: body.reason }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/hashes/peers/{peer}/certificate',
    summary: 'Confirms the address and the certificate of a partner that somebody else named.',
    may: { action: 'hash-exchange.confirm' },
    params: peer,
    body: z.strictObject({ address: z.url({ protocol: /^https$/ }), fingerprint }),
    answer: { status: 200, schema: z.object({ confirmed: z.literal(true) }), description: 'It is confirmed.' },
    refusals: [
      'peer.not-found',
      'peer.nothing-waits',
      'peer.certificate-changed',
      ...approvalRefusals,
      'approval.decided-elsewhere',
    ],
    handle: async (ctx, { params, body }) => {
      const done = await confirmPeer(ctx, { ...body, peer: params.peer });
      return done.ok ? ok({ confirmed: true as const }) : done;
    },
  }),
];
