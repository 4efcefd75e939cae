import { OFFENCE_REQUEST } from './request-record.ts';
import type { RequestRow } from './request-tables.ts';

/** Under which the outbox has the mail of a request that is on its way: given up and sent once more, it is another mail. */
export const mailKey = ({ id, sent_at: at }: Pick<RequestRow, 'id' | 'sent_at'>): string =>
  `${OFFENCE_REQUEST}:${id}:${at?.getTime() ?? 0}`;
