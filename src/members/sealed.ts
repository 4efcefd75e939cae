import type { SealedColumn } from '../kernel/index.ts';
import { noteContext, reasonContext } from './break-glass/break-glass-review.ts';
import { totpContext } from './sign-in/one-time-code.ts';
import { pendingContext } from './sign-in/pending.ts';

/** What the vault wrapped here: the secrets of one-time codes, steps of a sign-in that wait, and the reasons of emergencies. */
export const membersSealed: readonly SealedColumn[] = [
  {
    table: 'members.totp',
    key: ['person'],
    column: 'sealed_secret',
    context: (row) => totpContext(String(row.person)),
  },
  {
    table: 'members.invitation',
    key: ['token_hash'],
    column: 'sealed_totp_secret',
    beside: ['person'],
    context: (row) => totpContext(String(row.person)),
  },
  {
    table: 'members.pending_sign_in',
    key: ['token_hash'],
    column: 'sealed',
    beside: ['kind'],
    context: (row) => pendingContext(String(row.kind), row.token_hash as Buffer),
  },
  {
    table: 'members.break_glass',
    key: ['id'],
    column: 'sealed_reason',
    context: (row) => reasonContext(String(row.id)),
  },
  { table: 'members.break_glass', key: ['id'], column: 'sealed_note', context: (row) => noteContext(String(row.id)) },
];
