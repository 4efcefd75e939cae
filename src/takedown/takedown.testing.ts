import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { type Actor, type Ctx, ok, type PersonActor, systemActor } from '../kernel/index.ts';
import { giveGrade } from './grades/give-grade.ts';
import type { Grade } from './grades/grade.ts';
import { bundleArrivals } from './items/bundle.ts';
import { itemOfArrival } from './items/item-of-arrival-store.ts';
import { type Arrival, receiveArrivals } from './items/receive.ts';
import { triageItem } from './items/triage-item.ts';

/** The unit with its people, for tests. All of it is invented; hosts lie under example domains. */
export interface TakedownHome extends TestKernel {
  readonly people: Readonly<
    Record<'first' | 'second' | 'third' | 'fourth' | 'local' | 'member' | 'orderer' | 'counsellor', PersonActor>
  >;
  as(actor: Actor): Ctx;
  readonly platform: Ctx;
  /** Takes in and folds; ids of the items, in the order of the addresses. */
  arrive(...arrivals: (Partial<Arrival> & { readonly locator: string })[]): Promise<string[]>;
  /** One item that waits for its grades. */
  waiting(locator: string, more?: Partial<Arrival>): Promise<string>;
  /** One item that two have verified. */
  verified(locator: string): Promise<string>;
  item(id: string): Promise<Record<string, unknown>>;
}

const VERIFY = { functions: ['VERIFY_CONTENT'], purpose: 'takedown' };

export const ILLEGAL: Grade = {
  nationalClass: 'N1',
  inhope: 'NATIONAL',
  industry: null,
  depiction: 'UNKNOWN',
  ageGroup: 'UNKNOWN',
  notIllegalReason: null,
};
export const LAWFUL: Grade = { ...ILLEGAL, nationalClass: 'N0', inhope: 'NOT_ILLEGAL', notIllegalReason: 'ADULT' };

export async function openTakedownHome(now?: string): Promise<TakedownHome> {
  const home = await openTestKernel(now);
  const people = {
    first: testPerson('content_analyst', 'MPS-A05', VERIFY),
    second: testPerson('content_verifier', 'C111', VERIFY),
    third: testPerson('content_verifier', 'MOCST-ABEI', VERIFY),
    fourth: testPerson('content_analyst', 'MPS-A05', VERIFY),
    local: testPerson('content_verifier', 'CAT-01', { purpose: 'takedown' }),
    member: testPerson('vncop_member_user', 'PLATFORM_A', { purpose: 'takedown' }),
    orderer: testPerson('takedown_officer', 'MPS-A05', { functions: ['ORDER_TAKEDOWN'], purpose: 'takedown' }),
    counsellor: testPerson('111_counsellor', 'C111', VERIFY),
  };
  /** Anew each time: a context stands at the moment at which it was made. */
  const platform = () => home.context(systemActor('test'));
  let sent = 0;
  const arrive: TakedownHome['arrive'] = async (...arrivals) => {
    const given = arrivals.map((one) => ({
      source: 'MACHINE' as const,
      key: `test-${sent++}`,
      kind: 'url' as const,
      agency: 'MPS-A05',
      ...one,
    }));
    must(await receiveArrivals(platform(), given));
    must(await bundleArrivals(platform()));
    return Promise.all(
      given.map(async ({ source, key }) => {
        const found = must(
          await platform().transaction(async (tx) => ok(await itemOfArrival(home.kernel, tx, source, key))),
        );
        if (!found) throw new Error('not folded');
        return found.id;
      }),
    );
  };
  const waiting: TakedownHome['waiting'] = async (locator, more = {}) => {
    const [item] = (await arrive({ locator, ...more })) as [string];
    must(await triageItem(home.context(people.first), { item }));
    return item;
  };
  return {
    ...home,
    people,
    get platform() {
      return platform();
    },
    as: (actor) => home.context(actor),
    arrive,
    waiting,
    verified: async (locator) => {
      const item = await waiting(locator);
      must(await giveGrade(home.context(people.first), { ...ILLEGAL, item }));
      must(await giveGrade(home.context(people.second), { ...ILLEGAL, item }));
      return item;
    },
    item: async (id) => (await home.owner.query('select * from takedown.item where id = $1', [id])).rows[0],
  };
}
