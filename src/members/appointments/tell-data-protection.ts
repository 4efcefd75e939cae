import type { Tx } from '../../kernel/index.ts';
import { postNotice } from '../notices/post-notice.ts';
import type { RoleAssignment } from '../people/person.ts';
import { weighs } from './appointment.ts';

/** Tells the agency's data protection officers of a role that opens something or gives roles, whoever gave it. */
export async function tellDataProtection(
  tx: Tx,
  kind: 'role.proposed' | 'role.given',
  about: Pick<RoleAssignment, 'person' | 'role' | 'agency'>,
): Promise<void> {
  if (!weighs(about.role)) return;
  await postNotice(
    tx,
    { roles: ['dpo'], agency: about.agency },
    { kind, object: { kind: 'person', id: about.person }, facts: { role: about.role, agency: about.agency } },
  );
}
