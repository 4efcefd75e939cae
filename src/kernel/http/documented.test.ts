import { z } from '@hono/zod-openapi';
import { describe, expect, test } from 'vitest';
import { ok } from '../result.ts';
import { route } from './route.ts';
import { instant, listSchema } from './shapes.ts';

/** Each `@ts-expect-error` is a breach that the compiler must refuse: `npm run check` fails where it does not. */
describe('a route answers what its schema documents, no field less and none more', () => {
  const base = {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/x',
    summary: 'x',
    may: 'public',
    refusals: [],
  } as const;
  const answering = <A extends z.ZodType>(schema: A) => ({ status: 200, schema, description: 'x' }) as const;
  const part = z.object({ id: z.uuid(), at: instant });
  const given = { id: 'x', at: new Date(0) };
  const routes = [
    route({ ...base, answer: answering(part), handle: async () => ok(given) }),
    route({
      ...base,
      answer: answering(z.object({ list: listSchema(part), kind: z.enum(['a', 'b']).optional() })),
      handle: async () => ok({ list: [given], kind: 'a' as const }),
    }),
    route({
      ...base,
      answer: answering(z.union([part, z.object({ none: z.literal(true) })])),
      handle: async (ctx) => ok(ctx.now.getTime() > 0 ? given : { none: true as const }),
    }),
    route({ ...base, answer: { status: 204, schema: z.void(), description: 'x' }, handle: async () => ok(undefined) }),
    // @ts-expect-error `secret` is not documented
    route({ ...base, answer: answering(part), handle: async () => ok({ ...given, secret: 1 }) }),
    // @ts-expect-error nor is it inside a list
    route({
      ...base,
      answer: answering(z.object({ list: listSchema(part) })),
      handle: async () => ok({ list: [{ ...given, secret: 1 }] }),
    }),
    route({
      ...base,
      answer: answering(part),
      // @ts-expect-error `at` is missing
      handle: async () => ok({ id: 'x' }),
    }),
    // @ts-expect-error a cast hides what goes out
    route({ ...base, answer: answering(part as z.ZodType), handle: async () => ok(given) }),
  ];

  test('and what no schema names would not go out', () => {
    expect(routes).toHaveLength(8);
    expect(part.parse({ ...given, id: '0190a6d0-0000-7000-8000-000000000000', secret: 1 })).not.toHaveProperty(
      'secret',
    );
  });
});
