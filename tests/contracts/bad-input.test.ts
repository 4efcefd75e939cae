import type { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveRoute } from '../../apps/server/live-route.ts';
import { modules } from '../../apps/server/modules.ts';
import { nothingRuns } from '../../apps/server/openapi.ts';
import { routesOf } from '../../apps/server/routes.ts';
import { DECODERS, Decoders } from '../../src/hashes/media/index.ts';
import {
  type Actor,
  anonymous,
  createApi,
  giveService,
  openapiDocument,
  Permissions,
  type PersonActor,
  type RawRoute,
  REFUSED_BEFORE,
  type Route,
  type Surface,
  servicesOf,
} from '../../src/kernel/index.ts';
import { agencyFunction, centralAgencies, role } from '../../src/vocabulary/index.ts';
import { breachesOf, resolver, type Schema, sampleOf } from '../../tools/test/bad-input.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { rowCounts } from '../journeys/installation.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Documented {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}
/** A call of an operation, sound but for what a test puts into it. */
interface Call {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent. */
  readonly body?: string;
}

const { routes: described, rawRoutes } = routesOf(modules, nothingRuns);
const documents = Object.fromEntries(
  (['portal', 'desk'] as const).map((surface) => [surface, openapiDocument(surface, described)]),
);
const operations = described.map((route) => {
  const paths = documents[route.surface]?.paths as Record<string, Record<string, Documented>>;
  return { route, contract: paths[route.path]?.[route.method] as Documented };
});

const home = fileFixture(() => openTestKernel());
const decoders = new Decoders();
afterAll(() => decoders.close());
let permissions: Permissions;
const apis = new Map<Surface, OpenAPIHono>();
let actor: Actor = anonymous;
beforeAll(async () => {
  permissions = new Permissions(
    modules.flatMap((module) => module.schema?.policies ?? []),
    modules.flatMap((module) => (module.capabilities ? [module.capabilities] : [])),
  );
  const { routes, rawRoutes } = routesOf(modules, servicesOf(home.kernel, [giveService(DECODERS, decoders)]));
  for (const surface of ['portal', 'desk'] as const)
    apis.set(
      surface,
      createApi(home.kernel, surface, routes, permissions, async () => actor, rawRoutes),
    );
});

/** Somebody who may ask for the route at all, so that the contract is what refuses. */
function somebodyFor({ may, method, path }: Pick<Route, 'may' | 'method' | 'path'>): Actor {
  const now = home.clock.now();
  const people = [...centralAgencies.map(({ code }) => code), 'X00004', 'P01'].map((agency) =>
    testPerson(role.codes, agency, { desk: '111-intake', steppedUpUntil: new Date(now.getTime() + 3_600_000) }),
  );
  const scopes = [...permissions.actions, 'listening.push'];
  const found = [
    anonymous,
    ...people,
    ...people.map(withoutDesk),
    // Some are held for a province alone.
    testPerson('province_child_officer', 'SYT-01', { province: '01' }),
    // Some are bound to a power that the agency holds today.
    testPerson(role.codes, 'MPS-A05', { functions: agencyFunction.codes }),
    { kind: 'machine' as const, client: 'mau', agency: 'MAU', scopes },
  ].find((one) => permissions.allows(may, one, now));
  if (!found) throw new Error(`nobody of the test may ask for ${method} ${path}`);
  return found;
}

/** Some roles are held for a desk, others for the whole agency. */
const withoutDesk = (person: PersonActor): PersonActor => ({
  ...person,
  assignments: person.assignments.map(({ desk: _desk, ...held }) => held),
});

function soundCall({ route, contract }: (typeof operations)[number]): Call {
  const resolve = resolver(documents[route.surface]);
  const of = (place: Parameter['in']) =>
    Object.fromEntries(
      (contract.parameters ?? [])
        .filter((one) => one.in === place && (place === 'path' || one.required))
        .map((one) => [one.name, place === 'header' ? 'mau-0123456789-abcdef' : String(sampleOf(one.schema, resolve))]),
    );
  const body = contract.requestBody?.content['application/json'].schema;
  return {
    path: of('path'),
    query: of('query'),
    headers: { ...of('header'), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(sampleOf(body, resolve)) } : {}),
  };
}

/** Every bad call of an operation, with the field that is at fault. */
function* badCalls(operation: (typeof operations)[number]): Generator<{ what: string; field?: string; call: Call }> {
  const { route, contract } = operation;
  const resolve = resolver(documents[route.surface]);
  const sound = soundCall(operation);
  for (const { name, in: place, required, schema } of contract.parameters ?? []) {
    const texts = breachesOf(schema, resolve).flatMap(({ what, value }) =>
      typeof value === 'string' || typeof value === 'number' ? [[what, String(value)] as const] : [],
    );
    // A number in an address is a text like any other, where a text is asked for.
    for (const [what, text] of texts.filter(([what]) => place !== 'header' && what !== 'number there'))
      yield {
        what: `${name} ${what}`,
        field: name,
        call: place === 'path' ? withPart(sound, 'path', name, text) : withPart(sound, 'query', name, text),
      };
    if (required && place !== 'path') yield { what: `${name} missing`, call: withoutPart(sound, place, name) };
  }
  const body = contract.requestBody?.content['application/json'].schema;
  if (!body) return;
  for (const { what, path, value } of breachesOf(body, resolve))
    yield {
      what: `${path.join('.') || 'body'}: ${what}`,
      ...(route.body?.safeParse(value).success ? {} : { field: path.join('.') }),
      call: { ...sound, body: JSON.stringify(value) },
    };
  for (const [what, text] of [
    ['nothing', ''],
    ['half of it', sound.body?.slice(0, -1) ?? ''],
    ['no JSON', '\u0000{'],
    ['nested a thousand times', '['.repeat(1000)],
  ] as const)
    yield { what: `body: ${what}`, call: { ...sound, body: text } };
  const headers = { ...sound.headers, 'content-type': 'text/plain' };
  yield { what: 'body: of another type', call: { ...sound, headers } };
}

const withPart = (call: Call, part: 'path' | 'query', name: string, text: string): Call => ({
  ...call,
  [part]: { ...call[part], [name]: text },
});
function withoutPart(call: Call, place: 'query' | 'header', name: string): Call {
  const part = place === 'header' ? 'headers' : 'query';
  const { [name]: _left, ...rest } = call[part];
  return { ...call, [part]: rest };
}

async function send(
  { surface, method, path }: Pick<Route, 'surface' | 'method' | 'path'>,
  call: Call,
): Promise<Response> {
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.path[name] ?? ''));
  const query = new URLSearchParams(call.query).toString();
  const api = apis.get(surface) as OpenAPIHono;
  return api.request(`${at}${query ? `?${query}` : ''}`, {
    method: method.toUpperCase(),
    headers: call.headers,
    ...(call.body === undefined ? {} : { body: call.body }),
  });
}

/** Counts of tries, and the audit of refusals, may grow although an act was refused. */
const MAY_GROW = /^(kernel\.audit_|intake\.receipt_attempt|graphile_worker\.)/;
async function everythingWritten(): Promise<unknown> {
  const counts = [...(await rowCounts(home.owner))].filter(([table]) => !MAY_GROW.test(table));
  const { rows } = await home.owner.query("select count(*) as done from kernel.audit_entry where outcome <> 'refused'");
  return { counts, audit: rows };
}

// The session in a cookie is tried by its own tests; here, what an operation takes beside it.
const takesSomething = operations.filter(
  ({ contract }) => contract.requestBody || contract.parameters?.some((one) => one.in !== 'header'),
);
const beforeTheVerb = ['request.malformed', 'request.wrong-media-type', 'request.too-large'];

describe('what does not keep the contract of an operation', () => {
  test('is tried for every operation that takes anything', () => {
    expect(takesSomething.length).toBeGreaterThan(70);
    for (const { route, contract } of takesSomething) {
      const resolve = resolver(documents[route.surface]);
      const body = contract.requestBody?.content['application/json'].schema;
      if (body)
        expect(route.body?.safeParse(sampleOf(body, resolve)).error, `${route.method} ${route.path}`).toBe(undefined);
    }
  });

  test.each(takesSomething.map((one) => [`${one.route.method} ${one.route.path}`, one] as const))(
    '%s is refused with a documented code, and writes nothing',
    async (_name, operation) => {
      const { route } = operation;
      actor = somebodyFor(route);
      const documented = [
        ...route.refusals,
        ...(route.may === 'public' ? REFUSED_BEFORE.open : REFUSED_BEFORE.permitted),
        ...(route.body ? REFUSED_BEFORE.body : []),
        ...beforeTheVerb,
      ];
      const before = await everythingWritten();
      let tried = 0;
      for (const { what, field, call } of badCalls(operation)) {
        const answer = await send(route, call);
        const text = await answer.text();
        expect([answer.status >= 400 && answer.status < 500, what, text.slice(0, 300)]).toEqual([
          true,
          what,
          expect.anything(),
        ]);
        expect(answer.headers.get('content-type'), what).toContain('application/problem+json');
        const problem = JSON.parse(text) as { code: string; field?: string };
        expect(documented, what).toContain(problem.code);
        if (field !== undefined && problem.code !== 'request.too-large') {
          expect(problem.code, what).toBe('request.invalid');
          // A union names itself, a field too much its object.
          expect(field.startsWith(problem.field ?? ''), `${what}: ${problem.field}`).toBe(true);
        }
        tried++;
      }
      expect(tried).toBeGreaterThan(0);
      expect(await everythingWritten()).toEqual(before);
    },
  );
});

/** What no contract describes field by field: files, and the shapes of other services. Live events take nothing. */
const unschemed = rawRoutes.filter(({ path }) => path !== liveRoute.path);
const NO_TEXT = ['', '\u0001', '-1', '1e309', 'Infinity', "'; drop table x --", '../../x', 'x'.repeat(3000)];
const NO_BODY = [
  '',
  '\u0000{',
  '{',
  '['.repeat(1000),
  'null',
  'true',
  '7',
  '"chữ"',
  '[]',
  '{}',
  '<a>',
  'x'.repeat(5000),
];

/** The same for a raw route: every part of its address and query, and its body, as nobody means them. */
function* badRawCalls({ method, path, describes }: RawRoute): Generator<{ what: string; call: Call }> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const sound: Call = { path: Object.fromEntries(names.map((name) => [name, 'khong-co'])), query: {}, headers: {} };
  for (const text of NO_TEXT) {
    for (const name of names)
      if (text !== '') yield { what: `${name} ${text.slice(0, 20)}`, call: withPart(sound, 'path', name, text) };
    for (const name of Object.keys(describes?.query ?? {}))
      yield { what: `?${name} ${text.slice(0, 20)}`, call: withPart(sound, 'query', name, text) };
  }
  if (method === 'get') return;
  const types = [...Object.keys(describes?.takes ?? {}), 'application/json', 'text/plain'];
  for (const type of new Set(types))
    for (const body of NO_BODY)
      yield { what: `${type} ${body.slice(0, 20)}`, call: { ...sound, headers: { 'content-type': type }, body } };
}

describe('what a raw route cannot read', () => {
  test.each(unschemed.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'of %s is refused or asks for nothing, and writes nothing',
    async (_name, route) => {
      actor = somebodyFor(route);
      const before = await everythingWritten();
      for (const { what, call } of badRawCalls(route)) {
        const answer = await send(route, call);
        expect([what, answer.status, (await answer.text()).slice(0, 200)]).toEqual([
          what,
          expect.toSatisfy((status: number) => status < 500),
          expect.anything(),
        ]);
      }
      expect(await everythingWritten()).toEqual(before);
    },
  );
});
