import type { Config, Ctx, Result } from '../../kernel/index.ts';
import { openHouseAccount } from '../accounts/open-house-account.ts';
import { newPushKeys } from './push-account.ts';

/** How a push service's operator reaches whoever runs this house: the desk's own address. */
const subjectOf = ({ deskHosts }: Config) => `https://${deskHosts[0] ?? 'localhost'}`;

/**
 * The account by which an agency wakes its people. Its keys are made on first use and kept by the vault alone.
 * @returns its id
 */
export function openPushAccount(ctx: Ctx, agency: string): Promise<Result<string>> {
  const subject = subjectOf(ctx.kernel.config);
  return openHouseAccount(ctx, agency, {
    adapter: 'web-push',
    name: 'Web Push',
    address: subject,
    demonstration: false,
    make: () => ({ settings: { subject }, secrets: newPushKeys() }),
  });
}
