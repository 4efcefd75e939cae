import { z } from '@hono/zod-openapi';
import {
  byId,
  instant,
  type LongJob,
  listSchema,
  noContent,
  ok,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { artefactKinds, artefactStates, custodyCodes, custodyFaults, keptWhere } from './custody.ts';
import { custodyTexts } from './keep-artefact.ts';
import { readCustody, verifyCustody } from './read-custody.ts';
import { byHand, recordCustody } from './record-custody.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const entrySchema = z.object({
  sequence: z.number().int(),
  code: z.enum(custodyCodes),
  at: instant,
  actor: z.string(),
  agency: z.string(),
  why: z.string().nullable(),
  party: z.string().nullable(),
  /** `hash` is SHA-256 of `previous`, `body` and `mac`; `previous` is the hash of the entry before. */
  body: z.string(),
  previous: hex,
  mac: hex,
  hash: hex,
});
const custodySchema = z
  .object({
    reference: z.string(),
    lead: z.string(),
    artefacts: listSchema(
      z.object({
        id: z.uuid(),
        number: z.number().int(),
        kind: z.enum(artefactKinds),
        kept: z.enum(keptWhere),
        state: z.enum(artefactStates),
        title: z.string(),
        source: z.string(),
        place: z.string().nullable(),
        mediaType: z.string(),
        size: z.number().int(),
        sha256: hex,
        next: listSchema(z.enum(custodyCodes)),
        entries: listSchema(entrySchema),
      }),
    ),
    bundles: listSchema(
      z.object({
        id: z.uuid(),
        reference: z.string(),
        recipient: z.string(),
        why: z.string(),
        artefacts: z.number().int(),
        askedBy: z.string(),
        askedAt: instant,
        madeAt: instant.nullable(),
        sha256: hex.nullable(),
        size: z.number().int().nullable(),
        stampedAt: instant.nullable(),
        taken: z.number().int(),
        /** How far its making is; null where the platform no longer knows. */
        job: z
          .object({
            state: z.string(),
            done: z.number().int(),
            total: z.number().int().nullable(),
            refusal: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
  })
  .openapi('OffenceCustody', {
    description: 'What a file rests on, with the chain of each artefact, and the bundles made of it.',
  });

const howFar = ({ state, done, total, refusal }: LongJob) => ({ state, done, total, refusal });

/** Custody of what a file rests on, for whoever has a part in it. */
export const custodyRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files/{id}/custody',
    params: byId,
    summary: 'Artefacts of a file with every entry of their chains, and its bundles; no bytes.',
    may: { action: 'offence-file.read' },
    answer: { status: 200, schema: custodySchema, description: 'By number; the chains from their first entry.' },
    refusals: onFileRefusals,
    async handle(ctx, { params }) {
      const read = await readCustody(ctx, { file: params.id });
      if (!read.ok) return read;
      const bundles = read.value.bundles.map(({ job, ...one }) => ({ ...one, job: job && howFar(job) }));
      return ok({ ...read.value, bundles });
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files/{id}/custody/check',
    params: byId,
    summary: 'Walks every chain of a file anew, and looks at the bytes of what is in the house.',
    may: { action: 'offence-file.read' },
    answer: {
      status: 200,
      schema: z.object({
        artefacts: listSchema(
          z.object({
            artefact: z.uuid(),
            number: z.number().int(),
            entries: z.number().int(),
            broken: z.object({ sequence: z.number().int(), fault: z.enum(custodyFaults) }).optional(),
          }),
        ),
      }),
      description: 'Of each artefact the first place that is not as it was written; absent where all is.',
    },
    refusals: [...onFileRefusals, 'custody.not-here', 'evidence.damaged'],
    async handle(ctx, { params }) {
      const verdicts = await verifyCustody(ctx, { file: params.id });
      return verdicts.ok ? ok({ artefacts: [...verdicts.value] }) : verdicts;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-files/{id}/custody/{artefact}/entries',
    params: z.object({ id: z.uuid(), artefact: z.uuid() }),
    summary: 'Writes down what happened to an artefact.',
    may: { action: 'offence-file.keep-custody' },
    body: z.strictObject({
      code: z.enum(byHand),
      why: textInput(custodyTexts.why),
      party: textInput(custodyTexts.party).optional(),
    }),
    answer: noContent,
    refusals: [
      ...onFileRefusals,
      'access.step-up-needed',
      'custody.not-found',
      'custody.does-not-follow',
      'custody.party-missing',
      'text.empty',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { params, body }) => recordCustody(ctx, { ...body, file: params.id, artefact: params.artefact }),
  }),
];
