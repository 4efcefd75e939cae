import type { Tx } from '../../kernel/index.ts';

export const SCAN_SERIES = 'offences.scan-series';
const SOON = 10_000;

/** What has arrived is looked at within seconds, together with what comes meanwhile. */
export const scanSoon = (tx: Tx): Promise<void> =>
  tx.enqueue(SCAN_SERIES, {}, { key: SCAN_SERIES, runAt: new Date(tx.now.getTime() + SOON) });
