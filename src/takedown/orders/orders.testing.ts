import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { decideApproval } from '../../work/index.ts';
import { type EnterAddressee, enterAddressee } from '../addressees/enter-addressee.ts';
import { enterContact } from '../addressees/enter-contact.ts';
import { openTakedownHome, type TakedownHome } from '../takedown.testing.ts';
import { issueOrder } from './issue-order.ts';
import { type ProposeOrder, proposeOrder } from './propose-order.ts';

/** The unit with those who order and a member that is ordered. All of it is invented. */
export interface OrdersHome extends TakedownHome {
  readonly officers: Readonly<
    Record<'orderer' | 'second' | 'ministry' | 'powerless' | 'member' | 'stranger', PersonActor>
  >;
  readonly machine: {
    readonly kind: 'machine';
    readonly client: string;
    readonly agency: string;
    readonly scopes: readonly string[];
  };
  /** An addressee with contacts that a second person approved; the key of its webhook. */
  addressee(
    more?: Partial<EnterAddressee>,
    channels?: readonly string[],
    addresses?: Readonly<Record<string, string>>,
  ): Promise<{ id: string; contacts: Record<string, string>; secret: string | null }>;
  propose(item: string, addressee: string, more?: Partial<ProposeOrder>): Promise<string>;
  /** An order that was sent to the member. */
  sent(locator: string, more?: Partial<ProposeOrder>): Promise<{ id: string; item: string; addressee: string }>;
  order(id: string): Promise<Record<string, unknown>>;
}

export const MEMBER = 'MAU-NEN-TANG';
export const POWERS = ['ORDER_TAKEDOWN', 'ORDER_BLOCK', 'INVESTIGATE'];

export async function openOrdersHome(now?: string): Promise<OrdersHome> {
  const home = await openTakedownHome(now);
  must(await syncAgencies(home.platform));
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified)
     values ($1, 'Nền tảng mẫu', 'Sample platform', 'PLATFORM', 'PRIVATE', 'test', false), ('MAU-NHA-MANG', 'Nhà mạng mẫu', 'Sample provider', 'ISP', 'PRIVATE', 'test', false)`,
    [MEMBER],
  );
  const officer = (agency: string, functions: readonly string[]) =>
    testPerson('takedown_officer', agency, { functions, purpose: 'takedown' });
  const officers = {
    orderer: officer('MPS-A05', POWERS),
    second: officer('MPS-A05', POWERS),
    ministry: officer('MOCST-ABEI', ['ORDER_TAKEDOWN', 'ORDER_BLOCK']),
    powerless: officer('MOH-MCD', []),
    member: testPerson('platform_contact', MEMBER, { purpose: 'takedown' }),
    stranger: testPerson('isp_contact', 'MAU-NHA-MANG', { purpose: 'takedown' }),
  };
  const ordersHome: OrdersHome = {
    ...home,
    officers,
    machine: { kind: 'machine', client: 'may-mau', agency: MEMBER, scopes: ['order.answer'] },
    async addressee(more = {}, channels = ['PORTAL'], addresses = {}) {
      const ctx = home.context(officers.second);
      const { id } = must(await enterAddressee(ctx, { name: 'Nền tảng mẫu', kind: 'PLATFORM', ...more }));
      const contacts: Record<string, string> = {};
      let secret: string | null = null;
      for (const channel of channels) {
        const known = { EMAIL: 'abuse@noi-nhan.example', WEBHOOK: 'https://noi-nhan.example/hook', ...addresses };
        const address = known[channel as keyof typeof known];
        const entered = must(await enterContact(ctx, { addressee: id, channel, address }));
        secret ??= entered.secret;
        contacts[channel] = entered.id;
        const approval = (await home.owner.query('select id from work.approval where object_id = $1', [entered.id]))
          .rows[0].id;
        must(await decideApproval(home.context(officers.orderer), { approval, decision: 'APPROVED' }));
      }
      return { id, contacts, secret };
    },
    async propose(item, addressee, more = {}) {
      const ctx = home.context(home.people.fourth);
      return must(await proposeOrder(ctx, { item, addressee, kind: 'REMOVE', reasons: ['CSAM'], ...more })).id;
    },
    async sent(locator, more = {}) {
      const item = await home.verified(locator);
      const known = (
        await home.owner.query('select id from takedown.addressee where agency = $1 and kind = $2', [
          MEMBER,
          'PLATFORM',
        ])
      ).rows[0];
      const addressee = known?.id ?? (await ordersHome.addressee({ agency: MEMBER })).id;
      const id = await ordersHome.propose(item, addressee, more);
      must(await issueOrder(home.context(officers.orderer), { order: id }));
      return { id, item, addressee };
    },
    order: async (id) => (await home.owner.query('select * from takedown.takedown_order where id = $1', [id])).rows[0],
  };
  return ordersHome;
}
