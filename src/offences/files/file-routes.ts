import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { declareFileConflict } from './declare-conflict.ts';
import { describeFile } from './describe-file.ts';
import { fileInListSchema } from './file-view.ts';
import { fileFilters, listOffenceFiles } from './list-files.ts';
import { moveStage } from './move-stage.ts';
import { fileLevels, stages } from './offence-file.ts';
import { openOffenceFile, SUMMARY } from './open-file.ts';
import { fileDetailSchema, readOffenceFile, readRegister } from './read-file.ts';
import { endShare, shareFile } from './share-file.ts';
import { transferFile } from './transfer-file.ts';

export const onFileRefusals = [
  'offence-file.not-found',
  ...onRecordRefusals,
  'offence-file.no-power',
  'offence-file.not-lead',
];
const texts = ['text.empty', 'text.too-long', 'text.unreadable'];
const onePath = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/offence-files/{id}${path}`, params: byId }) as const;
const version = z.number().int().optional();
const day = z.string().max(10);
const described = {
  summary: textInput(SUMMARY),
  harm: z.string().max(20).optional(),
  childBand: z.string().max(10).optional(),
  children: z.number().int().optional(),
  urgent: z.boolean().optional(),
  level: z.enum(fileLevels).optional(),
};
const { stages: _stages, urgent: _urgent, overdue: _overdue, ...oneFilter } = fileFilters.shape;
const flag = z.enum(['true']).optional();

/** Offence files: opened, listed, moved, shared, handed over. */
export const fileRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-files',
    summary: 'Opens an offence file on a tip; the actor’s unit leads it.',
    may: { action: 'offence-file.open' },
    body: z.strictObject(described),
    answer: { status: 201, schema: z.object({ id: z.uuid(), reference: z.string() }), description: 'The file.' },
    refusals: ['offence-file.unusable', 'offence-file.holds-media', ...texts],
    handle: (ctx, { body }) => openOffenceFile(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files',
    summary:
      'Files that the reader knows of: the clock that ends first before the others; without a stage, what has not ended.',
    may: { action: 'offence-register.list' },
    query: z.object({ ...oneFilter, stage: z.enum(stages).optional(), urgent: flag, overdue: flag }),
    answer: {
      status: 200,
      schema: z.object({ files: listSchema(fileInListSchema), next: z.string().optional() }),
      description: 'A page; `next` is the cursor of the one after.',
    },
    refusals: ['request.invalid'],
    handle: (ctx, { query: { stage, urgent, overdue, ...query } }) =>
      listOffenceFiles(ctx, {
        ...query,
        stages: stage && [stage],
        urgent: urgent && true,
        overdue: overdue && true,
      }),
  }),
  route({
    ...onePath('get', ''),
    summary: 'One file with its units, stages and history.',
    may: { action: 'offence-file.read' },
    answer: { status: 200, schema: fileDetailSchema, description: 'The file.' },
    refusals: onFileRefusals,
    handle: (ctx, { params }) => readOffenceFile(ctx, { file: params.id }),
  }),
  route({
    ...onePath('get', '/register'),
    summary: 'That a file is there, at which unit and how far.',
    may: { action: 'offence-register.list' },
    answer: { status: 200, schema: fileInListSchema, description: 'What the register says.' },
    refusals: ['offence-file.not-found'],
    handle: (ctx, { params }) => readRegister(ctx, { file: params.id }),
  }),
  route({
    ...onePath('put', '/description'),
    summary: 'Writes anew what is known of a file.',
    may: { action: 'offence-file.describe' },
    body: z.strictObject({ version, ...described }),
    answer: noContent,
    refusals: [...onFileRefusals, 'offence-file.unusable', 'offence-file.holds-media', ...texts],
    handle: (ctx, { params, body }) => describeFile(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/stage'),
    summary: 'Moves a file to its next stage by a decision of the procedure.',
    may: { action: 'offence-file.move' },
    body: z.strictObject({ version, to: z.enum(stages), decidedOn: day.optional() }),
    answer: { status: 200, schema: z.object({ stage: z.enum(stages) }), description: 'The stage now.' },
    refusals: [...onFileRefusals, 'offence-file.wrong-stage', 'offence-file.day-unusable'],
    handle: (ctx, { params, body }) => moveStage(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/units'),
    summary: 'Lets another unit take part to a day.',
    may: { action: 'offence-file.share' },
    body: z.strictObject({ agency: z.string().max(40), until: day }),
    answer: noContent,
    refusals: [
      ...onFileRefusals,
      'offence-file.unit-unusable',
      'offence-file.unit-there-already',
      'offence-file.day-unusable',
    ],
    handle: (ctx, { params, body }) => shareFile(ctx, { ...body, file: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/offence-files/{id}/units/{unit}',
    params: z.object({ id: z.uuid(), unit: z.uuid() }),
    summary: 'Ends a unit’s part at once.',
    may: { action: 'offence-file.share' },
    answer: noContent,
    refusals: onFileRefusals,
    handle: (ctx, { params }) => endShare(ctx, { file: params.id, unit: params.unit }),
  }),
  route({
    ...onePath('post', '/transfer'),
    summary: 'Hands the lead to another unit.',
    may: { action: 'offence-file.transfer' },
    body: z.strictObject({ version, to: z.string().max(40) }),
    answer: noContent,
    refusals: [...onFileRefusals, 'offence-file.unit-unusable'],
    handle: (ctx, { params, body }) => transferFile(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/conflict'),
    summary: 'Says that one has a conflict of interest; one is kept from the file from then on.',
    may: { action: 'offence-file.declare-conflict' },
    answer: noContent,
    refusals: onFileRefusals,
    handle: (ctx, { params }) => declareFileConflict(ctx, { file: params.id }),
  }),
];
