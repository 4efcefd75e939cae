import { type ClockKind, meetClocks, type PlannedClock, planClocks } from '../../clocks/index.ts';
import type { Tx } from '../../kernel/index.ts';
import type { Law } from '../../vocabulary/index.ts';
import { alertRule } from './alert.ts';
import { alertAgencies, retimeAlerts } from './alert-store.ts';

const ofAlert = (id: string) => ({ kind: 'listening-alert', id }) as const;

/** The clock of an alert as it starts now by the law; none where no rule of its severity is in force. */
export function planAlertClock(
  tx: Tx,
  law: Law,
  alert: { readonly id: string; readonly severity: number; readonly agency: string },
): PlannedClock[] {
  return planClocks(
    {
      law,
      object: ofAlert(alert.id),
      codes: [alertRule(alert.severity)],
      startedAt: tx.now,
      occurrence: 'raised',
      ownerAgency: alert.agency,
    },
    tx.now,
  );
}

/** Ends an alert's clock: it has reached somebody who acts, or a person has decided. */
export function meetAlertClock(tx: Tx, alert: string): Promise<void> {
  return meetClocks(tx, ofAlert(alert));
}

/** Alerts, for the engine of clocks. */
export const alertClocks: ClockKind = {
  kind: 'listening-alert',
  words: { vi: 'Cảnh báo lắng nghe', en: 'Listening alert' },
  supervisedBy: 'SUPERVISE_CASES',
  told: {
    dueSoon: ['listening_reviewer'],
    breached: ['listening_reviewer', 'listening_supervisor'],
    PROVINCE: [],
    CENTRAL: ['ministry_child_officer'],
  },
  page: (id) => `/lang-nghe/canh-bao/${id}`,
  moved: async (tx, clocks) => {
    await retimeAlerts(
      tx,
      clocks.map(({ object, dueAt }) => ({ id: object, due: dueAt })),
    );
    await tellAgencies(
      tx,
      clocks.map((one) => one.object),
    );
  },
  breached: async (tx, clocks) => {
    const agencies = await tellAgencies(
      tx,
      clocks.map((one) => one.object),
    );
    for (const { id, agency } of agencies)
      tx.audit({
        organisation: agency,
        action: 'listening-alert.overdue',
        object: { kind: 'listening-alert', id },
      });
  },
};

async function tellAgencies(tx: Tx, alerts: readonly string[]): Promise<{ id: string; agency: string }[]> {
  const agencies = await alertAgencies(tx, alerts);
  for (const { id, agency } of agencies) tx.notify({ topic: 'listening-alert', id, agency });
  return agencies;
}
