import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { tiers } from '../contacts/contact.ts';
import { cardSchema } from '../contacts/contact-routes.ts';
import { shiftSchema } from '../helpers/shift-routes.ts';
import { assignContacts, CHOSEN_MOST, takeBackContacts } from './assign-contacts.ts';
import { confirmHandover } from './confirm-handover.ts';
import { HANDOVER_NOTE } from './handover.ts';
import { leaveHandover } from './leave-handover.ts';
import { showBoard } from './show-board.ts';
import { showWall } from './show-wall.ts';
import { steerContacts } from './steer-contacts.ts';

const manyDone = {
  status: 200,
  schema: z.object({
    done: listSchema(z.uuid()),
    refused: listSchema(z.object({ contact: z.uuid(), code: z.string(), why: z.string() })),
  }),
  description: 'What was done, and what was not with the code of its refusal.',
} as const;
const chosen = z
  .array(z.strictObject({ contact: z.uuid(), version: z.number().int().positive() }))
  .min(1)
  .max(CHOSEN_MOST);
/** Why one of several was not done: in the answer, by its contact. */
const ofEach = [...onRecordRefusals, 'contact.act-not-open'];
const figure = z.number().int();
const cell = figure.nullable();

/** The shift as its supervisor steers it, and as it hangs on a wall. */
export const boardRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/shift-board',
    summary: 'Who is there, what waits, and danger that nobody owns; without a word of what was said',
    may: { action: 'shift.steer' },
    answer: {
      status: 200,
      schema: z.object({
        people: listSchema(
          shiftSchema.extend({ load: figure, contacts: figure, lastSignAt: z.string(), needsRest: z.boolean() }),
        ),
        contacts: listSchema(cardSchema),
        waits: listSchema(z.object({ tier: z.enum(tiers), band: figure, count: figure, oldestSince: z.string() })),
        danger: listSchema(cardSchema),
        diversions: listSchema(
          z.object({ from: z.enum(tiers), to: z.enum(tiers), reason: z.string(), until: z.string() }),
        ),
        handovers: listSchema(
          z.object({
            id: z.uuid(),
            author: z.uuid(),
            writtenAt: z.string(),
            text: z.string(),
            confirmedBy: z.uuid().nullable(),
            confirmedAt: z.string().nullable(),
            version: figure,
          }),
        ),
        alerts: figure,
        more: z.boolean(),
      }),
      description: 'The shift as it is now.',
    },
    refusals: [],
    handle: (ctx) => showBoard(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/wallboard',
    summary: 'Numbers of the desk for a wall: of no child and of no helper',
    may: { action: 'wall.read' },
    answer: {
      status: 200,
      schema: z.object({
        at: z.string(),
        waiting: figure,
        oldestMinutes: cell,
        talking: figure,
        tiers: listSchema(z.object({ tier: z.enum(tiers), waiting: figure, onShift: figure, free: figure })),
        danger: z.boolean(),
        today: z.object({ answered: cell, abandoned: cell, words: cell }),
      }),
      description: 'Null where a number is too small to be told.',
    },
    refusals: [],
    handle: (ctx) => showWall(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-board/assignments',
    summary: 'Gives contacts to one helper, who is asked for each',
    may: { action: 'contact.steer' },
    body: z.strictObject({ contacts: chosen, to: z.uuid() }),
    answer: manyDone,
    refusals: [...ofEach, 'contact.helper-not-there', 'contact.helper-rests', 'contact.no-room'],
    handle: (ctx, { body }) => assignContacts(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-board/take-backs',
    summary: 'Takes back what was given to a helper who has not taken it',
    may: { action: 'contact.steer' },
    body: z.strictObject({ contacts: z.array(z.uuid()).min(1).max(CHOSEN_MOST) }),
    answer: manyDone,
    refusals: ofEach,
    handle: (ctx, { body }) => takeBackContacts(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-board/steering',
    summary: 'Steers several contacts at once, each as if it were alone',
    may: { action: 'contact.steer' },
    body: z.strictObject({
      contacts: chosen,
      act: z.enum(['raise', 'to-tier', 'give-back', 'finish']),
      tier: z.enum(tiers).optional(),
    }),
    answer: manyDone,
    refusals: ofEach,
    handle: (ctx, { body }) => steerContacts(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-handovers',
    summary: 'Leaves a note to the supervisor of the next shift, sealed',
    may: { action: 'handover.leave' },
    body: z.strictObject({ text: textInput(HANDOVER_NOTE) }),
    answer: { status: 200, schema: z.object({ id: z.uuid() }), description: 'The note.' },
    refusals: ['text.empty', 'text.too-long', 'text.unreadable', 'contact.desk-without-key'],
    handle: (ctx, { body }) => leaveHandover(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-handovers/{id}/confirmation',
    summary: 'Says that a note from one shift to the next was read; not by whoever wrote it',
    may: { action: 'handover.confirm' },
    params: byId,
    answer: noContent,
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => confirmHandover(ctx, { handover: params.id }),
  }),
];
