import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type Actor,
  anonymous,
  type Connection,
  createContext,
  exclusionsOf,
  HOUR,
  type Identify,
  isWithin,
  type Kernel,
  newId,
  ok,
  type Result,
  type Surface,
  sharedLook,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import type { Day } from '../../vocabulary/index.ts';
import { DISPLAY, displayCookieName } from '../machines/display.ts';
import { KnownMachines } from '../machines/known-machines.ts';
import { parseKey } from '../machines/machine-client.ts';
import { liveMachineClient, machineSeen } from '../machines/machine-client-store.ts';
import { effectiveAssignments } from '../people/effective-roles.ts';
import { agencyGrantsReach, grantReaches } from '../people/grant-reach.ts';
import { nameKey } from '../people/name-key.ts';
import { cookieNamed, SESSION_LIMITS, showsPresence, tokenFromCookies } from './session.ts';
import { liveSession, touchSession } from './session-store.ts';
import { isToken, tokenHash } from './token.ts';

/**
 * The person of a session cookie, with the roles that are live at this instant and that the agency may hold today. Anything else is
 * nobody: no cookie, an expired, ended or invented one, a closed account, or the portal, where nobody signs in.
 * Two queries, and a third at most once a minute; requests of one session that come at once share them.
 * @param asked the request, or its `cookie` header
 * @param counts whether this is a sign of the person being there; where absent, the request itself tells
 */
export async function identify(
  kernel: Kernel,
  asked: Request | string | null | undefined,
  surface: Surface,
  { counts = asked instanceof Request ? showsPresence(asked.headers) : true }: { readonly counts?: boolean } = {},
): Promise<Actor> {
  const cookieHeader = asked instanceof Request ? asked.headers.get('cookie') : asked;
  const token = surface === 'desk' ? tokenFromCookies(kernel.config, cookieHeader) : undefined;
  if (token === undefined || !isToken(token)) return anonymous;
  return personLooks(kernel)(counts ? `${token} is there` : token);
}

const looks = new WeakMap<Kernel, (key: string) => Promise<Actor>>();

/** The looks of a process for the persons of sessions, each for all requests that came before it began. */
function personLooks(kernel: Kernel): (key: string) => Promise<Actor> {
  const known =
    looks.get(kernel) ??
    sharedLook((key: string) => {
      const [token = '', ...counts] = key.split(' ');
      return personOf(kernel, token, counts.length > 0);
    });
  looks.set(kernel, known);
  return known;
}

async function personOf(kernel: Kernel, token: string, counts: boolean): Promise<Actor> {
  const who = async (tx: Tx): Promise<Result<Actor>> => {
    const live = await liveSession(tx, tokenHash(token));
    if (!live) return ok(anonymous);
    if (counts && tx.now.getTime() - live.lastSeenAt.getTime() >= SESSION_LIMITS.seenEveryMs)
      await touchSession(tx, live.session);
    const holder = { person: live.person, agency: live.agency, nameKey: await nameKey(kernel.vault, live.name) };
    const assignments = effectiveAssignments(live.assignments, live.holder, vietnamDate(tx.now) as Day);
    const actor: Actor = {
      kind: 'person',
      ...holder,
      name: live.name,
      functions: live.holder.functions,
      assignments,
      agencyGrants: agencyGrantsReach(assignments),
      grants: live.grants
        .filter((grant) => grantReaches(grant, { ...holder, assignments }))
        .map(({ subjectKind: _kind, subject: _subject, until, ...grant }) => ({ ...grant, until: new Date(until) })),
      exclusions: await exclusionsOf(tx, holder),
      session: live.session,
      purpose: live.purpose,
      ...(live.steppedUpUntil ? { steppedUpUntil: live.steppedUpUntil } : {}),
    };
    return ok(actor);
  };
  // Asked at each request of the desk: planning it anew would cost more than answering it.
  const result = await platform(kernel).transaction(who, { keep: true, onePlan: true });
  return result.ok ? result.value : anonymous;
}

/**
 * The machine that shows a key, or the certificate that is registered for it; anything else is nobody. Where certificates
 * or addresses are registered, the request must come with one of them, whatever key it shows.
 */
export async function identifyMachine(
  kernel: Kernel,
  authorization: string | null | undefined,
  { address, certificate }: Partial<Connection> = {},
): Promise<Actor> {
  const key = parseKey(authorization);
  if (!key && (authorization || certificate === undefined)) return anonymous;
  const result = await platform(kernel).transaction(
    async (tx) => {
      const client = await liveMachineClient(tx, key ?? { certificate: certificate as string });
      if (!client || (key && !opens(client, tokenHash(key.secret)))) return ok(anonymous);
      if (client.certificates.length > 0 && !client.certificates.includes(certificate ?? '')) return ok(anonymous);
      if (client.addresses.length > 0 && !isWithin(address ?? '', client.addresses)) return ok(anonymous);
      await machineSeen(tx, client.id, client.kind === 'display' ? DISPLAY.seenEveryMs : SEEN_EVERY_MS);
      return ok<Actor>({ kind: 'machine', client: client.id, agency: client.agency, scopes: client.scopes });
    },
    { keep: true },
  );
  return result.ok ? result.value : anonymous;
}

/** Of a service it is enough to know the hour; of a screen, see `DISPLAY`. */
const SEEN_EVERY_MS = HOUR;

/** Whether a shown key is the machine's, or the one before its last renewal while that still works. */
function opens(
  { keyHash, previousKeyHash }: { keyHash: Buffer; previousKeyHash: Buffer | null },
  shown: Buffer,
): boolean {
  return timingSafeEqual(keyHash, shown) || (previousKeyHash !== null && timingSafeEqual(previousKeyHash, shown));
}

/**
 * The screen of a display's cookie; anything else is nobody. Only the page of the wall asks it: the cookie opens no other page and no
 * route, and beside a session it changes nothing.
 */
export async function identifyDisplay(
  kernel: Kernel,
  cookieHeader: string | null | undefined,
  connection: Partial<Connection> = {},
): Promise<Actor> {
  const key = cookieNamed(displayCookieName(kernel.config), cookieHeader);
  if (key === undefined) return anonymous;
  return identifyMachine(kernel, `Bearer ${key}`, connection);
}

/** Who asks, for the API: a key where one is shown, else a machine's certificate, else the session. */
export function identifyRequest(kernel: Kernel): Identify {
  const machines = new KnownMachines(kernel);
  return async (request, surface, connection) => {
    const authorization = request.headers.get('authorization') ?? functionsKey(request);
    const { address, certificate } = connection;
    if (authorization === null && certificate === undefined) return identify(kernel, request, surface);
    const proof = createHash('sha256')
      .update(JSON.stringify([authorization, certificate ?? null, address]))
      .digest('base64');
    const actor = await machines.remember(proof, () => identifyMachine(kernel, authorization, connection));
    // A person's browser may show a certificate of another purpose.
    return actor.kind === 'anonymous' && authorization === null ? identify(kernel, request, surface) : actor;
  };
}

/** Clients of the StopNCII protocol show their key in a header of its own. */
function functionsKey(request: Request): string | null {
  const key = request.headers.get('x-functions-key');
  return key === null ? null : `Bearer ${key}`;
}

function platform(kernel: Kernel) {
  return createContext(kernel, {
    actor: systemActor('members.identify'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
}
