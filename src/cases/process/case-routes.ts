import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { ageBand, decreeForm, measureLevel, onlineIncident, service, urgency } from '../../vocabulary/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { sensitivities, sensitivityReasons } from '../access/case-policy.ts';
import { labelCase } from '../access/label-case.ts';
import { openingSchema } from '../access/openings.ts';
import { whoOpenedCase } from '../access/who-opened-case.ts';
import { CASE_TEXT, DOCUMENT_NAME, MINUTES } from '../case-text.ts';
import { NUMBER, numberDocument } from '../documents/number-document.ts';
import { answerSchema, answersSchema } from '../forms/definition-schema.ts';
import { openedFormSchema, openForm } from '../forms/open-form.ts';
import { savedDraftSchema, saveFormDraft } from '../forms/save-form-draft.ts';
import { submitForm, submittedFormSchema } from '../forms/submit-form.ts';
import { logImplementation, progressOfAction } from '../plan/log-implementation.ts';
import { savePlan, WHAT } from '../plan/save-plan.ts';
import { recordConsent } from '../referrals/record-consent.ts';
import { separate, separatedSchema } from '../separation/separate.ts';
import { separationActCodes, separationGrounds } from '../separation/separation.ts';
import { openTrack } from '../tracks/open-track.ts';
import { assignCase } from './assign-case.ts';
import { caseView } from './case-view.ts';
import { caseViewSchema } from './case-view-schema.ts';
import { knownAgeSchema } from './child-age.ts';
import { communeOverview, communeOverviewSchema } from './commune-overview.ts';
import { type DecidedAct, decide, decidedSchema } from './decide.ts';
import { disputeAge } from './dispute-age.ts';
import { mergeCases } from './merge-cases.ts';
import { openCase, openedCaseSchema } from './open-case.ts';
import { caseActCodes } from './protection-case.ts';
import { transferCase } from './transfer-case.ts';

export const seen = { version: z.number().int().positive() };
const at = z.iso.datetime().optional();
export const onCase = onRecordRefusals;
/** Of a report that is opened for the case. */
const onReport = [...onRecordRefusals, 'report.key-unavailable'];
const actRefusals = [
  ...onCase,
  'case.act-not-open',
  'case.not-your-role',
  'case.not-your-function',
  'act.in-the-future',
  'act.before-the-last',
  'act.too-long-ago',
  'act.late-without-reason',
  'case.desk-has-no-key',
  'case.needs-reason',
];
// What an act can want beside its time and its person; each in the table of protection-case.ts.
const unmetRefusals = [
  'case.needs-form',
  'case.needs-minutes',
  'case.emergency-unanswered',
  'case.risk-remains',
  'case.child-not-stable',
  'case.separation-running',
  'case.needs-document',
  'case.police-not-told',
  'case.emergency-was-found',
  'plan.incomplete',
  ...approvalRefusals,
];
const changed = z.object({ version: z.number().int() });
/** Classes of texts in one query parameter, as in `read=narrative,identity`. */
export const read = z
  .string()
  .max(60)
  .optional()
  .transform((text) => text?.split(',') ?? [])
  .pipe(z.array(z.enum(['narrative', 'identity', 'internal'])));
const decided = caseActCodes.filter((act): act is DecidedAct => act !== 'transfer' && act !== 'merge');

/** The protection case itself: open, look, act, forms, plan. */
export const caseRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases',
    summary: 'Opens a protection case at the commune that owns it today, with form 01',
    may: { action: 'case.open' },
    body: z.strictObject({
      report: z.uuid().optional(),
      commune: z
        .string()
        .regex(/^\d{5}$/)
        .optional(),
      urgency: urgency.zod.optional(),
      ageBand: ageBand.zod.optional(),
      informationAt: at,
      incidentCodes: z.array(onlineIncident.zod).max(10).optional(),
      reception: answersSchema,
      restFollows: z.boolean().optional(),
    }),
    answer: {
      status: 201,
      schema: openedCaseSchema,
      description: 'The case. Who hands over cannot read it any more.',
    },
    refusals: [
      ...onReport,
      'case.no-owner',
      'case.already-open',
      'case.report-not-confirmed',
      'case.form-cannot-follow',
      'case.desk-has-no-key',
      'form.unknown',
      'form.answer-invalid',
      'form.answer-missing',
    ],
    handle: (ctx, { body: { informationAt, ...body } }) =>
      openCase(ctx, { ...body, ...(informationAt === undefined ? {} : { informationAt: new Date(informationAt) }) }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/cases',
    summary: 'Lists the cases of the own commune and of the own grants, newest first, with counts',
    may: { action: 'case.list' },
    query: z.object({ open: z.enum(['true', 'false']).optional() }),
    answer: {
      status: 200,
      schema: communeOverviewSchema,
      description: 'At most 500 cases; the counts are of those shown.',
    },
    refusals: [],
    handle: (ctx, { query: { open } }) => communeOverview(ctx, open === undefined ? {} : { open: open === 'true' }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/cases/{id}',
    summary: 'The case as this actor sees it; texts of the classes asked for, where permitted, and audited',
    may: { action: 'case.overview' },
    params: byId,
    query: z.object({ read }),
    answer: { status: 200, schema: caseViewSchema, description: '`file` is absent for who may not read the case.' },
    refusals: onCase,
    handle: (ctx, { params: { id }, query }) => caseView(ctx, { case: id, read: query.read }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/acts',
    summary: 'Does one act of the statutory process',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      ...seen,
      act: z.enum(decided as [DecidedAct, ...DecidedAct[]]),
      at,
      reason: textInput(CASE_TEXT).optional(),
      minutes: textInput(MINUTES).optional(),
      document: textInput(DOCUMENT_NAME).optional(),
      number: textInput(NUMBER).optional(),
    }),
    answer: {
      status: 200,
      schema: decidedSchema,
      description: 'The state now.',
    },
    refusals: [...actRefusals, ...unmetRefusals, 'document.number-malformed'],
    handle: (ctx, { params: { id }, body: { at: when, ...body } }) =>
      decide(ctx, { case: id, ...body, ...(when === undefined ? {} : { at: new Date(when) }) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/documents/{document}/number',
    summary: 'Writes down the number that the clerk gave a signed document, once',
    may: { action: 'case.work' },
    params: byId.extend({ document: z.uuid() }),
    body: z.strictObject({ number: textInput(NUMBER) }),
    answer: { status: 200, schema: z.object({ number: z.string() }), description: 'The number as it was kept.' },
    refusals: [
      'record.not-found',
      'record.changed-meanwhile',
      'access.other-purpose',
      'access.step-up-needed',
      'document.number-malformed',
      'document.has-number',
      'evidence.too-large',
    ],
    handle: (ctx, { params: { id, document }, body: { number } }) =>
      numberDocument(ctx, { case: id, document, number }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/separation',
    summary: 'Does one act of a temporary separation',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      ...seen,
      act: z.enum(separationActCodes),
      at,
      ground: z.enum(separationGrounds).optional(),
      until: at,
      authority: textInput(DOCUMENT_NAME).optional(),
      documentNumber: textInput(DOCUMENT_NAME).optional(),
      lateReason: textInput(CASE_TEXT).optional(),
    }),
    answer: {
      status: 200,
      schema: separatedSchema,
      description: 'The separation now.',
    },
    refusals: [
      ...actRefusals,
      'separation.act-not-open',
      'separation.too-long',
      'separation.needs-authority',
      'separation.already-running',
    ],
    handle: (ctx, { params: { id }, body: { at: when, until, ...body } }) =>
      separate(ctx, {
        case: id,
        ...body,
        ...(when === undefined ? {} : { at: new Date(when) }),
        ...(until === undefined ? {} : { until: new Date(until) }),
      }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/transfer',
    summary: 'Hands the case to the commune that the child moved to',
    may: { action: 'case.transfer' },
    params: byId,
    body: z.strictObject({ ...seen, commune: z.string().regex(/^\d{5}$/), reason: textInput(CASE_TEXT) }),
    answer: {
      status: 200,
      schema: z.object({ case: z.uuid(), reference: z.string(), owner: z.string() }),
      description: 'The new case, which is opened in the next moment.',
    },
    refusals: [...actRefusals, ...unmetRefusals, 'transfer.same-commune', 'case.no-owner'],
    handle: (ctx, { params: { id }, body }) => transferCase(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/merge',
    summary: 'Ends a duplicate in favour of another open case of the same agency',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({ ...seen, into: z.uuid(), reason: textInput(CASE_TEXT) }),
    answer: {
      status: 200,
      schema: z.object({ status: z.string(), version: z.number().int() }),
      description: 'The duplicate now.',
    },
    refusals: [...actRefusals, ...unmetRefusals, 'merge.not-together'],
    handle: (ctx, { params: { id }, body }) => mergeCases(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/assignment',
    summary: 'Names the colleague who works on the case',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({ ...seen, to: z.uuid().nullable() }),
    answer: { status: 200, schema: changed, description: 'The version now.' },
    refusals: [...onCase, 'case.assignee-unknown'],
    handle: (ctx, { params: { id }, body }) => assignCase(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/label',
    summary: 'Sets the sensitivity of the case',
    may: { action: 'case.label' },
    params: byId,
    body: z.strictObject({ ...seen, sensitivity: z.enum(sensitivities), reason: z.enum(sensitivityReasons) }),
    answer: { status: 200, schema: changed, description: 'The version now.' },
    refusals: [...onCase, 'case.needs-reason'],
    handle: (ctx, { params: { id }, body }) => labelCase(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/age',
    summary: 'Disputes the child’s age, or settles the dispute',
    may: { action: 'case.work' },
    params: byId,
    body: z.discriminatedUnion('act', [
      z.strictObject({ ...seen, act: z.literal('dispute') }),
      z.strictObject({
        ...seen,
        act: z.literal('settle'),
        age: knownAgeSchema,
        evidence: z.enum(['BIRTH_CERTIFICATE', 'OTHER_DOCUMENT', 'AGE_ASSESSMENT', 'TESTIMONY']),
      }),
    ]),
    answer: { status: 200, schema: changed.extend({ ageBand: z.string() }), description: 'The age band now.' },
    refusals: [...onCase, 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => disputeAge(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/cases/{id}/forms/{form}/draft',
    summary: 'Saves what was changed in a form; fields that somebody else wrote meanwhile come back with both values',
    may: { action: 'case.work' },
    params: byId.extend({ form: decreeForm.zod }),
    body: z.strictObject({
      base: z.number().int().min(0),
      changes: z.record(z.string().max(60), answerSchema.nullable()),
    }),
    answer: {
      status: 200,
      schema: savedDraftSchema,
      description: 'The draft now.',
    },
    refusals: [
      ...onCase,
      'form.unknown',
      'form.not-open',
      'form.answer-invalid',
      'case.not-your-role',
      'case.desk-has-no-key',
    ],
    handle: (ctx, { params: { id, form }, body }) => saveFormDraft(ctx, { case: id, form, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/forms/{form}/submission',
    summary: 'Submits the draft of a form; totals are computed, nothing is decided',
    may: { action: 'case.work' },
    params: byId.extend({ form: decreeForm.zod }),
    body: z.strictObject({ base: z.number().int().positive() }),
    answer: {
      status: 200,
      schema: submittedFormSchema,
      description: 'The submitted form.',
    },
    refusals: [
      ...onCase,
      'form.unknown',
      'form.not-open',
      'form.frozen',
      'form.has-conflicts',
      'form.answer-invalid',
      'form.answer-missing',
      'case.not-your-role',
      'case.desk-has-no-key',
    ],
    handle: (ctx, { params: { id, form }, body }) => submitForm(ctx, { case: id, form, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/cases/{id}/forms/{form}',
    summary: 'One filled form by its id, with its definition and the answers of the classes asked for',
    may: { action: 'case.read' },
    params: byId.extend({ form: z.uuid() }),
    query: z.object({ read }),
    answer: { status: 200, schema: openedFormSchema, description: 'What may not be read is named in `masked`.' },
    refusals: onCase,
    handle: (ctx, { params: { id, form }, query }) => openForm(ctx, { case: id, form, read: query.read }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/cases/{id}/plan',
    summary: 'Writes the actions and monitoring dates of the plan as a whole',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      base: z.number().int().min(0),
      actions: z
        .array(
          z.strictObject({
            level: measureLevel.zod,
            service: service.zod,
            executor: z.discriminatedUnion('kind', [
              z.strictObject({ kind: z.literal('agency'), agency: z.string().max(40) }),
              z.strictObject({ kind: z.enum(['family', 'community']) }),
            ]),
            startsOn: z.iso.date(),
            endsOn: z.iso.date(),
            what: textInput(WHAT),
          }),
        )
        .max(60),
      monitoring: z.array(z.iso.date()).max(60),
    }),
    answer: {
      status: 200,
      schema: z.object({ plan: z.uuid(), version: z.number().int() }),
      description: 'The plan now.',
    },
    refusals: [...onCase, 'plan.frozen', 'plan.action-invalid', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => savePlan(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/implementation',
    summary: 'Writes into the log of the plan’s carrying out',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      action: z.uuid().optional(),
      progress: z.enum(progressOfAction),
      note: textInput(CASE_TEXT),
      monitored: z.iso.date().optional(),
    }),
    answer: { status: 201, schema: z.object({ entry: z.uuid() }), description: 'The entry.' },
    refusals: [...onCase, 'case.act-not-open', 'case.needs-reason', 'plan.action-invalid', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => logImplementation(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/consents',
    summary: 'Records what the child or the representative answered about a purpose',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      purpose: service.zod,
      by: z.enum(['child', 'representative']),
      answer: z.enum(['given', 'refused', 'withdrawn']),
    }),
    answer: noContent,
    refusals: onCase,
    handle: (ctx, { params: { id }, body }) => recordConsent(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/tracks',
    summary: 'Hangs a content or an offence track on the case’s incident',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({ kind: z.enum(['content', 'offence']), agency: z.string().max(40) }),
    answer: { status: 201, schema: z.object({ track: z.uuid() }), description: 'The track.' },
    refusals: [...onCase, 'referral.receiver-unknown'],
    handle: (ctx, { params: { id }, body }) => openTrack(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/cases/{id}/openings',
    summary: 'What the child may be told of who read the case',
    may: { action: 'case.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        openings: listSchema(openingSchema),
      }),
      description: 'By day, agency and kind of text; no names.',
    },
    refusals: onCase,
    handle: async (ctx, { params: { id } }) => {
      const openings = await whoOpenedCase(ctx, { case: id });
      return openings.ok ? ok({ openings: openings.value }) : openings;
    },
  }),
];
