import { takeBackQueued } from '../../channels/index.ts';
import {
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  readTextInput,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';
import { holdsMedia } from '../../takedown/index.ts';
import { askApproval, lapseApproval } from '../../work/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { mailKey } from './mail-key.ts';
import { dropRequestClock } from './request-clocks.ts';
import { OFFENCE_REQUEST, type OnRequest, requestAct } from './request-record.ts';
import { requestRuleAt } from './request-rule.ts';
import { changeRequest, insertRequest, insertRequestEvent } from './request-store.ts';

export const ADDRESSEE: TextRule = { most: 200 };
export const ASKED: TextRule = { most: 4_000, lines: true };

/** What is sealed of a request. */
export interface RequestSecrets {
  readonly addressee: string;
  readonly asked: string;
}

export interface DraftRequest extends OnFile {
  readonly kind: string;
  /** Whom it goes to, as it is written on the letter. */
  readonly addressee: string;
  /** Code of that organisation, where it is one of the platform's. */
  readonly agency?: string | undefined;
  readonly asked: string;
  /** A life is in danger. */
  readonly urgent?: boolean | undefined;
}

/**
 * Drafts a request to somebody outside. Nothing leaves by it.
 * Refusals: those of an act on a file, `offence-request.no-rule`, `offence-request.agency-unknown`, `offence-file.holds-media`, `text.*`
 */
export async function draftRequest(
  ctx: Ctx,
  input: DraftRequest,
): Promise<Result<{ readonly id: string; readonly reference: string }>> {
  const rule = requestRuleAt(input.kind, vietnamDate(ctx.now));
  if (!rule) return refuse('offence-request.no-rule', { field: 'kind' });
  const addressee = readTextInput(input.addressee, 'addressee', ADDRESSEE);
  if (!addressee.ok) return addressee;
  const asked = readTextInput(input.asked, 'asked', ASKED);
  if (!asked.ok) return asked;
  if (holdsMedia(`${addressee.value} ${asked.value}`)) return refuse('offence-file.holds-media', { field: 'asked' });
  const code = input.agency?.trim().toUpperCase() || undefined;
  if (code !== undefined && !(await functionsHeld(ctx, { agency: code })))
    return refuse('offence-request.agency-unknown', { field: 'agency' });
  return fileAct(ctx, 'offence-file.request', { file: input.file }, async (tx, file, actor) => {
    const id = newId<'offence-request'>(tx.now.getTime());
    const reference = `YC-${newCode()}`;
    const secrets: RequestSecrets = { addressee: addressee.value, asked: asked.value };
    await insertRequest(tx, {
      id,
      reference,
      file_id: file.id,
      kind: input.kind,
      addressee_agency: code ?? null,
      urgent: input.urgent === true && rule.urgent,
      state: 'DRAFTED',
      version: 1,
      rule_id: rule.id,
      rule_source: rule.source,
      rule_verified: rule.verified,
      sealed: await sealJson(ctx.kernel, 'offence_request', id, secrets),
      drafted_by: actor.person,
      agency: actor.agency,
      drafted_at: tx.now,
      approved_by: null,
      approved_at: null,
      sent_at: null,
      sent_by: null,
      function_basis: null,
      answered_at: null,
      answered_by: null,
      next_due_from: null,
      next_due_at: null,
      next_due_rule: null,
      overdue: false,
    });
    await insertRequestEvent(tx, { id, file_id: file.id }, 'drafted');
    await insertEvent(tx, file.id, 'request-drafted', { kind: input.kind, request: reference });
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: input.kind, act: 'draft' } });
    return ok({ id, reference });
  });
}

/** Puts a draft before another investigator of the lead. Refusals: those of an act on a request, `approval.*` */
export function submitRequest(ctx: Ctx, input: OnRequest): Promise<Result<void>> {
  return requestAct(ctx, 'offence-file.request', input, ['DRAFTED'], async (tx, request, file) => {
    await changeRequest(tx, request, { state: 'WAITING' });
    const asked = await askApproval(ctx, tx, {
      kind: OFFENCE_REQUEST,
      object: { kind: OFFENCE_REQUEST, id: request.id },
      agency: file.lead_agency,
      madeBy: [request.drafted_by],
      record: file.id,
    });
    if (!asked.ok) return asked;
    await insertRequestEvent(tx, request, 'submitted');
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: request.kind, act: 'submit' } });
    return ok();
  });
}

/** Gives a request up; whoever has it is told outside of the platform. Refusals: those of an act on a request */
export function withdrawRequest(ctx: Ctx, input: OnRequest): Promise<Result<void>> {
  return requestAct(
    ctx,
    'offence-file.request',
    input,
    ['DRAFTED', 'WAITING', 'APPROVED', 'SENDING', 'SENT'],
    async (tx, request, file) => {
      if (request.state === 'SENDING') await takeBackQueued(tx, [mailKey(request)]);
      if (request.state === 'WAITING') await lapseApproval(tx, { kind: OFFENCE_REQUEST, object: request.id });
      await changeRequest(tx, request, { state: 'WITHDRAWN', ...(await dropRequestClock(tx, request.id)) });
      await insertRequestEvent(tx, request, 'withdrawn');
      await insertEvent(tx, file.id, 'request-withdrawn', { request: request.reference });
      tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: request.kind, act: 'withdraw' } });
      return ok();
    },
  );
}
