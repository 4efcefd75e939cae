import { actAs, type Ctx, newId, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { agencyDetail, isActiveMember, isDemonstrationPerson } from '../../members/index.ts';
import { networkSender } from '../deliveries/network-sender.ts';
import { addresseePolicy } from '../orders/order-policies.ts';
import { refuse } from '../refusals.ts';
import { addresseesOfAgency, insertAddressee, lockAddresseesOf } from './addressee-store.ts';
import { enterContact, readAddress } from './enter-contact.ts';

const SYSTEM = systemActor('takedown.member-contacts');
/** A member's page needs no contact where nothing is ordered of it; services take notices of orders alone. */
export const ownChannels = ['EMAIL', 'WEBHOOK'] as const;

/**
 * Enters how a member is reached of which nothing is ordered: its own people do, or who coordinates the network, and somebody else of an
 * ordering or coordinating agency approves it, as with every contact. Who is an addressee keeps its contacts there.
 * @returns the addressee that stands for the member, and what `enterContact` gives
 * Refusals: `access.not-permitted`, `addressee-contact.no-member`, `addressee.there-already`, `agency.unknown`, those of `enterContact`
 */
export async function keepOwnContact(
  ctx: Ctx,
  input: { readonly agency: string; readonly channel: string; readonly address: string },
): Promise<Result<{ readonly addressee: string; readonly id: string; readonly secret: string | null }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !addresseePolicy.can(actor, 'addressee.keep', { agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'addressee.keep' });
    return refuseRequest('access.not-permitted');
  }
  const channel = ownChannels.find((one) => one === input.channel);
  if (channel === undefined) return refuse('addressee-contact.unusable', { field: 'channel' });
  if (readAddress(channel, input.address.trim()) === undefined)
    return refuse('addressee-contact.unusable', { field: 'address' });
  const agency = await agencyDetail(ctx.as(SYSTEM), { code: input.agency });
  if (!agency.ok) return agency;
  const coordinator = await networkSender(ctx.as(SYSTEM));
  if (coordinator === undefined) return refuse('addressee-contact.no-member', { field: 'agency' });
  const invented = await isDemonstrationPerson(ctx, actor.person);
  const stands = await ctx.transaction((tx) =>
    actAs(tx, SYSTEM, async (system): Promise<Result<string>> => {
      if (!(await isActiveMember(system, input.agency)))
        return refuse('addressee-contact.no-member', { field: 'agency' });
      await lockAddresseesOf(system, input.agency);
      const there = await addresseesOfAgency(system, input.agency);
      if (there.some(({ kind }) => kind !== 'MEMBER')) return refuse('addressee.there-already');
      if (there[0]) return ok(there[0].id);
      const id = newId<'addressee'>(system.now.getTime());
      await insertAddressee(system, {
        id,
        name: agency.value.agency.nameVi.slice(0, 200),
        kind: 'MEMBER',
        agency: input.agency,
        platform: null,
        languages: ['vi'],
        desk_from: null,
        desk_to: null,
        version: 1,
        is_demonstration: invented,
        entered_by: actor.person,
        // Whoever coordinates the network has it approved: the member alone never does.
        entered_agency: coordinator,
        entered_at: system.now,
        ended_at: null,
      });
      tx.audit({ action: 'addressee.enter', object: { kind: 'addressee', id }, codes: { kind: 'MEMBER' } });
      return ok(id);
    }),
  );
  if (!stands.ok) return stands;
  const entered = await enterContact(ctx, {
    addressee: stands.value,
    channel,
    address: input.address,
  });
  return entered.ok ? ok({ addressee: stands.value, ...entered.value }) : entered;
}
