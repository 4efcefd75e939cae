import { z } from '@hono/zod-openapi';
import {
  byId,
  instant,
  listSchema,
  noContent,
  ok,
  onRecordRefusals,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { answerSwap, withdrawSwap } from './answer-swap.ts';
import { askLeave, decideLeave, withdrawLeave } from './ask-leave.ts';
import { askSwap } from './ask-swap.ts';
import { addForecastEvent, forecastDesk, removeForecastEvent } from './forecast-desk.ts';
import { ownShifts } from './own-shifts.ts';
import { planRoster } from './plan-roster.ts';
import { discardRoster, publishRoster } from './publish-roster.ts';
import { SOURCE, setStaffingRule } from './set-staffing-rule.ts';
import { setWish } from './set-wish.ts';
import { listRosters, showRoster } from './show-roster.ts';
import { eventKinds, leaveKinds, NEED_MOST, ROSTER_DAYS_MOST, ruleCodes, SPAN_DAYS_MOST } from './staffing.ts';

const day = z.iso.date();
const count = z.number().int();
const version = z.number().int().optional();
const need = z.object({ day, shift: z.string().max(20), people: count.min(0).max(NEED_MOST) });
const assignment = z.object({ day, shift: z.string(), person: z.uuid() });
const called = z.object({ day, region: z.string(), person: z.uuid() });
const rosterHead = z.object({
  id: z.uuid(),
  from: day,
  days: count,
  state: z.enum(['DRAFT', 'PUBLISHED', 'DISCARDED']),
  version: count,
  publishedAt: instant.nullable(),
});
const made = (name: string) => ({
  status: 201 as const,
  schema: z.object({ [name]: z.uuid() }),
  description: 'What was made.',
});

const head = ({ id, from, days, state, version: seen, publishedAt }: z.infer<typeof rosterHead>) => ({
  id,
  from,
  days,
  state,
  publishedAt,
  version: seen,
});

/** Rosters, leave, swaps and the forecast of the desk of 111. */
export const staffingRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/rosters',
    summary: 'Rosters of the own desk: published ones, and drafts for who plans',
    may: { action: 'roster.see' },
    answer: { status: 200, schema: z.object({ rosters: listSchema(rosterHead) }), description: 'The latest first.' },
    refusals: ['staffing.no-desk'],
    handle: async (ctx) => {
      const listed = await listRosters(ctx);
      return listed.ok ? ok({ rosters: listed.value.rosters.map(head) }) : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/rosters',
    summary: 'Drafts a roster and asks for it to be solved',
    may: { action: 'roster.plan' },
    body: z.strictObject({
      from: day,
      days: count.min(1).max(ROSTER_DAYS_MOST),
      needs: z.array(need).max(ROSTER_DAYS_MOST * 10),
    }),
    answer: made('roster'),
    refusals: [
      'staffing.no-desk',
      'staffing.supervisors-only',
      'staffing.days-invalid',
      'roster.needs-invalid',
      'roster.too-many',
      'long-job.already-running',
    ],
    handle: (ctx, { body }) => planRoster(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/rosters/{id}',
    summary: 'Who works when, who can be called, and what is open',
    may: { action: 'roster.see' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        roster: rosterHead,
        assignments: listSchema(assignment),
        onCall: listSchema(called),
        unfilled: listSchema(z.object({ day, slot: z.string(), kind: z.enum(['shift', 'on-call']), missing: count })),
      }),
      description: 'Days, codes and ids of people.',
    },
    refusals: onRecordRefusals.filter((code) => code !== 'record.changed-meanwhile'),
    handle: async (ctx, { params }) => {
      const shown = await showRoster(ctx, params);
      if (!shown.ok) return shown;
      const { roster, assignments, onCall, unfilled } = shown.value;
      return ok({ roster: head(roster), assignments, onCall, unfilled });
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/rosters/{id}/publication',
    summary: 'Publishes a draft that is solved',
    may: { action: 'roster.plan' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'roster.not-draft', 'roster.not-ready', 'roster.days-taken', 'roster.breaks-rule'],
    handle: (ctx, { params, body }) => publishRoster(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/rosters/{id}/discard',
    summary: 'Puts a draft away',
    may: { action: 'roster.plan' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'roster.not-draft'],
    handle: (ctx, { params, body }) => discardRoster(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/own-shifts',
    summary: 'The own shifts from today on, and nights on which one can be called',
    may: { action: 'roster.see' },
    answer: {
      status: 200,
      schema: z.object({
        shifts: listSchema(z.object({ roster: z.uuid(), day, shift: z.string(), from: instant, to: instant })),
        onCall: listSchema(called),
      }),
      description: 'Of published rosters alone.',
    },
    refusals: ['staffing.no-desk'],
    handle: async (ctx) => {
      const own = await ownShifts(ctx);
      if (!own.ok) return own;
      return ok({
        shifts: own.value.shifts.map((one) => ({ ...one, shift: one.shift.code })),
        onCall: own.value.onCall,
      });
    },
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/own-shifts/wish',
    summary: 'Sets the region one can be called for, and how little one likes each shift',
    may: { action: 'roster-wish.set' },
    body: z.strictObject({
      region: z.string().max(20).nullable(),
      dislikes: z.record(z.string().max(20), count.min(0).max(3)),
    }),
    answer: noContent,
    refusals: ['staffing.no-desk', 'staffing.wish-invalid'],
    handle: (ctx, { body }) => setWish(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-swaps',
    summary: 'Asks a colleague to take an own shift, for one of theirs or for nothing',
    may: { action: 'swap.ask' },
    body: z.strictObject({ roster: z.uuid(), day, to: z.uuid(), forDay: day.optional() }),
    answer: made('swap'),
    refusals: ['staffing.no-desk', 'swap.no-shift', 'swap.colleague-not-there', 'swap.already-asked'],
    handle: (ctx, { body }) => askSwap(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-swaps/{id}/answer',
    summary: 'Says yes or no; with yes the shifts change hands',
    may: { action: 'swap.answer' },
    params: byId,
    body: z.strictObject({ version, yes: z.boolean() }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'swap.over', 'swap.no-shift', 'swap.breaks-rule'],
    handle: (ctx, { params, body }) => answerSwap(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shift-swaps/{id}/withdrawal',
    summary: 'Takes an own question back',
    may: { action: 'swap.ask' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'swap.over'],
    handle: (ctx, { params, body }) => withdrawSwap(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/leave',
    summary: 'Asks for days off',
    may: { action: 'leave.ask' },
    body: z.strictObject({ from: day, to: day, kind: z.enum(leaveKinds) }),
    answer: made('leave'),
    refusals: ['staffing.no-desk', 'staffing.days-invalid', 'leave.overlaps'],
    handle: (ctx, { body }) => askLeave(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/leave/{id}/decision',
    summary: 'Grants or declines leave of somebody else; their published shifts are open then',
    may: { action: 'leave.decide' },
    params: byId,
    body: z.strictObject({ version, grant: z.boolean() }),
    answer: { status: 200, schema: z.object({ opened: count }), description: 'Shifts that are open now.' },
    refusals: [...onRecordRefusals, 'leave.over'],
    handle: (ctx, { params, body }) => decideLeave(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/leave/{id}/withdrawal',
    summary: 'Takes back own leave that was not decided yet',
    may: { action: 'leave.ask' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'leave.over'],
    handle: (ctx, { params, body }) => withdrawLeave(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/forecast',
    summary: 'Contacts expected by hour, and the people that each shift needs for them',
    may: { action: 'forecast.plan' },
    query: z.object({ from: day, days: z.coerce.number().int().min(1).max(SPAN_DAYS_MOST) }),
    answer: {
      status: 200,
      schema: z.object({
        hours: listSchema(
          z.object({ day, hour: count, low: z.number(), middle: z.number(), high: z.number(), weeks: count }),
        ),
        needs: listSchema(need),
      }),
      description: 'In six of ten weeks between `low` and `high`; `weeks` says of how many weeks it is made.',
    },
    refusals: ['staffing.no-desk', 'staffing.supervisors-only', 'staffing.days-invalid'],
    handle: async (ctx, { query }) => {
      const forecast = await forecastDesk(ctx, query);
      return forecast.ok ? ok({ hours: forecast.value.hours, needs: forecast.value.needs }) : forecast;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/forecast/events',
    summary: 'Adds days on which more or fewer come than usual',
    may: { action: 'forecast.plan' },
    body: z.strictObject({
      kind: z.enum(eventKinds),
      name: textInput(SOURCE),
      from: day,
      to: day,
      uplift: z.number(),
      source: textInput(SOURCE),
    }),
    answer: made('event'),
    refusals: [
      'staffing.no-desk',
      'staffing.supervisors-only',
      'staffing.days-invalid',
      'forecast.uplift-invalid',
      'text.empty',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { body }) => addForecastEvent(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/forecast/events/{id}',
    summary: 'Removes an event',
    may: { action: 'forecast.plan' },
    params: byId,
    answer: noContent,
    refusals: ['staffing.no-desk', 'forecast.event-unknown'],
    handle: (ctx, { params }) => removeForecastEvent(ctx, params),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/staffing-rules',
    summary: 'Sets a rule of staffing from now on',
    may: { action: 'roster.plan' },
    body: z.strictObject({ code: z.enum(ruleCodes), value: z.number(), source: textInput(SOURCE) }),
    answer: noContent,
    refusals: [
      'staffing.no-desk',
      'staffing.supervisors-only',
      'staffing.rule-invalid',
      'text.empty',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { body }) => setStaffingRule(ctx, body),
  }),
];
