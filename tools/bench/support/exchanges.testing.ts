import { plantAccount } from '../../../src/channels/accounts/account.testing.ts';
import { receiveCall } from '../../../src/channels/inbound/receive-call.ts';
import { signedHeaders } from '../../../src/channels/standard-webhook.ts';
import {
  ARI_SECRET,
  ARI_USER,
  type FakeAsterisk,
  fakeAsterisk,
} from '../../../src/channels/telephone/asterisk.testing.ts';
import { accountOf } from '../../../src/channels/telephone/telephone.testing.ts';
import { anonymous, newId } from '../../../src/kernel/index.ts';
import type { BenchKernel } from './bench-kernel.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a bench key.').toString('base64')}`;

/** Connects an exchange that calls us. @returns brings a step at the door, signed, as the exchange would */
export async function plantCallingExchange(home: BenchKernel): Promise<(said: object) => Promise<void>> {
  const account = await plantAccount(home, {
    adapter: 'telephone',
    settings: { ...accountOf({ exchange: 'webhook' }, SECRET).settings },
    secrets: { secret: SECRET },
  });
  return async (said) => {
    const at = new Date();
    const text = JSON.stringify({ ...said, at: at.toISOString() });
    const headers = new Headers(signedHeaders(SECRET, newId<'message'>(), text, at));
    const taken = await receiveCall(home.context(anonymous), {
      account,
      request: { body: Buffer.from(text), headers },
    });
    if (!taken.ok) throw new Error(`not taken: ${taken.refusal.code}`);
  };
}

/** Connects an exchange that speaks as Asterisk does, under this name. */
export async function plantAsterisk(home: BenchKernel, name: string): Promise<FakeAsterisk> {
  const pbx = await fakeAsterisk();
  const { settings } = accountOf({ exchange: 'asterisk', address: pbx.url, user: ARI_USER }, ARI_SECRET);
  await plantAccount(home, {
    adapter: 'telephone',
    name,
    settings: { ...settings },
    secrets: { secret: ARI_SECRET },
  });
  return pbx;
}
