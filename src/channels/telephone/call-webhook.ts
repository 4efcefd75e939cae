import { z } from 'zod';
import { newId, ok, type Result } from '../../kernel/index.ts';
import type { Reach, SendOutcome } from '../adapter.ts';
import type { InboundEvent, InboundRequest } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { mayHaveArrived } from '../send-outcome.ts';
import { bodyJson } from '../signature.ts';
import { readSigned, signedHeaders } from '../standard-webhook.ts';
import type { CallCommand, TelephoneAccount } from './call-command.ts';
import { callNumber } from './call-number.ts';
import { extensionRule } from './telephone-settings.ts';

const name = z.string().min(1).max(200);
const at = z.iso.datetime({ offset: true });
const step = z.strictObject({
  type: z.enum([
    'call.incoming',
    'call.ringing',
    'call.answered',
    'call.held',
    'call.resumed',
    'call.parked',
    'call.ended',
    'call.failed',
    'call.voicemail',
    'call.recording-started',
    'call.recording-stopped',
  ]),
  call: name,
  at,
  direction: z.enum(['in', 'out']).default('in'),
  from: z.string().max(100).nullish(),
  to: z.string().max(100).nullish(),
  extension: extensionRule.nullish(),
  cause: z.number().int().min(0).max(127).nullish(),
  recording: name.nullish(),
});
const open = z.strictObject({ type: z.literal('calls.open'), calls: z.array(name).max(1_000), at });
const message = z.union([step, open]);

/**
 * A call of an exchange of whatever make, or of a few lines beside it, in our own words (docs/channels.md): one event a call, JSON,
 * signed as Standard Webhooks has it. `calls.open` is the sign of life, and says which calls there are.
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.outside-window`, `webhook.unreadable`
 */
export function receiveCall(
  request: InboundRequest,
  { settings, secrets }: TelephoneAccount,
  now: Date,
): Result<readonly InboundEvent[]> {
  const signed = readSigned(request, secrets.secret, now);
  if (!signed.ok) return signed;
  const read = message.safeParse(bodyJson(request.body));
  if (!read.success) return refuse('webhook.unreadable');
  const said = read.data;
  const base = { channel: 'telephone', at: new Date(said.at) } as const;
  if (said.type === 'calls.open')
    return ok([{ ...base, kind: 'open-calls', id: `open:${signed.value.id}`, calls: said.calls }]);
  const state = said.type.slice('call.'.length) as Extract<InboundEvent, { kind: 'call' }>['state'];
  return ok([
    {
      ...base,
      kind: 'call',
      // Not the id of the sending: what an exchange tells again under another id is the same step.
      id: `${said.call}:${state}:${base.at.getTime()}`.slice(0, 300),
      call: said.call,
      state,
      direction: said.direction,
      from: callNumber(said.from),
      to: callNumber(said.to) ?? settings.number,
      extension: said.extension ?? null,
      cause: said.cause ?? null,
      recording: said.recording ?? null,
    },
  ]);
}

/** Posts a command, signed in the same way, to where the operator said. */
export async function commandByWebhook(
  { settings, secrets }: TelephoneAccount,
  command: CallCommand,
  reach: Reach,
): Promise<SendOutcome> {
  if (settings.address === '') return { state: 'refused', reason: 'no-commands' };
  const body = JSON.stringify({ type: `call.${command.act}`, ...command, at: reach.now.toISOString() });
  const id = newId<'call-command'>(reach.now.getTime());
  const sent = await reach.fetch.get(settings.address, {
    method: 'POST',
    body,
    headers: signedHeaders(secrets.secret, id, body, reach.now),
    limits: { bytes: 10_000, ms: 3_000, redirects: 0 },
  });
  if (!sent.ok) return { state: mayHaveArrived(sent.refusal) ? 'unsure' : 'again', reason: sent.refusal.code };
  const { status } = sent.value;
  return status < 300 ? { state: 'sent', provider: id } : { state: 'refused', reason: `status-${status}` };
}
