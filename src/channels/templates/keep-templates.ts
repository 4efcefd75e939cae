import {
  actOnRecord,
  actorName,
  agencyOf,
  type Ctx,
  type Kernel,
  newId,
  ok,
  permittedOn,
  type Result,
  readTextInput,
  type TextRule,
} from '../../kernel/index.ts';
import { askApproval, lapseApproval } from '../../work/index.ts';
import { adapterOf, adaptersOf } from '../adapter-of.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { TEMPLATE_APPROVAL } from './template-approval.ts';
import { TEMPLATE, templateRecord } from './template-record.ts';
import { insertTemplate, listTemplateRows, nextVersion, type TemplateRow, updateTemplate } from './template-store.ts';
import { readBlanks } from './template-text.ts';

const CODE = /^[a-z][a-z0-9-]{1,59}$/;
const NETWORK_ID = /^[\w.-]{1,100}$/;
const WORDS: TextRule = {
  most: 1_000,
  lines: true,
  refusals: {
    empty: refuse('message-template.text-missing', { field: 'text' }),
    'too-long': refuse('message-template.text-too-long', { field: 'text' }),
  },
};

interface OnTemplate {
  readonly template: string;
}

/** The networks that take nothing but an approved template at times: those for which a person writes one. */
export const templateChannels = ({ kernel }: { readonly kernel: Pick<Kernel, 'offered'> }): readonly ChannelCode[] =>
  adaptersOf(kernel)
    .filter(({ needsTemplates }) => needsTemplates)
    .map(({ code }) => code);

function readWords(written: string): Result<string> {
  const text = readTextInput(written, 'text', WORDS);
  if (!text.ok) return text;
  const blanks = readBlanks(text.value);
  return blanks.ok ? text : blanks;
}

/**
 * Writes a version of a template, as a draft that nobody can send.
 * Refusals: `access.not-permitted`, `message-template.channel-unknown`, `message-template.code-unusable`, `message-template.text-*`,
 * `message-template.blank-undeclared`, `message-template.blank-twice`
 */
export async function writeTemplate(
  ctx: Ctx,
  input: { readonly channel: string; readonly code: string; readonly text: string },
): Promise<Result<{ readonly id: string; readonly version: number }>> {
  const agency = agencyOf(ctx.actor);
  const may = permittedOn(templateRecord, ctx.actor, 'message-template.keep', { agency } as TemplateRow, ctx.now);
  if (!may.ok) {
    await ctx.auditRefused({ action: 'message-template.keep', codes: { refusal: may.refusal.code } });
    return may;
  }
  const adapter = adapterOf(ctx.kernel, input.channel as ChannelCode);
  if (!adapter || adapter.ofTheHouse) return refuse('message-template.channel-unknown', { field: 'channel' });
  if (!CODE.test(input.code)) return refuse('message-template.code-unusable', { field: 'code' });
  const text = readWords(input.text);
  if (!text.ok) return text;
  return ctx.transaction(async (tx) => {
    const of = { agency, channel: adapter.code, code: input.code };
    const id = newId<'message-template'>(tx.now.getTime());
    const version = await nextVersion(tx, of);
    await insertTemplate(tx, {
      id,
      ...of,
      version,
      text: text.value,
      state: 'draft',
      written_by: actorName(tx.actor),
      written_at: tx.now,
      approved_by: null,
      approved_at: null,
      network_id: null,
      registered_at: null,
      retired_at: null,
    });
    tx.audit({
      action: 'message-template.write',
      object: { kind: TEMPLATE, id },
      codes: { channel: of.channel, version },
    });
    return ok({ id, version });
  });
}

/**
 * Changes the words of a version that no network knows yet: an approval of the former words is lost, and one that was asked for lapses.
 * Refusals: `message-template.registered`, and those of `writeTemplate`
 */
export async function changeTemplate(ctx: Ctx, input: OnTemplate & { readonly text: string }): Promise<Result<void>> {
  return actOnRecord(templateRecord, ctx, 'message-template.keep', { id: input.template }, async (tx, row, actor) => {
    if (row.state !== 'draft' && row.state !== 'approved') return refuse('message-template.registered');
    const text = readWords(input.text);
    if (!text.ok) return text;
    await lapseApproval(tx, { kind: TEMPLATE_APPROVAL, object: row.id });
    await updateTemplate(tx, row.id, {
      text: text.value,
      state: 'draft',
      written_by: actor.person,
      written_at: tx.now,
      approved_by: null,
      approved_at: null,
    });
    tx.audit({
      action: 'message-template.write',
      object: { kind: TEMPLATE, id: row.id },
      codes: { version: row.version },
    });
    return ok();
  });
}

/** Asks that somebody else of the agency approve a draft. Refusals: `message-template.not-draft`, `approval.waits-already` */
export async function askTemplateApproval(ctx: Ctx, input: OnTemplate): Promise<Result<void>> {
  return actOnRecord(templateRecord, ctx, 'message-template.keep', { id: input.template }, async (tx, row) => {
    if (row.state !== 'draft') return refuse('message-template.not-draft');
    const asked = await askApproval(ctx, tx, {
      kind: TEMPLATE_APPROVAL,
      object: { kind: TEMPLATE, id: row.id },
      agency: row.agency,
      madeBy: [row.written_by],
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'message-template.ask', object: { kind: TEMPLATE, id: row.id } });
    return ok();
  });
}

/**
 * Writes down under which id a network knows an approved version: from now on it is the one in use.
 * Refusals: `message-template.not-approved`, `message-template.id-unusable`
 */
export async function registerTemplate(
  ctx: Ctx,
  input: OnTemplate & { readonly networkId: string },
): Promise<Result<void>> {
  const network_id = input.networkId.trim();
  return actOnRecord(templateRecord, ctx, 'message-template.keep', { id: input.template }, async (tx, row) => {
    if (row.state !== 'approved') return refuse('message-template.not-approved');
    if (!NETWORK_ID.test(network_id)) return refuse('message-template.id-unusable', { field: 'networkId' });
    await updateTemplate(tx, row.id, { state: 'registered', network_id, registered_at: tx.now });
    tx.audit({ action: 'message-template.register', object: { kind: TEMPLATE, id: row.id } });
    return ok();
  });
}

/** Nothing is sent by this version any more, also what waits. Refusals: `message-template.retired` */
export async function retireTemplate(ctx: Ctx, input: OnTemplate): Promise<Result<void>> {
  return actOnRecord(templateRecord, ctx, 'message-template.keep', { id: input.template }, async (tx, row) => {
    if (row.state === 'retired') return refuse('message-template.retired');
    await lapseApproval(tx, { kind: TEMPLATE_APPROVAL, object: row.id });
    await updateTemplate(tx, row.id, { state: 'retired', retired_at: tx.now });
    tx.audit({ action: 'message-template.retire', object: { kind: TEMPLATE, id: row.id } });
    return ok();
  });
}

/** The templates of the actor's agency, every version. */
export async function listTemplates(ctx: Ctx): Promise<Result<readonly TemplateRow[]>> {
  return ctx.transaction(async (tx) => ok(await listTemplateRows(tx)));
}
