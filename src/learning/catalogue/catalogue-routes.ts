import { z } from '@hono/zod-openapi';
import {
  byId,
  instant,
  listSchema,
  noContent,
  onRecordRefusals,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { productKind, productVerdict } from './catalogue-lists.ts';
import { criteriaList } from './evaluations/criteria.ts';
import { evaluateProduct } from './evaluations/evaluate-product.ts';
import { FINDING_REASON } from './evaluations/keep-evaluation.ts';
import { enterProduct } from './products/enter-product.ts';
import { listProducts } from './products/list-products.ts';
import { noteVersion } from './products/note-version.ts';
import { productStates } from './products/product.ts';
import { publishProduct } from './products/publish-product.ts';
import { LABEL_PAPERS, PRODUCT_ABOUT, PRODUCT_NAME } from './products/read-product-input.ts';
import { withdrawProduct } from './products/withdraw-product.ts';
import { entrySchema, lineSchema } from './public/catalogue-schemas.ts';
import { readCatalogue } from './public/read-catalogue.ts';
import { readCatalogueEntry } from './public/read-catalogue-entry.ts';

const code = z.string().max(60);
const product = z.strictObject({
  kind: code,
  name: textInput(PRODUCT_NAME),
  maker: textInput(PRODUCT_NAME),
  aboutVi: textInput(PRODUCT_ABOUT),
  aboutEn: textInput(PRODUCT_ABOUT).nullish(),
  bands: z.array(code).max(10),
  places: z.array(z.strictObject({ platform: code, storeId: z.string().max(500) })).max(10),
  policyUrl: z.string().max(500).nullish(),
  label: code.nullish(),
  labelBasis: code.nullish(),
  labelPapers: textInput(LABEL_PAPERS).nullish(),
  descriptors: z.array(code).max(20).optional(),
  storeAge: code.nullish(),
});
const onProduct = [...onRecordRefusals, 'product.not-found', 'product.wrong-state'];

export const catalogueRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/catalogue',
    summary: 'Apps, games and sites for children with what was found of them, each rated by its worst practice',
    may: 'public',
    query: z.object({
      band: code.optional(),
      platform: code.optional(),
      kind: code.optional(),
      words: z.string().max(200).optional(),
      good: z.enum(['true', 'false']).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({
        list: z.object({ version: z.string(), source: z.string(), verified: z.boolean() }),
        products: listSchema(lineSchema),
      }),
      description: 'Those that may be recommended first. A product with a flag is never a good alternative.',
    },
    refusals: [],
    handle: async (ctx, { query: { good, ...asked } }) => {
      const found = await readCatalogue(ctx, { ...asked, good: good === 'true' });
      if (!found.ok) return found;
      const { version, source, verified } = criteriaList;
      return { ok: true, value: { list: { version, source, verified }, products: found.value } };
    },
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/catalogue/{id}',
    summary: 'One product with every finding, its reason, its date and the version of the list',
    may: 'public',
    params: z.object({ id: z.string().max(80) }),
    answer: { status: 200, schema: entrySchema, description: 'With the words of its provider and of children.' },
    refusals: ['product.not-found'],
    handle: (ctx, { params }) => readCatalogueEntry(ctx, params.id),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/products',
    summary: 'Products for who looks at them, the last changed first',
    may: { action: 'product.list' },
    query: z.object({
      state: code.optional(),
      kind: code.optional(),
      words: z.string().max(200).optional(),
      after: z.string().max(2_000).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({
        rows: listSchema(
          z.object({
            id: z.uuid(),
            slug: z.string(),
            name: z.string(),
            maker: z.string(),
            kind: productKind.zod,
            state: z.enum(productStates),
            verdict: productVerdict.zod,
            until: z.string().nullable(),
            flags: z.number().int(),
            changedAt: instant,
            invented: z.boolean(),
          }),
        ),
        next: z.string().nullable(),
      }),
      description: 'A page of them.',
    },
    refusals: [],
    handle: (ctx, { query }) => listProducts(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products',
    summary: 'Enters a product as a draft',
    may: { action: 'product.enter' },
    body: product,
    answer: { status: 201, schema: z.object({ id: z.uuid(), slug: z.string() }), description: 'Entered.' },
    refusals: ['product.unusable', 'product.label-papers'],
    handle: (ctx, { body }) => enterProduct(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products/{id}/versions',
    summary: 'Notes that a version is out; a new major one ends what was found before',
    may: { action: 'product.change' },
    params: byId,
    body: z.strictObject({ platform: code, version: z.string().max(40), packageSha256: z.string().max(64).nullish() }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'Noted; again is no error.' },
    refusals: [...onProduct, 'product.version-unusable'],
    handle: (ctx, { params, body }) => noteVersion(ctx, { product: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products/{id}/evaluations',
    summary: 'Keeps what one person found in one layer of one version',
    may: { action: 'product.evaluate' },
    params: byId,
    body: z.strictObject({
      layer: code,
      platform: code,
      version: z.string().max(40),
      listVersion: z.string().max(20),
      findings: z
        .array(
          z.strictObject({
            criterion: code,
            answer: code,
            reader: code.optional(),
            consent: code.nullish(),
            reason: textInput(FINDING_REASON).nullish(),
          }),
        )
        .max(200),
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), waits: z.boolean() }),
      description: '`waits`: for a second person.',
    },
    refusals: [
      ...onProduct,
      'product.version-unusable',
      'evaluation.unusable',
      'evaluation.older-list',
      'evaluation.twice',
      'evaluation.no-package',
      'approval.waits-already',
      'approval.content-gone',
      'approval.reason-missing',
      'approval.reason-too-long',
    ],
    handle: (ctx, { params, body }) => evaluateProduct(ctx, { product: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products/{id}/publication',
    summary: 'Shows a draft on the portal',
    may: { action: 'product.publish' },
    params: byId,
    body: z.strictObject({ version: z.number().int().optional() }),
    answer: noContent,
    refusals: onProduct,
    handle: (ctx, { params, body }) => publishProduct(ctx, { product: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/products/{id}/withdrawal',
    summary: 'Takes a product off the portal for good',
    may: { action: 'product.withdraw' },
    params: byId,
    body: z.strictObject({ reason: code, version: z.number().int().optional() }),
    answer: noContent,
    refusals: [...onProduct, 'product.unusable'],
    handle: (ctx, { params, body }) => withdrawProduct(ctx, { product: params.id, ...body }),
  }),
];
