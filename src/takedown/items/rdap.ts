import { isIP } from 'node:net';
import { z } from 'zod';
import { ok, type Result, type SafeFetch } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import bootstrap from './rdap-bootstrap.json' with { type: 'json' };

/** Answers of registries by RDAP (RFC 9082, RFC 9083): who holds an address or a name, and where its abuse is told. */
export interface RdapAnswer {
  readonly name: string | null;
  readonly country: string | null;
  readonly asn: number | null;
  readonly abuseContact: string | null;
}

/** Where registries answer: by the first number of an IPv4 address, the first sixteen bits of an IPv6 one, the last label of a name. */
export interface RdapServers {
  forAddress(address: string): string | undefined;
  forDomain(domain: string): string | undefined;
}

const LIMITS = { bytes: 512 * 1024, ms: 10_000 };
const ENTITIES_MOST = 50;

const vcard = z.tuple([z.literal('vcard'), z.array(z.array(z.unknown()))]);
interface Entity {
  roles?: string[] | undefined;
  vcardArray?: unknown;
  entities?: Entity[] | undefined;
}
const entity: z.ZodType<Entity> = z.lazy(() =>
  z.object({
    roles: z.array(z.string()).optional(),
    vcardArray: z.unknown().optional(),
    entities: z.array(entity).max(ENTITIES_MOST).optional(),
  }),
);
const answer = z.object({
  objectClassName: z.enum(['domain', 'ip network']),
  name: z.string().optional(),
  country: z.string().optional(),
  arin_originas0_originautnums: z.array(z.number().int()).optional(),
  entities: z.array(entity).max(ENTITIES_MOST).optional(),
});

/** Asks the registry of an address or of a name. Refusals: `host-look-up.no-registry`, `host-look-up.unreadable`, `link.*` */
export async function askRdap(
  fetch: SafeFetch,
  servers: RdapServers,
  what: { readonly address: string } | { readonly domain: string },
): Promise<Result<RdapAnswer>> {
  const base = 'address' in what ? servers.forAddress(what.address) : servers.forDomain(what.domain);
  if (base === undefined) return refuse('host-look-up.no-registry');
  const path = 'address' in what ? `ip/${what.address}` : `domain/${what.domain}`;
  const got = await fetch.get(`${base.replace(/\/?$/, '/')}${path}`, {
    limits: LIMITS,
    headers: { accept: 'application/rdap+json' },
  });
  if (!got.ok) return got;
  // A registry that knows nothing says 404: an answer, and an empty one.
  if (got.value.status === 404) return ok({ name: null, country: null, asn: null, abuseContact: null });
  if (got.value.status !== 200) return refuse('host-look-up.unreadable');
  const read = readRdap(got.value.body.toString('utf8'));
  return read === undefined ? refuse('host-look-up.unreadable') : ok(read);
}

/** What an answer says; undefined where it is none. */
export function readRdap(body: string): RdapAnswer | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = answer.safeParse(json);
  if (!parsed.success) return undefined;
  const { objectClassName, name, country, entities = [], arin_originas0_originautnums: origins } = parsed.data;
  const all = [...everyEntity(entities)];
  const of = (role: string) => all.find((one) => one.roles?.includes(role));
  const abuse = all.find((one) => one.roles?.includes('abuse') && emailOf(one) !== null);
  const holder = objectClassName === 'domain' ? nameOf(of('registrar')) : (name ?? nameOf(of('registrant')));
  return {
    name: shortened(holder),
    country: country !== undefined && /^[A-Z]{2}$/i.test(country) ? country.toUpperCase() : null,
    asn: origins?.find((one) => one > 0 && one <= 4_294_967_295) ?? null,
    abuseContact: abuse ? emailOf(abuse) : null,
  };
}

function* everyEntity(entities: readonly Entity[], depth = 0): Generator<Entity> {
  for (const one of entities) {
    yield one;
    if (depth < 3 && one.entities) yield* everyEntity(one.entities, depth + 1);
  }
}

function property(one: Entity | undefined, wanted: string): string | null {
  const read = vcard.safeParse(one?.vcardArray);
  if (!read.success) return null;
  const found = read.data[1].find(([name]) => name === wanted)?.[3];
  return typeof found === 'string' && found !== '' ? found : null;
}
const nameOf = (one: Entity | undefined): string | null => property(one, 'fn');
function emailOf(one: Entity): string | null {
  const email = property(one, 'email');
  return email !== null && email.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email) ? email : null;
}
const shortened = (text: string | null): string | null =>
  text === null ? null : text.replaceAll(/\p{C}/gu, ' ').trim().slice(0, 200) || null;

/** The registries as the bootstrap files name them: dated data, no look-up at run time. */
export const publishedServers: RdapServers = {
  forAddress: (address) => {
    const family = isIP(address);
    if (family === 0) return undefined;
    const block = family === 4 ? address.split('.')[0] : (address.split(':')[0] as string).toLowerCase();
    const rows = family === 4 ? bootstrap.ipv4 : bootstrap.ipv6;
    return rows.find((row) => (row.blocks as readonly string[]).includes(block as string))?.url ?? bootstrap.anyAddress;
  },
  forDomain: (domain) => {
    const label = domain.split('.').at(-1) ?? '';
    return (bootstrap.domains as Readonly<Record<string, string>>)[label];
  },
};
