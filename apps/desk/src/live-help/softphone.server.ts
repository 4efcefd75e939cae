import type { Cookies } from '@sveltejs/kit';
import { permissionsPolicy } from '../../../../src/kernel/http/permissions-policy.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App as LaChan } from '../../../server/app.ts';

/** Says in a browser whose telephone it is: another browser of the same person rings for nobody. It opens nothing. */
const COOKIE = 'lachan_softphone';
const YEAR = 365 * 24 * 3_600;

interface Visit {
  readonly ctx: Ctx;
  readonly cookies: Cookies;
}

/** Whether the reader has said that this browser is their telephone. */
export const isOwnSoftphone = ({ ctx, cookies }: Visit): boolean =>
  ctx.actor.kind === 'person' && cookies.get(COOKIE) === ctx.actor.person;

/** Keeps in this browser whether it is the reader's telephone. */
export function keepOwnSoftphone({ ctx, cookies }: Visit, app: LaChan, is: boolean): void {
  const attributes = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: app.kernel.config.publicProtocol === 'https',
  } as const;
  if (is && ctx.actor.kind === 'person') cookies.set(COOKIE, ctx.actor.person, { ...attributes, maxAge: YEAR });
  else cookies.delete(COOKIE, attributes);
}

/** A page of whoever's telephone is this browser may hear its microphone and connect to its exchange: to that one, and nowhere else. */
export async function letSoftphoneThrough(app: LaChan, visit: Visit, headers: Headers): Promise<void> {
  const policy = headers.get('content-security-policy');
  if (policy === null || !isOwnSoftphone(visit)) return;
  const origin = await app.modules.counselling.softphoneOrigin(visit.ctx);
  if (origin === undefined) return;
  headers.set('content-security-policy', policy.replace("connect-src 'self'", `connect-src 'self' ${origin}`));
  headers.set('permissions-policy', permissionsPolicy({ microphone: true }));
}
