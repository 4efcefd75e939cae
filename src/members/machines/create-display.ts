import { randomBytes } from 'node:crypto';
import { type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { agencyRow } from '../agencies/agency-store.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';
import { MACHINE_NAME } from './create-machine-client.ts';
import { DISPLAY, DISPLAY_SCOPE, newDisplayCode } from './display.ts';
import { giveDisplayCode } from './display-store.ts';
import { insertMachineClient } from './machine-client-store.ts';

export interface CreateDisplayInput {
  readonly agency: string;
  readonly name: string;
  /** At most half a year from now. */
  readonly validTo: Date;
}

/** A code for one screen, good once and for a quarter of an hour; shown this once. */
export interface DisplayCode {
  readonly display: string;
  readonly code: string;
  readonly until: Date;
}

/**
 * A screen of the agency, without a key yet: whoever types the code at it gets one. Refusals: `members.not-permitted`,
 * `machine-client.name-invalid`, `role.dates-invalid` (validTo), `agency.unknown`
 */
export async function createDisplay(ctx: Ctx, input: CreateDisplayInput): Promise<Result<DisplayCode>> {
  const row = { agency: input.agency, kind: 'display' };
  if (!machineClientPolicy.can(ctx.actor, 'display.manage', row, ctx.now)) {
    await ctx.auditRefused({ action: 'display.manage', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  const name = readTextInput(input.name, 'name', MACHINE_NAME);
  if (!name.ok) return name;
  if (!(input.validTo > ctx.now) || input.validTo.getTime() - ctx.now.getTime() > DISPLAY.mostMs)
    return refuse('role.dates-invalid', { field: 'validTo' });
  const id = randomBytes(6).toString('hex');
  return ctx.transaction(async (tx) => {
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    const client = {
      id,
      agency: input.agency,
      name: name.value,
      kind: 'display' as const,
      scopes: [DISPLAY_SCOPE],
      certificates: [],
      addresses: [],
      validFrom: ctx.now,
      validTo: input.validTo,
    };
    // Of a key that nobody has: the first one is made when the code is typed.
    await insertMachineClient(tx, client, tokenHash(newToken()));
    const code = newDisplayCode();
    const until = new Date(tx.now.getTime() + DISPLAY.codeMs);
    await giveDisplayCode(tx, id, tokenHash(code), until);
    tx.audit({
      action: 'display.manage',
      organisation: input.agency,
      object: { kind: 'machine-client', id },
      codes: { act: 'created' },
    });
    return ok({ display: id, code, until });
  });
}
