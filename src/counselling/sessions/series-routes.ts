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
import { ageBand } from '../../vocabulary/index.ts';
import { beginSeries } from './begin-series.ts';
import { consentAnswers, consentException, givers } from './consent-rule.ts';
import { endSeries, eraseSeries, handOverSeries } from './end-series.ts';
import { holdSession, missSession, SUMMARY, writeSummary } from './hold-session.ts';
import { cancelSession, moveSession, planSession } from './plan-session.ts';
import { PRIVATE_NOTE, readPrivateNotes, removePrivateNote, writePrivateNote } from './private-notes.ts';
import { recordAgreement } from './record-agreement.ts';
import { goalStates, SCALE_MOST, scale, seriesOutcome, sessionMode, sessionReason } from './series.ts';
import { GOAL, setGoal, settleGoal } from './series-goals.ts';
import { listSeries, readSeries, seriesInListSchema, seriesSchema } from './series-view.ts';
import { childReminders } from './session-reminder.ts';
import { shareSeries } from './share-series.ts';
import { seriesOpeningSchema, whoOpenedSeries } from './who-opened-series.ts';

const version = z.number().int().positive().optional();
const on = { surface: 'desk', params: byId } as const;
const onSession = { surface: 'desk', params: z.object({ id: z.uuid(), session: z.uuid() }) } as const;
const work = { action: 'series.work' };
const ofSeries = [...onRecordRefusals, 'series.over'];
const time = { at: z.iso.datetime(), minutes: z.number().int() };
const timeRefusals = ['session.time-unusable', 'session.time-taken'];

/** Series of counselling sessions, at 111 and at the facilities. */
export const seriesRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/series',
    summary: 'Series of counselling sessions that the reader may know of, without a word of them',
    may: { action: 'series.list' },
    answer: {
      status: 200,
      schema: z.object({ series: listSchema(seriesInListSchema) }),
      description: 'The open ones first, the newest first; at most 200.',
    },
    refusals: [],
    handle: (ctx) => listSeries(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/series',
    summary: 'Begins a series from a contact, a case or an accepted referral',
    may: work,
    body: z.strictObject({
      from: z.union([
        z.strictObject({ contact: z.uuid() }),
        z.strictObject({ case: z.uuid() }),
        z.strictObject({ referral: z.uuid() }),
      ]),
      ageBand: ageBand.zod.optional(),
    }),
    answer: { status: 201, schema: z.object({ series: z.uuid() }), description: 'The series.' },
    refusals: [
      ...onRecordRefusals,
      'series.already-open',
      'series.desk-has-no-key',
      'series.age-unknown',
      'referral.act-not-open',
    ],
    handle: (ctx, { body: { ageBand: band, from } }) => beginSeries(ctx, { from, ageBand: band }),
  }),
  route({
    ...on,
    method: 'get',
    path: '/api/v1/series/{id}',
    summary: 'What is shared of a series: goals, sessions with their summaries, numbers over time, consent',
    may: { action: 'series.read' },
    answer: { status: 200, schema: seriesSchema, description: 'The series. The reading is in the audit.' },
    refusals: [...onRecordRefusals, 'series.key-unavailable'],
    handle: (ctx, { params: { id } }) => readSeries(ctx, { series: id }),
  }),
  route({
    ...on,
    method: 'get',
    path: '/api/v1/series/{id}/openings',
    summary: 'Who read what is shared, by day and agency, as the child may be told',
    may: { action: 'series.read' },
    answer: {
      status: 200,
      schema: z.object({ openings: listSchema(seriesOpeningSchema) }),
      description: 'The oldest first.',
    },
    refusals: onRecordRefusals,
    handle: async (ctx, { params: { id } }) => {
      const openings = await whoOpenedSeries(ctx, { series: id });
      return openings.ok ? ok({ openings: openings.value }) : openings;
    },
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/goals',
    summary: 'Sets a goal',
    may: work,
    body: z.strictObject({ text: textInput(GOAL), version }),
    answer: { status: 201, schema: z.object({ goal: z.uuid() }), description: 'The goal.' },
    refusals: [...ofSeries, 'series.key-unavailable'],
    handle: (ctx, { params: { id }, body }) => setGoal(ctx, { series: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/series/{id}/goals/{goal}',
    summary: 'Says that a goal was reached or dropped, or opens it again',
    may: work,
    params: z.object({ id: z.uuid(), goal: z.uuid() }),
    body: z.strictObject({ state: z.enum(goalStates), version }),
    answer: noContent,
    refusals: [...ofSeries, 'goal.not-there'],
    handle: (ctx, { params: { id, goal }, body }) => settleGoal(ctx, { series: id, goal, ...body }),
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/consents',
    summary: 'Writes down what the child or a guardian said, or why a guardian was not asked',
    may: work,
    body: z.strictObject({
      giver: z.enum(givers),
      answer: z.enum(consentAnswers),
      exception: consentException.zod.optional(),
      version,
    }),
    answer: noContent,
    refusals: [...ofSeries, 'consent.answer-unknown', 'consent.exception-needed'],
    handle: (ctx, { params: { id }, body }) => recordAgreement(ctx, { series: id, ...body }),
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/sessions',
    summary: 'Plans a session',
    may: work,
    body: z.strictObject({ ...time, mode: sessionMode.zod, childReminder: z.enum(childReminders).optional(), version }),
    answer: { status: 201, schema: z.object({ session: z.uuid() }), description: 'The session.' },
    refusals: [...ofSeries, ...timeRefusals, 'session.mode-unknown', 'session.reminder-unknown', 'session.no-network'],
    handle: (ctx, { params: { id }, body }) => planSession(ctx, { ...body, series: id, at: new Date(body.at) }),
  }),
  route({
    ...onSession,
    method: 'post',
    path: '/api/v1/series/{id}/sessions/{session}/move',
    summary: 'Another time in place of a planned session',
    may: work,
    body: z.strictObject({ ...time, reason: sessionReason.zod, version }),
    answer: { status: 201, schema: z.object({ session: z.uuid() }), description: 'The session that took its place.' },
    refusals: [...ofSeries, ...timeRefusals, 'session.not-planned', 'session.reason-unknown'],
    handle: (ctx, { params: { id, session }, body }) =>
      moveSession(ctx, { ...body, series: id, session, at: new Date(body.at) }),
  }),
  route({
    ...onSession,
    method: 'post',
    path: '/api/v1/series/{id}/sessions/{session}/cancel',
    summary: 'Cancels a planned session',
    may: work,
    body: z.strictObject({ reason: sessionReason.zod, version }),
    answer: noContent,
    refusals: [...ofSeries, 'session.not-planned', 'session.reason-unknown'],
    handle: (ctx, { params: { id, session }, body }) => cancelSession(ctx, { series: id, session, ...body }),
  }),
  route({
    ...onSession,
    method: 'post',
    path: '/api/v1/series/{id}/sessions/{session}/missed',
    summary: 'Says that the child did not come',
    may: work,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...ofSeries, 'session.not-planned', 'session.not-yet'],
    handle: (ctx, { params: { id, session }, body }) => missSession(ctx, { series: id, session, ...body }),
  }),
  route({
    ...onSession,
    method: 'post',
    path: '/api/v1/series/{id}/sessions/{session}/held',
    summary: 'Writes down a session that was held: what is shared of it, and the numbers that the child gave',
    may: work,
    body: z.strictObject({
      summary: textInput(SUMMARY).optional(),
      scores: z.partialRecord(scale.zod, z.number().int().min(0).max(SCALE_MOST)).optional(),
      version,
    }),
    answer: noContent,
    refusals: [
      ...ofSeries,
      'session.not-planned',
      'session.not-yet',
      'series.consent-needed',
      'score.unusable',
      'series.key-unavailable',
    ],
    handle: (ctx, { params: { id, session }, body }) => holdSession(ctx, { series: id, session, ...body }),
  }),
  route({
    ...onSession,
    method: 'put',
    path: '/api/v1/series/{id}/sessions/{session}/summary',
    summary: 'Writes the shared summary of a held session anew',
    may: work,
    body: z.strictObject({ text: textInput(SUMMARY), version }),
    answer: noContent,
    refusals: [...ofSeries, 'session.not-held', 'series.key-unavailable'],
    handle: (ctx, { params: { id, session }, body }) => writeSummary(ctx, { series: id, session, ...body }),
  }),
  route({
    ...on,
    method: 'get',
    path: '/api/v1/series/{id}/private-notes',
    summary: 'The own private notes; those of others are not there for anybody',
    may: { action: 'private-note.own' },
    answer: {
      status: 200,
      schema: z.object({ notes: listSchema(z.object({ id: z.uuid(), at: instant, text: z.string() })) }),
      description: 'The first one first.',
    },
    refusals: onRecordRefusals,
    handle: async (ctx, { params: { id } }) => {
      const notes = await readPrivateNotes(ctx, { series: id });
      return notes.ok ? ok({ notes: notes.value }) : notes;
    },
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/private-notes',
    summary: 'Writes a private note, sealed to its author alone',
    may: { action: 'private-note.own' },
    body: z.strictObject({ text: textInput(PRIVATE_NOTE) }),
    answer: { status: 201, schema: z.object({ note: z.uuid() }), description: 'The note.' },
    refusals: onRecordRefusals,
    handle: (ctx, { params: { id }, body }) => writePrivateNote(ctx, { series: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/series/{id}/private-notes/{note}',
    summary: 'Takes an own private note away, with its key',
    may: { action: 'private-note.own' },
    params: z.object({ id: z.uuid(), note: z.uuid() }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'private-note.not-there'],
    handle: (ctx, { params: { id, note } }) => removePrivateNote(ctx, { series: id, note }),
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/share',
    summary: 'Shares goals and summaries with the agency that handles a case now',
    may: work,
    body: z.strictObject({ case: z.uuid(), version }),
    answer: noContent,
    refusals: [...ofSeries, 'series.other-case', 'series.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => shareSeries(ctx, { series: id, ...body }),
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/hand-over',
    summary: 'Gives a series to a colleague, who reads none of the private notes',
    may: { action: 'series.hand-over' },
    body: z.strictObject({ to: z.uuid(), version }),
    answer: noContent,
    refusals: [...ofSeries, 'series.colleague-unknown'],
    handle: (ctx, { params: { id }, body }) => handOverSeries(ctx, { series: id, ...body }),
  }),
  route({
    ...on,
    method: 'post',
    path: '/api/v1/series/{id}/end',
    summary: 'Ends a series with what came of it',
    may: work,
    body: z.strictObject({ outcome: seriesOutcome.zod, closing: textInput(SUMMARY).optional(), version }),
    answer: noContent,
    refusals: [...ofSeries, 'series.outcome-unknown', 'series.key-unavailable'],
    handle: (ctx, { params: { id }, body }) => endSeries(ctx, { series: id, ...body }),
  }),
  route({
    ...on,
    method: 'delete',
    path: '/api/v1/series/{id}',
    summary: 'Erases an ended series where the child asked for it, private notes of everybody too',
    may: { action: 'series.erase' },
    answer: noContent,
    refusals: [...onRecordRefusals, 'series.not-over'],
    handle: (ctx, { params: { id } }) => eraseSeries(ctx, { series: id }),
  }),
];
