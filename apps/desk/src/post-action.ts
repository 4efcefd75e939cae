import { deserialize } from '$app/forms';
import { m } from './paraglide/messages.js';
import type { RefusalView } from './server/answer.server.ts';
import { requestStepUp } from './state/step-up.svelte.ts';

export type ActionResult<T> = { ok: true; value: T } | { ok: false; refusal: RefusalView };

const STEP_UP = 'access.step-up-needed';
const LOST = ['network.gone', 'session.ended', 'service.failed'];

/** Whether the house itself refused, and not the way to it. */
export const reachedTheHouse = (refusal: RefusalView) => !LOST.includes(refusal.code);

/**
 * Does an act of a page without leaving it, so that nothing that was typed is lost: not when the network is gone, not when
 * the session has ended, not when somebody was faster. Where the act needs a fresh proof of who asks, the proof is asked
 * for and the act is done then. `headers` go with it, as `UNATTENDED` of what a page does by itself.
 */
export async function postAction<T = unknown>(
  action: string,
  fields: FormData | Record<string, string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ActionResult<T>> {
  const body = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (let proved = false; ; proved = true) {
    const done = await send<T>(action, body, headers);
    if (done.ok || proved || done.refusal.code !== STEP_UP || !(await requestStepUp())) return done;
  }
}

async function send<T>(
  action: string,
  body: FormData,
  headers: Readonly<Record<string, string>>,
): Promise<ActionResult<T>> {
  let answered: string;
  try {
    const response = await fetch(action, {
      method: 'POST',
      body,
      headers: { ...headers, accept: 'application/json', 'x-sveltekit-action': 'true' },
    });
    answered = await response.text();
  } catch {
    return { ok: false, refusal: { code: 'network.gone', title: m.act_offline(), next: m.act_offline_next() } };
  }
  const result = readAnswer(answered);
  if (result?.type === 'success') return { ok: true, value: result.data?.value as T };
  if (result?.type === 'failure' && result.data?.refusal)
    return { ok: false, refusal: result.data.refusal as RefusalView };
  if (result?.type === 'redirect')
    return {
      ok: false,
      refusal: { code: 'session.ended', title: m.act_session_ended(), next: m.act_session_ended_next() },
    };
  return { ok: false, refusal: { code: 'service.failed', title: m.act_failed(), next: m.act_failed_next() } };
}

function readAnswer(text: string) {
  try {
    return deserialize<Record<string, unknown>, Record<string, unknown>>(text);
  } catch {
    return undefined;
  }
}
