import type { Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import type { AccountRow } from '../tables.ts';

/** Who keeps the accounts of an agency, and who leads a shift there, is told that one of them is not well. */
export async function tellKeepers(
  tx: Tx,
  { id, agency }: Pick<AccountRow, 'id' | 'agency'>,
  kind: 'channel-account.failed' | 'channel-account.drifted',
): Promise<void> {
  const to = { agency, roles: ['agency_admin', '111_supervisor'] };
  await postNotice(tx, to, { kind, object: { kind: 'channel-account', id }, facts: {} });
}
