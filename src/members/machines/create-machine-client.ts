import { randomBytes } from 'node:crypto';
import { type Ctx, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { agencyRow } from '../agencies/agency-store.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';
import { formatKey, isScope, type MachineClient } from './machine-client.ts';
import { insertMachineClient } from './machine-client-store.ts';

export interface CreateMachineClientInput {
  readonly agency: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly validTo?: Date;
}

const invalid = refuse('machine-client.name-invalid');
/** Of a machine's name. */
export const MACHINE_NAME: TextRule = {
  most: 120,
  refusals: { empty: invalid, 'too-long': invalid, unreadable: invalid },
};

/** A key for a machine of an agency or member organisation. It is shown this once; the database has its hash. */
export async function createMachineClient(
  ctx: Ctx,
  input: CreateMachineClientInput,
): Promise<Result<{ client: MachineClient; key: string }>> {
  if (!machineClientPolicy.can(ctx.actor, 'key.manage', { agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'key.manage', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  const read = readTextInput(input.name, 'name', MACHINE_NAME);
  if (!read.ok) return read;
  const name = read.value;
  const bad = input.scopes.findIndex((scope) => !isScope(scope));
  if (input.scopes.length === 0 || bad >= 0) return refuse('machine-client.scope-invalid', { field: 'scopes' });
  if (input.validTo !== undefined && !(input.validTo > ctx.now))
    return refuse('role.dates-invalid', { field: 'validTo' });
  const secret = newToken();
  const client: MachineClient = {
    id: randomBytes(6).toString('hex'),
    agency: input.agency,
    name,
    kind: 'service',
    scopes: [...new Set(input.scopes)].sort(),
    certificates: [],
    addresses: [],
    validFrom: ctx.now,
    validTo: input.validTo ?? null,
    revokedAt: null,
  };
  return ctx.transaction(async (tx) => {
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    await insertMachineClient(tx, client, tokenHash(secret));
    tx.audit({
      action: 'key.manage',
      organisation: input.agency,
      object: { kind: 'machine-client', id: client.id },
      codes: { act: 'created' },
    });
    return ok({ client, key: formatKey(client.id, secret) });
  });
}
