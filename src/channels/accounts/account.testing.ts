import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId, ok, systemActor } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { adapters } from '../adapters.ts';
import { newAccountKey, sealSecrets } from './account-sealing.ts';
import { insertAccount, type NewAccount } from './account-store.ts';
import { newAccount } from './new-account.ts';

/** Puts an adapter in the place of the one of its code, until it is closed. */
export function plantAdapter(adapter: ChannelAdapter): { close(): void } {
  const list = adapters as ChannelAdapter[];
  list.unshift(adapter);
  return { close: () => void list.splice(list.indexOf(adapter), 1) };
}

/** An account of 111 that is open, or as `more` says. */
export async function plantAccount(
  home: Pick<TestKernel, 'kernel' | 'context'>,
  { adapter, secrets, ...more }: Partial<NewAccount> & Pick<NewAccount, 'adapter'> & { readonly secrets: object },
): Promise<string> {
  const id = newId<'channel-account'>();
  const now = home.kernel.clock.now();
  const account = {
    id,
    agency: 'C111',
    adapter,
    name: 'Kênh mẫu',
    address: 'mẫu',
    settings: {},
    sealed_secrets: await sealSecrets(home.kernel, id, secrets),
    sealed_key: await newAccountKey(home.kernel, id),
    state: 'open' as const,
    is_demonstration: false,
  };
  const row: NewAccount = { ...newAccount(account, 'test', now), ...more };
  must(
    await home.context(systemActor('test')).transaction(async (tx) => {
      await insertAccount(tx, row);
      return ok();
    }),
  );
  return id;
}
