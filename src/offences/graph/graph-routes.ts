import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, type Route, route, type Services, textInput } from '../../kernel/index.ts';
import { informationCredibility, sourceReliability } from '../assertions/assertion-lists.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { addIdentifier, WRITTEN_MOST } from '../identifiers/add-identifier.ts';
import { findIdentifiers, foundIdentifiersSchema } from '../identifiers/find-identifier.ts';
import { identifierKinds } from '../identifiers/identifier.ts';
import { unmaskIdentifier } from '../identifiers/unmask-identifier.ts';
import { expandNode, neighbourhoodSchema } from './expand-node.ts';
import { findPath, pathSchema } from './find-path.ts';
import { GRAPH } from './graph-follower.ts';
import { hubReason, linkKind, linkTakeBackReason, nodeKind } from './link-lists.ts';
import { linkNodes } from './link-nodes.ts';
import { reviewHub } from './review-hub.ts';
import { takeBackLink } from './take-back-link.ts';
import { NODES_MOST } from './view.ts';
import { DEGREE_LEAST, DEGREE_LIMIT, graphReader } from './walk-input.ts';
import { linkViewSchema, whyLink } from './why-link.ts';

const day = z.string().max(10);
const node = z.strictObject({ kind: nodeKind.zod, id: z.uuid() });
export const written = {
  kind: z.enum(identifierKinds),
  written: textInput({ most: WRITTEN_MOST }),
  beside: z.string().max(80).optional(),
};
const grade = {
  reliability: sourceReliability.zod.optional(),
  credibility: informationCredibility.zod.optional(),
  seenFrom: day.optional(),
  seenTo: day.optional(),
};
const filters = {
  kinds: z.array(linkKind.zod).max(linkKind.codes.length).optional(),
  since: day.optional(),
  until: day.optional(),
  degreeMost: z.number().int().min(DEGREE_LEAST).max(DEGREE_LIMIT).optional(),
};
const walking = ['graph.filter-unusable', 'graph-node.not-found'];
const onFile = (path: string) =>
  ({ surface: 'desk', method: 'post', path: `/api/v1/offence-files/{id}${path}`, params: byId }) as const;
const onGraph = (path: string) => ({ surface: 'desk', method: 'post', path: `/api/v1/offence-graph${path}` }) as const;

/** Identifiers and links: written, walked, explained, taken back. Asking is a POST, so that no value stands in an address. */
export function graphRoutes(services: Services): readonly Route[] {
  const graph = graphReader(() => services.service(GRAPH).copy);
  return [
    route({
      ...onFile('/identifiers'),
      summary: 'Adds an identifier to a file; another unit that holds it is told, and so is this one.',
      may: { action: 'offence-file.describe' },
      body: z.strictObject({
        ...written,
        ...grade,
        link: linkKind.zod.optional(),
        childOwned: z.boolean().optional(),
        person: z.string().max(40).optional(),
      }),
      answer: {
        status: 201,
        schema: z.object({ identifier: z.uuid(), link: z.uuid(), mask: z.string() }),
        description: 'The identifier and its link to the file.',
      },
      refusals: [...onFileRefusals, 'identifier.unusable', 'link.unusable'],
      handle: (ctx, { params, body }) => addIdentifier(ctx, { ...body, file: params.id }),
    }),
    route({
      ...onFile('/links'),
      summary: 'Links two points that the actor sees, as an assertion of the file.',
      may: { action: 'offence-file.describe' },
      body: z.strictObject({ from: node, to: node, kind: linkKind.zod, ...grade }),
      answer: { status: 201, schema: z.object({ link: z.uuid() }), description: 'The link.' },
      refusals: [...onFileRefusals, 'graph-node.not-found', 'link.unusable'],
      handle: (ctx, { params, body }) => linkNodes(ctx, { ...body, file: params.id }),
    }),
    route({
      ...onGraph('/links/{id}/taken-back'),
      params: byId,
      summary: 'Takes a link of the own unit back, and with it what was worked out from it.',
      may: { action: 'graph.take-back' },
      body: z.strictObject({ reason: linkTakeBackReason.zod }),
      answer: noContent,
      refusals: ['link.not-found', 'link.not-yours', 'link.of-assertion', 'link.unusable', 'access.not-permitted'],
      handle: (ctx, { params, body }) => takeBackLink(ctx, { link: params.id, reason: body.reason }),
    }),
    route({
      ...onGraph('/expansion'),
      summary: 'What lies within one or two steps of a point, as far as the reader’s own links go.',
      may: { action: 'graph.walk' },
      body: z.strictObject({
        node,
        steps: z.number().int().min(1).max(2).optional(),
        most: z.number().int().min(1).max(NODES_MOST).optional(),
        ...filters,
      }),
      answer: { status: 200, schema: neighbourhoodSchema, description: 'Points, ties, and what was left out.' },
      refusals: walking,
      handle: (ctx, { body }) => expandNode(ctx, graph, body),
    }),
    route({
      ...onGraph('/path'),
      summary: 'The shortest way between two points, of at most four links that the reader sees.',
      may: { action: 'graph.walk' },
      body: z.strictObject({ from: node, to: node, ...filters }),
      answer: { status: 200, schema: pathSchema, description: 'The way; empty where there is none.' },
      refusals: walking,
      handle: (ctx, { body }) => findPath(ctx, graph, body),
    }),
    route({
      ...onGraph('/why'),
      summary: 'Why two points are linked: each link with its source, grade and author.',
      may: { action: 'graph.walk' },
      body: z.strictObject({ from: node, to: node }),
      answer: { status: 200, schema: z.object({ links: listSchema(linkViewSchema) }), description: 'The links.' },
      refusals: ['graph-node.not-found'],
      handle: (ctx, { body }) => whyLink(ctx, body),
    }),
    route({
      ...onGraph('/identifiers'),
      summary: 'Looks for an identifier among those that the reader’s own links lead to.',
      may: { action: 'graph.walk' },
      body: z.strictObject(written),
      answer: { status: 200, schema: foundIdentifiersSchema, description: 'The same, and what looks like it.' },
      refusals: ['identifier.unusable'],
      handle: (ctx, { body }) => findIdentifiers(ctx, body),
    }),
    route({
      ...onGraph('/identifiers/{id}/value'),
      params: byId,
      summary: 'An identifier as it stands; each look is in the audit.',
      may: { action: 'graph.walk' },
      answer: { status: 200, schema: z.object({ display: z.string() }), description: 'The value.' },
      refusals: ['graph-node.not-found'],
      handle: (ctx, { params }) => unmaskIdentifier(ctx, { identifier: params.id }),
    }),
    route({
      ...onGraph('/identifiers/{id}/hub'),
      params: byId,
      summary: 'Says that many people share an identifier, why and until when; without a reason, that they do not.',
      may: { action: 'graph-hub.review' },
      body: z.strictObject({ reason: hubReason.zod.optional(), until: day.optional() }),
      answer: noContent,
      refusals: ['graph-node.not-found', 'hub.unusable'],
      handle: (ctx, { params, body }) => reviewHub(ctx, { ...body, identifier: params.id }),
    }),
  ];
}
