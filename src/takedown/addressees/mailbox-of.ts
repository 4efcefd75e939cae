import { actAs, type Ctx, systemActor, type Tx } from '../../kernel/index.ts';
import { contactsOfMembers } from '../deliveries/delivery-store.ts';
import { openSecrets } from './contact-secrets.ts';

const LOOK = systemActor('takedown.mailbox');

/** The mailbox of an organisation that two people approved; undefined where it has none. For whatever leaves for it by mail. */
export async function mailboxOf(ctx: Ctx, tx: Tx, agency: string): Promise<string | undefined> {
  const contacts = await actAs(tx, LOOK, (system) => contactsOfMembers(system, [agency]));
  const mailbox = contacts.find(({ channel }) => channel === 'EMAIL');
  return mailbox && (await openSecrets(ctx.kernel, mailbox))?.address;
}
