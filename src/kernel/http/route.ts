import type { z } from '@hono/zod-openapi';
import type { Ctx } from '../context.ts';
import type { Result } from '../result.ts';
import type { Documented } from './documented.ts';
import type { Permission } from './permission.ts';

/** Codes that every route can answer before its verb does anything: an open one, one that asks for a permission, and one that takes texts. */
export const REFUSED_BEFORE = {
  open: ['request.invalid'],
  permitted: ['request.invalid', 'access.sign-in-needed', 'access.not-permitted'],
  /** Of a route with a body, beside those. */
  body: ['text.empty', 'text.too-long', 'text.unreadable'],
} as const;

export type Surface = 'portal' | 'desk';

/** What a handler may add to its answer beside the body. */
export interface Reply<T> {
  readonly body: T;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One API route: parse, may, verb, view. The schemas check what comes in and what goes out, and
 * are the OpenAPI document. A route without `may` does not start.
 */
export interface Route<Body = unknown, Params = unknown, Query = unknown, Headers = unknown, Answer = unknown> {
  readonly surface: Surface;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in `/api/v1/reports/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly may: Permission;
  readonly body?: z.ZodType<Body>;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema: z.ZodType<Answer>;
    readonly description: string;
  };
  /** Codes that this route's verb may refuse with, for the document: all but REFUSED_BEFORE. A gate compares them. */
  readonly refusals: readonly string[];
  /** Largest body in bytes; 64 KiB where absent. */
  readonly bodyLimit?: number;
  handle(ctx: Ctx, input: { body: Body; params: Params; query: Query; headers: Headers }): Promise<Result<Answer>>;
}

/**
 * Types a route from its schemas. What `handle` gives back must be what `answer.schema` documents, no field less and none
 * more: a schema strips what it does not name, so a field that stands in the view alone would silently not go out.
 */
export function route<
  B extends z.ZodType = z.ZodUndefined,
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  H extends z.ZodObject = z.ZodObject,
  A extends z.ZodType = z.ZodType,
  View extends z.output<A> = z.output<A>,
>(
  definition: Omit<Route, 'body' | 'params' | 'query' | 'headers' | 'answer' | 'handle'> & {
    readonly body?: B;
    readonly params?: P;
    readonly query?: Q;
    readonly headers?: H;
    readonly answer: { readonly status: 200 | 201 | 202 | 204; readonly schema: A; readonly description: string };
    handle(
      ctx: Ctx,
      input: { body: z.infer<B>; params: z.infer<P>; query: z.infer<Q>; headers: z.infer<H> },
    ): Promise<Result<View>>;
  } & Documented<View, z.output<A>>,
): Route {
  return definition as unknown as Route;
}

/**
 * A route whose answer is not one JSON document: a stream, a feed in another agency's format. It names
 * its permission like any other; what it answers and refuses is its own, in the format its readers know.
 */
export interface RawRoute {
  readonly surface: Surface;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly may: Permission;
  /** Largest body in bytes; 64 KiB where absent. */
  readonly bodyLimit?: number;
  /**
   * Services call it, hundreds of times a second from a few addresses, and each call proves itself by what it holds: limited as
   * machines are. What a call costs before it is proven must be little.
   */
  readonly calledByServices?: true;
  /** For the OpenAPI document: media types and what they hold, and the query's parts. */
  readonly describes?: {
    readonly query?: Readonly<Record<string, string>>;
    readonly takes?: Readonly<Record<string, string>>;
    readonly gives: Readonly<Record<string, string>>;
  };
  handle(ctx: Ctx, request: Request, params: Readonly<Record<string, string>>): Promise<Response>;
}
