import { type ClockKind, cancelClocks, firstOf, meetClocks, moveClocks, startClocks } from '../../clocks/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { policeRoles, tellFile } from '../files/tell-file.ts';
import type { FileRow } from '../tables.ts';
import { OFFENCE_REQUEST } from './request-record.ts';
import { findRequest, markRequestOverdue, requestsOf, retimeRequests } from './request-store.ts';
import type { RequestRow } from './request-tables.ts';

const ofRequest = (id: string) => ({ kind: OFFENCE_REQUEST, id }) as const;

type Due = Pick<RequestRow, 'next_due_from' | 'next_due_at' | 'next_due_rule' | 'overdue'>;
const NO_CLOCK: Due = { next_due_from: null, next_due_at: null, next_due_rule: null, overdue: false };

/** The addressee's time from now on; the unit that leads the file sees to it. */
export async function startRequestClock(
  ctx: Ctx,
  tx: Tx,
  request: Pick<RequestRow, 'id' | 'urgent'>,
  file: Pick<FileRow, 'id' | 'lead_agency' | 'province'>,
  code: string,
): Promise<Due> {
  const started = await startClocks(tx, {
    law: lawOf(ctx.kernel),
    object: ofRequest(request.id),
    record: file.id,
    codes: [code],
    startedAt: tx.now,
    occurrence: 'sent',
    urgency: request.urgent ? 'U1' : undefined,
    ownerAgency: file.lead_agency,
    confinedTo: 'offences',
    ...(file.province === null ? {} : { provinceCode: file.province }),
  });
  return { ...firstOf(started), overdue: false };
}

export async function meetRequestClock(tx: Tx, request: string): Promise<Due> {
  await meetClocks(tx, ofRequest(request));
  return NO_CLOCK;
}

export async function dropRequestClock(tx: Tx, request: string): Promise<Due> {
  await cancelClocks(tx, ofRequest(request));
  return NO_CLOCK;
}

/** The unit that leads a file from now on sees to what was asked for it. */
export async function handOverRequestClocks(tx: Tx, file: string, to: string): Promise<void> {
  for (const { id, state } of await requestsOf(tx, file))
    if (state === 'SENT') await moveClocks(tx, ofRequest(id), { ownerAgency: to });
}

/** Requests, for the engine of clocks. Only who works on the file is told; no other body stands above an addressee. */
export const requestClocks: ClockKind = {
  kind: OFFENCE_REQUEST,
  words: { vi: 'Yêu cầu của cơ quan điều tra', en: 'Request of an investigating unit' },
  supervisedBy: 'COORDINATE_OFFENCES',
  told: { dueSoon: [...policeRoles], breached: [...policeRoles], PROVINCE: [], CENTRAL: [] },
  page: (id) => `/vi-pham?yeu-cau=${id}`,
  moved: retimeRequests,
  breached: async (tx, clocks) => {
    for (const { object } of clocks) {
      await markRequestOverdue(tx, object);
      const request = await findRequest(tx, object);
      if (request) await tellFile(tx, request.file_id);
    }
  },
};
