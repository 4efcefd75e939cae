import { z } from '@hono/zod-openapi';
import { MATCHING } from '../../hashes/index.ts';
import { byId, instant, listSchema, onRecordRefusals, type Route, route, type Services } from '../../kernel/index.ts';
import { askRegisterBy } from './ask-register.ts';
import { describeFile } from './describe-file.ts';
import { fileMachineReport } from './file-report.ts';
import { finishReport } from './finish-report.ts';
import { listMachineReports, reportFilters } from './list-reports.ts';
import { fileContent, reportContent } from './machine-report.ts';
import { ownReportQuality, readOutcomes } from './read-outcomes.ts';
import { receiveXarf } from './receive-xarf.ts';
import { machineReportDetail, reportDetailSchema } from './report-detail.ts';
import { legalGround } from './report-lists.ts';
import { filedSchema, qualitySchema, reportLineSchema } from './report-view.ts';
import { retractReport } from './retract-report.ts';
import { reportUnmaskReasons, unmaskMachineReport } from './unmask-report.ts';
import { xarfReport } from './xarf-report.ts';

const PATH = '/api/v1/machine-reports';
const BODY_LIMIT = 256 * 1024;
const onReport = [...onRecordRefusals, 'machine-report.not-found', 'machine-report.too-fast'];
const stillOpen = ['machine-report.retracted', 'machine-report.finished', 'machine-report.expired'];
/** What an address in a report may be refused for; those that cannot be read are left out before. */
const places = ['content-item.locator-unusable', 'content-item.holds-media'];
const content = ['machine-report.holds-media', 'machine-report.too-many-files', 'machine-report.too-sparse'];
/** Of the sender: printable, so that it can stand in a header. */
export const SENDER_KEY = /^[\x21-\x7e]{8,200}$/;
const key = z.object({
  'idempotency-key': z
    .string()
    .regex(SENDER_KEY)
    .optional()
    .openapi({ param: { name: 'idempotency-key', in: 'header', required: false } }),
});

/** The JSON twin of the receiver, and what people and members read of it. */
export function machineReportRoutes(services: Services): readonly Route[] {
  const ask = askRegisterBy(() => services.service(MATCHING));
  return [
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'post',
      path: PATH,
      summary:
        'Opens a report, with files where they come along, and ends it where `finish` says so; durable when it is answered.',
      headers: key,
      body: z.strictObject({
        report: reportContent,
        files: z.array(fileContent).max(50).optional(),
        finish: z.boolean().optional(),
      }),
      bodyLimit: BODY_LIMIT,
      answer: { status: 201, schema: filedSchema, description: 'The report, and what it lacks.' },
      refusals: [
        'machine-report.too-fast',
        'machine-report.time-in-future',
        'machine-report.key-used-otherwise',
        ...content,
        ...places,
      ],
      handle: (ctx, { body, headers }) =>
        fileMachineReport(ctx, ask, { ...body, form: 'JSON', key: headers['idempotency-key'] }),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'post',
      path: `${PATH}/{id}/files`,
      summary: 'Describes a file of an open report: hashes and metadata, never the file.',
      params: byId,
      body: fileContent,
      answer: {
        status: 201,
        schema: z.object({ file: z.uuid(), quality: qualitySchema }),
        description: 'The file, and what is not said of it.',
      },
      refusals: [...onReport, ...stillOpen, ...content, 'machine-report.file-not-found'],
      handle: (ctx, { params, body }) => describeFile(ctx, ask, { report: params.id, content: body }),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'post',
      path: `${PATH}/{id}/finish`,
      summary: 'Ends the filing of a report: its files become arrivals of items.',
      params: byId,
      answer: { status: 200, schema: filedSchema, description: 'The report as it was filed.' },
      refusals: [...onReport, ...stillOpen, ...places],
      handle: (ctx, { params }) => finishReport(ctx, { report: params.id }),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'post',
      path: `${PATH}/{id}/retraction`,
      summary: 'Takes a report back: its part leaves the counters, and whoever works on it is told.',
      params: byId,
      answer: {
        status: 200,
        schema: z.object({ id: z.uuid(), reference: z.string(), items: z.number().int() }),
        description: 'How many items lost a report.',
      },
      refusals: [...onReport, 'machine-report.expired'],
      handle: (ctx, { params }) => retractReport(ctx, { report: params.id }),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'post',
      path: '/api/v1/xarf',
      summary:
        'Takes a report of XARF 4.2, `content/csam` or `content/csem`, as it is; other fields are read by nobody, evidence is refused.',
      body: xarfReport,
      bodyLimit: BODY_LIMIT,
      answer: {
        status: 202,
        schema: z.object({ report: z.uuid(), known: z.boolean(), test: z.boolean() }),
        description: 'Durable; `known` where the same identifier was here before, `test` where nothing was kept.',
      },
      refusals: [
        'machine-report.too-fast',
        'machine-report.time-in-future',
        'machine-report.holds-media',
        'xarf-report.evidence',
        ...places,
      ],
      handle: (ctx, { body }) => receiveXarf(ctx, body),
    }),
    route({
      may: { action: 'machine-report.list' },
      surface: 'desk',
      method: 'get',
      path: PATH,
      summary: 'Reports that machines filed, the newest first; a member reads its own.',
      query: z.object(reportFilters.shape),
      answer: {
        status: 200,
        schema: z.object({ reports: listSchema(reportLineSchema), next: z.string().nullable() }),
        description: 'A page; `next` is the cursor of the one after.',
      },
      refusals: [],
      handle: (ctx, { query }) => listMachineReports(ctx, query),
    }),
    route({
      may: { action: 'machine-report.read' },
      surface: 'desk',
      method: 'get',
      path: `${PATH}/{id}`,
      summary: 'One report: files with what the provider said of its look, quality, outcomes; never what was written.',
      params: byId,
      answer: { status: 200, schema: reportDetailSchema, description: 'The report.' },
      refusals: [...onRecordRefusals, 'machine-report.not-found'],
      handle: (ctx, { params }) => machineReportDetail(ctx, { report: params.id }),
    }),
    route({
      may: { action: 'machine-report.unmask' },
      surface: 'desk',
      method: 'post',
      path: `${PATH}/{id}/content`,
      summary: 'What was written in a report or said of one of its files; each look is in the audit.',
      params: byId,
      body: z.strictObject({
        part: z.uuid().optional(),
        reason: z.enum(reportUnmaskReasons),
        ground: legalGround.zod.optional(),
      }),
      answer: {
        status: 200,
        schema: z.object({ fields: listSchema(z.object({ name: z.string(), text: z.string() })) }),
        description:
          'Fields by their names in the standard; addresses written so that no program makes a link of them.',
      },
      refusals: [
        ...onRecordRefusals,
        'machine-report.not-found',
        'machine-report.file-not-found',
        'machine-report.ground-needed',
      ],
      handle: (ctx, { params, body }) => unmaskMachineReport(ctx, { ...body, report: params.id }),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'get',
      path: '/api/v1/machine-report-outcomes',
      summary: 'What became of the member’s reports after two weeks and after three months, the oldest first.',
      query: z.object({ after: z.string().max(600).optional() }),
      answer: {
        status: 200,
        schema: z.object({
          outcomes: listSchema(
            z.object({
              report: z.uuid(),
              reference: z.string(),
              round: z.string(),
              code: z.string(),
              givenAt: instant,
            }),
          ),
          next: z.string().nullable(),
        }),
        description: 'Keep `next`: asked with it, only what is new comes.',
      },
      refusals: ['request.invalid'],
      handle: (ctx, { query }) => readOutcomes(ctx, query),
    }),
    route({
      may: { action: 'machine-report.file' },
      surface: 'desk',
      method: 'get',
      path: '/api/v1/machine-report-quality',
      summary: 'How complete the member’s reports were, and which fields were empty.',
      query: z.object({ days: z.coerce.number().int().min(1).max(366).optional() }),
      answer: {
        status: 200,
        schema: z.object({
          reports: z.number().int(),
          percent: z.number().int().nullable(),
          bands: listSchema(z.object({ from: z.number().int(), reports: z.number().int() })),
          missing: listSchema(z.object({ field: z.string(), reports: z.number().int() })),
          states: z.record(z.string(), z.number().int()),
        }),
        description: 'Of the last days; 30 where none are named.',
      },
      refusals: [],
      handle: (ctx, { query }) => ownReportQuality(ctx, query),
    }),
  ];
}
