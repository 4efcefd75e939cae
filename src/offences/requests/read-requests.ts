import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { clockOf } from '../files/file-view.ts';
import { openJson } from '../sealed-json.ts';
import type { RequestSecrets } from './draft-request.ts';
import { requestStates } from './request.ts';
import { findRequest, requestEventsOf, requestsOf } from './request-store.ts';
import type { AnswerSecrets } from './send-request.ts';

export const requestSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  kind: z.string(),
  addressee: z.string(),
  addresseeAgency: z.string().nullable(),
  asked: z.string(),
  urgent: z.boolean(),
  state: z.enum(requestStates),
  version: z.number().int(),
  /** On what it rests, and whether a lawyer has read that row. */
  source: z.string(),
  verified: z.boolean(),
  agency: z.string(),
  draftedBy: z.string(),
  draftedAt: instant,
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  sentAt: instant.nullable(),
  answeredAt: instant.nullable(),
  answer: z.string().nullable(),
  clock: z.object({ rule: z.string(), startedAt: instant, dueAt: instant }).nullable(),
  overdue: z.boolean(),
});
export const requestsSchema = z
  .object({ requests: listSchema(requestSchema) })
  .openapi('OffenceRequests', { description: 'What was asked of others for an offence file.' });
export type RequestView = z.output<typeof requestSchema>;

/** Requests of a file, the oldest first. Refusals: those of an act on a file */
export function readRequests(ctx: Ctx, input: Pick<OnFile, 'file'>): Promise<Result<z.output<typeof requestsSchema>>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file) => {
    const answers = new Map(
      (await requestEventsOf(tx, file.id)).flatMap((event) =>
        event.sealed === null ? [] : [[event.request_id, { id: event.id, sealed: event.sealed }] as const],
      ),
    );
    const requests = await Promise.all(
      (await requestsOf(tx, file.id)).map(async (row): Promise<RequestView> => {
        const { addressee, asked } = await openJson<RequestSecrets>(ctx.kernel, 'offence_request', row);
        const answer = answers.get(row.id);
        return {
          id: row.id,
          reference: row.reference,
          kind: row.kind,
          addressee,
          addresseeAgency: row.addressee_agency,
          asked,
          urgent: row.urgent,
          state: row.state,
          version: row.version,
          source: row.rule_source,
          verified: row.rule_verified,
          agency: row.agency,
          draftedBy: row.drafted_by,
          draftedAt: row.drafted_at,
          approvedBy: row.approved_by,
          approvedAt: row.approved_at,
          sentAt: row.sent_at,
          answeredAt: row.answered_at,
          answer: answer ? (await openJson<AnswerSecrets>(ctx.kernel, 'request_event', answer)).text : null,
          clock: clockOf(row),
          overdue: row.overdue,
        };
      }),
    );
    tx.audit({ ...auditOf(file, 'offence-file.read'), fieldClasses: ['evidence'], codes: { rows: requests.length } });
    return ok({ requests });
  });
}

/** The file that a request belongs to, for whoever may see it: a notice and a clock name the request alone. Refusals: `record.not-found` */
export async function fileOfRequest(ctx: Ctx, request: string): Promise<Result<string>> {
  const id = parseId<'offence-request'>(request);
  if (ctx.actor.kind !== 'person' || id === undefined) return refuseRequest('record.not-found');
  return ctx.transaction(async (tx) => {
    const found = await findRequest(tx, id);
    return found ? ok(found.file_id) : refuseRequest('record.not-found');
  });
}
