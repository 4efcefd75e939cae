import { type Ctx, newId, ok, type Result, type Tx } from '../../kernel/index.ts';
import { liveAssignments } from '../people/person-store.ts';
import type { Account } from './credential-store.ts';
import { deviceLabel, SESSION_LIMITS, sessionCookie, usualPurpose } from './session.ts';
import { insertSession, type SignInMethod } from './session-store.ts';
import { newToken, tokenHash } from './token.ts';

/** A session that was just opened. The token is only here and in the browser; the database has its hash. */
export interface OpenedSession {
  readonly session: string;
  readonly token: string;
  /** Ready for `set-cookie`. */
  readonly cookie: string;
  readonly person: { readonly id: string; readonly name: string };
  /** The agency whose roles the session uses. */
  readonly agency: string;
  /** Agencies where the person has live roles; more than one: the page lets them choose (`chooseAgency`). */
  readonly agencies: readonly string[];
  readonly expiresAt: Date;
}

/** Opens a session in the sign-in's own transaction: the acting agency is the one asked for, else the home agency, else the first with a role. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  account: Pick<Account, 'person' | 'name' | 'agency'>,
  how: { method: SignInMethod; userAgent: string | undefined; agency: string | undefined },
): Promise<Result<OpenedSession, never>> {
  const live = await liveAssignments(tx, account.person);
  const agencies = [...new Set(live.map((held) => held.agency))];
  const agency =
    [how.agency, account.agency, agencies[0]].find((code) => code !== undefined && agencies.includes(code)) ??
    account.agency;
  const token = newToken();
  const session = newId<'session'>(tx.now.getTime());
  const expiresAt = new Date(tx.now.getTime() + SESSION_LIMITS.absoluteMs);
  await insertSession(tx, {
    id: session,
    tokenHash: tokenHash(token),
    person: account.person,
    agency,
    device: deviceLabel(how.userAgent),
    method: how.method,
    purpose: usualPurpose(live.filter((held) => held.agency === agency).map((held) => held.role)),
    expiresAt,
  });
  tx.audit({
    action: 'session.open',
    organisation: agency,
    object: { kind: 'person', id: account.person },
    codes: { method: how.method, session },
  });
  return ok({
    session,
    token,
    cookie: sessionCookie(ctx.kernel.config, token),
    person: { id: account.person, name: account.name },
    agency,
    agencies,
    expiresAt,
  });
}
