import { createHash } from 'node:crypto';
import {
  actAs,
  type Ctx,
  newId,
  ok,
  type PersonActor,
  parseId,
  type Result,
  refuseRequest,
  systemActor,
} from '../../kernel/index.ts';
import { deviceLabel } from '../../members/index.ts';
import { type AccountInUse, useAccount } from '../accounts/open-account.ts';
import { refuse } from '../refusals.ts';
import { openPushAccount } from './open-push-account.ts';
import type { PushSecrets } from './push-account.ts';
import { readPushAddress } from './push-address.ts';
import { deleteDevice, deleteDeviceAt, devicesOf, insertDevice, PUSH_DEVICE } from './push-device-store.ts';
import { pushDevicePolicy } from './push-policy.ts';

/** Nobody stands at more browsers; each is a request whenever something waits. */
const DEVICES_MOST = 10;

const SYSTEM = systemActor('channels.push-devices');

/** A browser of the reader that is woken. */
export interface PushDevice {
  readonly id: string;
  /** Family of browser and system. */
  readonly name: string;
  readonly addedAt: Date;
  /** SHA-256 of its address in hexadecimal digits, by which a page knows whether it is the browser it stands in. */
  readonly digest: string;
}

/** Who asks about their own browsers. Refusals: `access.not-permitted` */
async function ownerOf(ctx: Ctx): Promise<Result<PersonActor>> {
  const { actor } = ctx;
  if (actor.kind === 'person' && pushDevicePolicy.can(actor, 'push-device.keep', actor, ctx.now)) return ok(actor);
  await ctx.auditRefused({ action: 'push-device.keep' });
  return refuseRequest('access.not-permitted');
}

async function accountOf(ctx: Ctx, { agency }: PersonActor): Promise<Result<AccountInUse>> {
  const opened = await openPushAccount(ctx, agency);
  if (!opened.ok) return opened;
  const account = await useAccount(ctx, opened.value);
  return account ? ok(account) : refuse('outbox.account-unusable');
}

/** The reader's browsers that are woken, and the key by which a browser listens to this house (`applicationServerKey`). */
export async function ownPushDevices(
  ctx: Ctx,
): Promise<Result<{ readonly devices: readonly PushDevice[]; readonly key: string }>> {
  const owner = await ownerOf(ctx);
  if (!owner.ok) return owner;
  const account = await accountOf(ctx, owner.value);
  if (!account.ok) return account;
  const found = await ctx.transaction(async (tx) => ok(await devicesOf(tx, owner.value.person)));
  if (!found.ok) return found;
  const devices = found.value.map(({ id, name, added_at, address_digest }) => ({
    id,
    name,
    addedAt: added_at,
    digest: address_digest.toString('hex'),
  }));
  return ok({ devices, key: (account.value.open.secrets as PushSecrets).publicKey });
}

/**
 * From now on this browser is woken when something waits for the reader. A browser that woke somebody else before wakes them no more.
 * @param input.address as the browser's push service gave it
 * Refusals: `push-device.address-unusable`, `push-device.too-many`
 */
export async function addPushDevice(
  ctx: Ctx,
  input: { readonly address: string; readonly userAgent: string | null },
): Promise<Result<{ readonly id: string }>> {
  const owner = await ownerOf(ctx);
  if (!owner.ok) return owner;
  const address = readPushAddress(input.address);
  if (!address) return refuse('push-device.address-unusable');
  const account = await accountOf(ctx, owner.value);
  if (!account.ok) return account;
  const { row, key } = account.value;
  const id = newId<'push-device'>();
  const address_digest = createHash('sha256').update(address.href).digest();
  return ctx.transaction(async (tx) => {
    const { person } = owner.value;
    // Whose it was is not the reader's to see, and stays whose it was where it is not added.
    await actAs(tx, SYSTEM, (system) => deleteDeviceAt(system, address_digest));
    if ((await devicesOf(tx, person)).length >= DEVICES_MOST) return refuse('push-device.too-many');
    await insertDevice(tx, {
      id,
      person,
      account_id: row.id,
      address_digest,
      sealed_address: key.seal(`push-device:${id}`, address.href),
      name: deviceLabel(input.userAgent),
      added_at: tx.now,
    });
    tx.audit({ action: 'push-device.add', object: { kind: PUSH_DEVICE, id } });
    return ok({ id });
  });
}

/** This browser of the reader is woken no more. Refusals: `push-device.not-found` */
export async function removePushDevice(ctx: Ctx, input: { readonly id: string }): Promise<Result<void>> {
  const owner = await ownerOf(ctx);
  if (!owner.ok) return owner;
  const id = parseId<'push-device'>(input.id);
  return ctx.transaction(async (tx) => {
    // The row lock leaves others' browsers out.
    if (id === undefined || (await deleteDevice(tx, id)) === 0) return refuse('push-device.not-found');
    tx.audit({ action: 'push-device.remove', object: { kind: PUSH_DEVICE, id } });
    return ok();
  });
}
