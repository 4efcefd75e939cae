import { endByLaw } from '../../clocks/index.ts';
import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { networkDutyNow } from '../../members/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { howFar } from '../deliveries/how-far.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { ANSWER_RECALL } from './alert-clocks.ts';
import { itemsOfAlert } from './alert-item-store.ts';
import { alertCapabilities, alertPolicy } from './alert-policies.ts';
import { ALERT } from './alert-record.ts';
import {
  alertsOfChain,
  entriesOfTargets,
  eventsOfChain,
  findAlert,
  findReceipt,
  partsOf,
  partsOfAlerts,
  receiptsOfChain,
  usesOfChain,
} from './alert-store.ts';
import { type AlertLine, alertLine, type ReceiptLine, receiptLine } from './alert-view.ts';
import type { PartValue } from './write-alert.ts';

export interface AlertDetail extends AlertLine {
  readonly parts: readonly {
    readonly id: string;
    readonly type: string;
    readonly about: string;
    readonly tlp: string;
    readonly pap: string;
    readonly value: string;
  }[];
  /** All versions and the recall, the newest first. */
  readonly versions: readonly AlertLine[];
  readonly receipts: readonly ReceiptLine[];
  /** When the recall was sent, and until when it is to be acknowledged; null where there is none. */
  readonly recall: { readonly sentAt: string; readonly dueAt: string | null } | null;
  /** Who is on duty now at the recipients that did not answer the recall, by agency. */
  readonly contacts: readonly { readonly agency: string; readonly name: string; readonly phone: string }[];
  /** What was made of it, to be looked at when it is taken back. */
  readonly born: readonly {
    readonly kind: string;
    readonly id: string;
    readonly code: string;
    readonly state: string;
  }[];
  /** Items that this version rests on; `overturnedAt`: an appeal said that it is lawful, and the alert is to be recalled or corrected. */
  readonly items: readonly {
    readonly id: string;
    /** Null where the reader may not see the item. */
    readonly reference: string | null;
    readonly overturnedAt: string | null;
  }[];
  readonly events: readonly {
    readonly code: string;
    readonly number: number;
    readonly at: string;
    readonly agency: string | null;
    readonly codes: Readonly<Record<string, string | number | boolean>>;
  }[];
  readonly may: { readonly recall: boolean; readonly update: boolean; readonly draft: boolean; readonly call: boolean };
}

/**
 * One version of an alert with all there is of it, for who writes them; by its id or that of one of its receipts. The look is in the
 * audit. Refusals: `access.not-permitted`, `network-alert.not-found`
 */
export async function alertDetail(ctx: Ctx, id: string): Promise<Result<AlertDetail>> {
  const { actor } = ctx;
  if (!alertPolicy.couldEver(actor, 'network-alert.read', ctx.now)) return refuseRequest('access.not-permitted');
  const parsed = parseId<'network-alert'>(id);
  if (parsed === undefined) return refuse('network-alert.not-found');
  return ctx.transaction(async (tx): Promise<Result<AlertDetail>> => {
    const receipt = await findReceipt(tx, parsed);
    const row = await findAlert(tx, receipt?.alert_id ?? parsed);
    if (!row) return refuse('network-alert.not-found');
    const chain = await alertsOfChain(tx, row.chain);
    // A recall has no words of its own: the page of the alert that it takes back shows it.
    const shown =
      row.message === 'CANCEL'
        ? (chain.findLast((one) => one.message !== 'CANCEL' && one.issued_at !== null) ?? row)
        : row;
    const cancel = chain.find(({ message }) => message === 'CANCEL');
    const parts = [];
    for (const part of await partsOf(tx, shown.id)) {
      const { value } = await openJson<PartValue>(ctx.kernel, 'alert_part', part);
      parts.push({ id: part.id, type: part.type, about: part.about, tlp: part.tlp, pap: part.pap, value });
    }
    const receipts = await receiptsOfChain(tx, row.chain);
    const pushed = await howFar(
      tx,
      receipts.map((one) => one.id),
    );
    const silent = receipts.filter((one) => one.escalated_at !== null && one.acknowledged_at === null);
    const contacts = (await networkDutyNow(tx, [...new Set(silent.map((one) => one.agency))])).map(
      ({ agency, name, phone }) => ({ agency, name, phone }),
    );
    const numbers = new Map(chain.map((one) => [one.id, one.number]));
    const issued = chain.find((one) => one.issued_at !== null)?.issued_at ?? null;
    const targets: string[] = [];
    for (const part of await partsOfAlerts(
      tx,
      chain.map((one) => one.id),
    )) {
      if (part.type !== 'URL' && part.type !== 'DOMAIN') continue;
      const { target } = await openJson<PartValue>(ctx.kernel, 'alert_part', part);
      if (target !== undefined) targets.push(target);
    }
    const entries = issued === null || targets.length === 0 ? [] : await entriesOfTargets(tx, targets, issued);
    const uses = await usesOfChain(tx, row.chain);
    tx.audit({ action: 'network-alert.read', object: { kind: ALERT, id: shown.id }, codes: { number: shown.number } });
    const can = (action: Parameters<typeof alertPolicy.can>[1]) => alertPolicy.can(actor, action, shown, tx.now);
    return ok({
      ...alertLine(shown, tx.now),
      parts,
      versions: chain.map((one) => alertLine(one, tx.now)).reverse(),
      recall:
        cancel?.issued_at == null
          ? null
          : {
              sentAt: cancel.issued_at.toISOString(),
              dueAt: endByLaw(lawOf(ctx.kernel), ANSWER_RECALL, cancel.issued_at)?.toISOString() ?? null,
            },
      receipts: receipts.map((one) => receiptLine(one, numbers.get(one.alert_id) ?? 0, pushed.get(one.id) ?? [])),
      contacts,
      born: [
        ...entries.map((one) => ({ kind: 'BLOCK_ENTRY', id: one.id, code: one.code, state: one.state })),
        ...uses.map((one) => ({ kind: one.kind as string, id: one.id, code: '', state: one.made_at.toISOString() })),
      ],
      items: (await itemsOfAlert(tx, shown.id)).map((one) => ({
        id: one.item_id,
        reference: one.reference,
        overturnedAt: one.overturned_at?.toISOString() ?? null,
      })),
      events: (await eventsOfChain(tx, row.chain)).map((event) => ({
        code: event.code,
        number: numbers.get(event.alert_id) ?? 0,
        at: event.at.toISOString(),
        agency: event.agency,
        codes: event.codes,
      })),
      may: {
        recall: can('network-alert.recall'),
        update:
          shown.state === 'ISSUED' &&
          actor.kind === 'person' &&
          actor.agency === shown.agency &&
          alertCapabilities.can(actor, 'network-alert.write', tx.now),
        draft: shown.state === 'ISSUED' && can('network-alert.draft'),
        call: can('network-alert.call'),
      },
    });
  });
}
