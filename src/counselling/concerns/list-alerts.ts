import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  refuseRequest,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type AlertKind, type AlertOutcome, type AlertRow, alertOutcomes } from './concern.ts';
import { safeguardAlertPolicy } from './concern-policies.ts';
import { alertsSeen, findAlert, settleRow } from './concern-store.ts';

export interface AlertView {
  readonly id: string;
  readonly kind: AlertKind;
  readonly helper: string;
  /** The code of the contact, where the reader sees the contact. */
  readonly reference: string | null;
  readonly count: number;
  readonly lastAt: string;
  readonly lookedBy: string | null;
  readonly outcome: AlertOutcome | null;
}

const LISTED = 100;

const alertKind: RecordKind<AlertRow, (typeof safeguardAlertPolicy.actions)[number]> = {
  kind: 'safeguard-alert',
  acts: personsOnly,
  find: (tx, id, { lock }) => findAlert(tx, id, lock ? 'for update' : undefined),
  can: canBy(safeguardAlertPolicy, (row: AlertRow) => row),
  versionOf: ({ version }) => version,
};

/** What the house noticed of helpers, those that nobody has looked into first; none that is about the reader. */
export async function listAlerts(ctx: Ctx): Promise<Result<readonly AlertView[]>> {
  if (ctx.actor.kind !== 'person' || !safeguardAlertPolicy.couldEver(ctx.actor, 'safeguard-alert.read', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await alertsSeen(tx, LISTED);
    return ok(
      found.map((row) => ({
        id: row.id,
        kind: row.kind,
        helper: row.helper,
        reference: row.reference,
        count: row.count,
        lastAt: row.last_at.toISOString(),
        lookedBy: row.looked_by,
        outcome: row.outcome,
      })),
    );
  });
}

/** Somebody has looked into it, and says what came of it. Refusals: `contact.reason-unknown`, those of an act on a record */
export async function settleAlert(
  ctx: Ctx,
  input: { readonly alert: string; readonly outcome: AlertOutcome },
): Promise<Result<void>> {
  if (!alertOutcomes.includes(input.outcome)) return refuse('contact.reason-unknown', { field: 'outcome' });
  return actOnRecord(alertKind, ctx, 'safeguard-alert.settle', { id: input.alert }, async (tx, row, person) => {
    if (row.looked_at !== null) return refuse('contact.act-not-open');
    await settleRow(tx, row.id, { by: person.person, outcome: input.outcome });
    tx.audit({
      action: 'safeguard-alert.settle',
      object: { kind: 'safeguard-alert', id: row.id },
      organisation: row.organisation,
      codes: { outcome: input.outcome },
    });
    return ok();
  });
}
