import { z } from '@hono/zod-openapi';
import { clockLooks, instant, listSchema, type Route, route } from '../kernel/index.ts';
import { dutyBands } from './duties/duty.ts';
import { countWaiting, listWork, WORK_PAGE } from './duties/list-work.ts';

const yes = z.enum(['true']).transform(() => true);

/** One thing that waits, as the list shows it. */
const workRowSchema = z
  .object({
    id: z.string().openapi({ description: 'The same in every reading of the list, and of no other row.' }),
    kind: z.string().openapi({ description: 'What waits, as `case-step`; the module behind it gives the kind.' }),
    band: z.enum(dutyBands),
    object: z.object({ kind: z.string(), id: z.string() }),
    part: z.string().optional(),
    reference: z.string().nullable(),
    act: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    urgency: z.string().nullable(),
    danger: z.boolean(),
    clock: z
      .object({ rule: z.string().nullable(), startedAt: instant, dueAt: instant, warnFraction: z.number() })
      .nullable(),
    look: z.enum(clockLooks).nullable(),
    basis: z.string().nullable(),
    turn: z.object({
      roles: listSchema(z.string()).optional(),
      person: z.string().optional(),
      agency: z.string().optional(),
    }),
    mine: z.boolean(),
    assigned: z.boolean(),
    since: instant.nullable(),
  })
  .openapi('Work');

export const workRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/work',
    summary: 'Everything that waits for the person and their agency, of every module, in the one order of work',
    may: { action: 'desk.use' },
    query: z.object({
      band: z.enum(dutyBands).optional(),
      kind: z.string().max(40).optional(),
      mine: yes.optional(),
      assigned: yes.optional(),
      page: z.coerce.number().int().min(0).max(100).optional().openapi({ description: 'From 0.' }),
    }),
    answer: {
      status: 200,
      schema: z.object({
        rows: listSchema(workRowSchema),
        total: z.number().int(),
        bands: z.record(z.enum(dutyBands), z.number().int()),
        kinds: listSchema(z.object({ kind: z.string(), rows: z.number().int() })),
        assigned: z.number().int(),
        cut: listSchema(z.string()),
        unread: listSchema(z.string()),
        topics: listSchema(z.string()),
        pages: z.number().int(),
      }),
      description: `One page of ${WORK_PAGE}; \`total\` and \`pages\` are of all that the filters leave.`,
    },
    refusals: [],
    handle: (ctx, { query }) =>
      listWork(ctx, Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/work/waiting',
    summary: 'What waits now in numbers, for whoever is on another page than the list',
    may: { action: 'desk.use' },
    answer: {
      status: 200,
      schema: z.object({
        now: z.record(z.string(), z.number().int()).openapi({ description: 'Rows of the first two bands, by kind.' }),
        danger: listSchema(z.object({ id: z.string(), reference: z.string().nullable() })),
        topics: listSchema(z.string()),
      }),
      description: 'The numbers are those of the list, at the same moment.',
    },
    refusals: [],
    handle: (ctx) => countWaiting(ctx),
  }),
];
