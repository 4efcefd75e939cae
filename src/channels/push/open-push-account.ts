import { type Config, type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { newAccountKey, sealSecrets } from '../accounts/account-sealing.ts';
import { insertAccount } from '../accounts/account-store.ts';
import { newPushKeys } from './push-account.ts';
import { lockPushAccount, pushAccountOf } from './push-device-store.ts';

/** How a push service's operator reaches whoever runs this house: the desk's own address. */
const subjectOf = ({ deskHosts }: Config) => `https://${deskHosts[0] ?? 'localhost'}`;

/**
 * The account by which an agency wakes its people. Its keys are made on first use and kept by the vault alone.
 * @returns its id
 */
export async function openPushAccount(ctx: Ctx, agency: string): Promise<Result<string>> {
  const system = ctx.as(systemActor('channels.open-push-account'));
  const known = await system.transaction(async (tx) => ok(await pushAccountOf(tx, agency)));
  if (!known.ok || known.value !== undefined) return known as Result<string>;
  const { kernel } = ctx;
  const subject = subjectOf(kernel.config);
  const id = newId<'channel-account'>();
  const sealed = {
    sealed_secrets: await sealSecrets(kernel, id, newPushKeys()),
    sealed_key: await newAccountKey(kernel, id),
  };
  return system.transaction(async (tx) => {
    // Of two who are first at once, one makes it and the other finds it.
    await lockPushAccount(tx, agency);
    const meanwhile = await pushAccountOf(tx, agency);
    if (meanwhile !== undefined) return ok(meanwhile);
    await insertAccount(tx, {
      ...{ id, agency, adapter: 'web-push', name: 'Web Push', address: subject, ...sealed },
      settings: { subject },
      ...{ state: 'open', state_reason: null, state_since: tx.now, service_name: null, checked_at: null },
      ...{ check_failure: null, last_event_at: null, last_sent_at: null, alive_at: null, token_ends_at: null },
      ...{ renewed_at: null, renew_failure: null, malformed: 0, seen: 0, down_since: null, down_by: null },
      ...{ down_sentence: null, is_demonstration: false, created_by: 'platform', created_at: tx.now },
      ...{ changed_by: 'platform', changed_at: tx.now, version: 1 },
    });
    tx.audit({
      organisation: agency,
      action: 'channel-account.make',
      object: { kind: 'channel-account', id },
      codes: { channel: 'web-push' },
    });
    return ok(id);
  });
}
