import type { IncomingMessage } from 'node:http';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Actor } from '../actor.ts';
import { type Ctx, createContext } from '../context.ts';
import type { Kernel } from '../kernel.ts';
import type { Language, Refusal } from '../refusal.ts';
import { refuse } from '../refusals.ts';
import { problemResponse } from './answer.ts';
import { type Connection, coarseAddress, connectionOf } from './connection.ts';
import type { Permission, Permissions } from './permission.ts';
import { noteProven } from './proven-keys.ts';
import { type RawRoute, REFUSED_BEFORE, type Route, type Surface } from './route.ts';

/** Finds out who asks, from a session cookie, an API key, a certificate or nothing. */
export type Identify = (request: Request, surface: Surface, connection: Connection) => Promise<Actor>;

export const REQUEST_ID_HEADER = 'x-request-id';
const DEFAULT_BODY_LIMIT = 64 * 1024;
/** Bodies up to this are read at once, as every form is: the limits of requests bound them. A larger one waits for room, unread. */
const SMALL_BODY = 256 * 1024;
/** When to come again where there was no room for a large body. */
const RETRY_SECONDS = 30;

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    field: z.string().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    instance: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details. `code` is stable; docs/refusals.md lists all.' });

/** The API of one surface: the routes that it serves, and their OpenAPI 3.1 document at `/api/openapi.json`. */
export function createApi(
  kernel: Kernel,
  surface: Surface,
  routes: readonly Route[],
  permissions: Permissions,
  identify: Identify,
  rawRoutes: readonly RawRoute[] = [],
): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const issue = result.error.issues[0];
      // The message may quote what was sent; only the place goes out.
      const refused = refuse('request.invalid', { field: issue?.path.map(String).join('.') || undefined });
      return answerRefusal(kernel, c, (refused as { refusal: Refusal }).refusal);
    },
  });
  /** The context of an admitted request, or the refusal to send. */
  const admit = async (c: Context, may: Permission): Promise<Ctx | Response> => {
    const incoming = incomingOf(c);
    const actor = await identify(c.req.raw, surface, connectionOf(incoming));
    if (actor.kind === 'machine' && incoming) noteProven(kernel, incoming, kernel.clock.now());
    const address = coarseAddress(incoming);
    const ctx = createContext(kernel, {
      actor,
      requestId: requestId(c),
      language: language(c),
      ...(address && { address }),
    });
    if (permissions.allows(may, actor, ctx.now)) return ctx;
    if (actor.kind === 'person' && may !== 'public') await ctx.auditRefused({ action: may.action });
    return answerRefusal(
      kernel,
      c,
      refusalOf(actor.kind === 'anonymous' ? 'access.sign-in-needed' : 'access.not-permitted'),
    );
  };
  const limitBody = (route: { path: string; method: string; bodyLimit?: number }) => {
    const maxSize = route.bodyLimit ?? DEFAULT_BODY_LIMIT;
    const counted = bodyLimit({ maxSize, onError: (c) => answerRefusal(kernel, c, refusalOf('request.too-large')) });
    api.on(route.method.toUpperCase(), honoPath(route.path), async (c, next) => {
      const length = declaredLength(c);
      const bytes = length === undefined ? maxSize : Number(length);
      // What says its length is held to it by the HTTP parser. To count it, a stream would be made of every body.
      const read = bytes <= maxSize && length !== undefined ? next : () => counted(c, next);
      if (bytes <= SMALL_BODY || bytes > maxSize) return read();
      const giveBack = await kernel.uploads.take(bytes);
      if (!giveBack) return answerRefusal(kernel, c, busy());
      try {
        return await read();
      } finally {
        giveBack();
      }
    });
  };
  const admitted = new WeakMap<Context, Ctx>();
  for (const route of rawRoutes.filter((candidate) => candidate.surface === surface)) {
    permissions.mustBeKnown(route.may, `${route.method.toUpperCase()} ${route.path}`);
    // Asked before the body is counted: these take large ones, and nobody without the permission may fill our memory.
    api.on(route.method.toUpperCase(), honoPath(route.path), async (c, next) => {
      const ctx = await admit(c, route.may);
      if (ctx instanceof Response) return ctx;
      admitted.set(c, ctx);
      return next();
    });
    limitBody(route);
    api.on(route.method.toUpperCase(), honoPath(route.path), (c) =>
      route.handle(admitted.get(c) as Ctx, c.req.raw, c.req.param() as Record<string, string>),
    );
  }
  for (const route of routes.filter((candidate) => candidate.surface === surface)) {
    permissions.mustBeKnown(route.may, `${route.method.toUpperCase()} ${route.path}`);
    // Before the body is read: what is sent without the permission is not parsed.
    api.on(route.method.toUpperCase(), honoPath(route.path), async (c, next) => {
      const ctx = await admit(c, route.may);
      if (ctx instanceof Response) return ctx;
      admitted.set(c, ctx);
      return next();
    });
    if (route.body) {
      limitBody(route);
      api.on(route.method.toUpperCase(), honoPath(route.path), async (c, next) => {
        if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
          return answerRefusal(kernel, c, refusalOf('request.wrong-media-type'));
        return next();
      });
    }
    api.openapi(describe(route), (async (c: Context) => {
      const ctx = admitted.get(c) as Ctx;
      const valid = (part: string) => (c.req as unknown as { valid(name: string): unknown }).valid(part);
      const result = await route.handle(ctx, {
        body: route.body ? valid('json') : undefined,
        params: route.params ? valid('param') : {},
        query: route.query ? valid('query') : {},
        headers: route.headers ? valid('header') : {},
      });
      if (!result.ok) return answerRefusal(kernel, c, result.refusal);
      c.header('cache-control', 'no-store');
      if (route.answer.status === 204) return c.body(null, 204);
      // What goes out is checked too: a view that lets a field slip is a bug, not a leak.
      return c.json(route.answer.schema.parse(result.value) as object, route.answer.status);
    }) as never);
  }
  const document = openapiDocument(surface, routes, rawRoutes);
  api.get('/api/openapi.json', (c) => c.json(document));
  api.notFound((c) => answerRefusal(kernel, c, refusalOf('route.not-found')));
  api.onError((error, c) => {
    // Hono reports a body that is not JSON as an HTTPException with status 400.
    if ((error as { status?: number }).status === 400) return answerRefusal(kernel, c, refusalOf('request.malformed'));
    kernel.log.error({ err: error, requestId: requestId(c) }, 'request failed');
    return answerRefusal(kernel, c, refusalOf('service.failed'));
  });
  return api;
}

/** The OpenAPI 3.1 document of a surface's routes; the committed copies in docs/openapi come from it. */
export function openapiDocument(surface: Surface, routes: readonly Route[], rawRoutes: readonly RawRoute[] = []) {
  const book = new OpenAPIHono();
  for (const route of routes) if (route.surface === surface) book.openAPIRegistry.registerPath(describe(route));
  for (const route of rawRoutes) if (route.surface === surface) book.openAPIRegistry.registerPath(describeRaw(route));
  return book.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: surface === 'portal' ? 'Lá Chắn: portal API' : 'Lá Chắn: desk API',
      version: '1',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
  });
}

function busy(): Refusal {
  return (refuse('request.busy', { facts: { retryAfterSeconds: RETRY_SECONDS } }) as { refusal: Refusal }).refusal;
}

function refusalOf(code: Parameters<typeof refuse>[0]): Refusal {
  return (refuse(code) as { refusal: Refusal }).refusal;
}

function answerRefusal(kernel: Kernel, c: Context, refusal: Refusal): Response {
  return problemResponse(kernel, refusal, language(c), requestId(c));
}

/** What is refused before the verb is asked; a route's own list leaves it out. */
function refusedBefore({ may, body }: Route): readonly string[] {
  return [
    ...(may === 'public' ? REFUSED_BEFORE.open : REFUSED_BEFORE.permitted),
    ...(body === undefined ? [] : REFUSED_BEFORE.body),
  ];
}

function describe(route: Route) {
  return createRoute({
    method: route.method,
    path: route.path,
    summary: route.summary,
    description: route.may === 'public' ? 'Open to everyone.' : `Needs the permission \`${route.may.action}\`.`,
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(route.headers ? { headers: route.headers } : {}),
      ...(route.body ? { body: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    },
    responses: {
      [route.answer.status]: {
        description: route.answer.description,
        ...(route.answer.status === 204 ? {} : { content: { 'application/json': { schema: route.answer.schema } } }),
      },
      default: {
        description: `A refusal. Of this route: ${[...route.refusals, ...refusedBefore(route)].map((code) => `\`${code}\``).join(', ')}.`,
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}

/** A route in another agency's format: its media types in words, since their shapes stand in the formats' own documents. */
function describeRaw(route: RawRoute) {
  const { query = {}, takes, gives = { 'application/octet-stream': 'In its own format.' } } = route.describes ?? {};
  const content = (types: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(types).map(([type, description]) => [type, { schema: { type: 'string' as const, description } }]),
    );
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const texts = (parts: readonly (readonly [string, z.ZodType])[]) => z.object(Object.fromEntries(parts));
  return createRoute({
    method: route.method,
    path: route.path,
    summary: route.summary,
    description: route.may === 'public' ? 'Open to everyone.' : `Needs the permission \`${route.may.action}\`.`,
    request: {
      ...(names.length > 0 ? { params: texts(names.map((name) => [name, z.string()])) } : {}),
      ...(Object.keys(query).length > 0
        ? {
            query: texts(
              Object.entries(query).map(([name, description]) => [
                name,
                z.string().optional().openapi({ description }),
              ]),
            ),
          }
        : {}),
      ...(takes ? { body: { required: true, content: content(takes) } } : {}),
    },
    responses: {
      200: { description: 'In the format of its readers.', content: content(gives) },
      default: { description: 'A refusal, in the format of its readers.' },
    },
  });
}

/** The length that a request declares for its body, where that is the whole truth. */
function declaredLength(c: Context): string | undefined {
  return c.req.header('transfer-encoding') === undefined ? c.req.header('content-length') : undefined;
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function requestId(c: Context): string {
  // From the message, where the edge wrote it: the parsed headers may be the caller's own.
  return String(incomingOf(c)?.headers[REQUEST_ID_HEADER] ?? 'unknown');
}

function incomingOf(c: Context): IncomingMessage | undefined {
  return (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
}

/** Vietnamese unless the reader's own preference puts English first. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'vi';
}

function language(c: Context): Language {
  return preferredLanguage(c.req.header('accept-language'));
}
