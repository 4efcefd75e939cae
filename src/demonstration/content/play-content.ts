import { backdatedContext, type Ctx, ok, type PersonActor, type Result, systemActor } from '../../kernel/index.ts';
import {
  type Arrival,
  addItemSibling,
  bundleArrivals,
  type Grade,
  giveGrade,
  listItems,
  receiveArrivals,
  setDomainRule,
  setItemAside,
  settleGrade,
  triageItem,
  writeItemHost,
} from '../../takedown/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SYSTEM = systemActor('demonstration.content');
const AGENCY = 'MPS-A05';
/** How many items wait for triage, for a first grade, for a second one, for the third, and are decided. */
const NEW = 12;
const WAITING = 10;
const GRADED = 6;
const DISPUTED = 3;
const DECIDED = 9;

const UNLAWFUL: Grade = {
  nationalClass: 'N3',
  inhope: 'NATIONAL',
  industry: null,
  depiction: 'TEXT',
  ageGroup: 'UNKNOWN',
  notIllegalReason: null,
};
const LAWFUL: Grade = { ...UNLAWFUL, nationalClass: 'N0', inhope: 'NOT_ILLEGAL', notIllegalReason: 'ADULT' };
const PLACES = ['WEBSITE', 'FACEBOOK', 'TIKTOK', 'TELEGRAM', 'YOUTUBE', 'ZALO'] as const;
const SOURCES = ['MACHINE', 'REPORT', 'MEMBER', 'LISTENING', 'CASE'] as const;

/** An invented address under a domain that nobody can have, with what its report says. */
function arrival(at: number, reports: number): Arrival {
  const account = at % 5 === 3;
  return {
    source: SOURCES[at % SOURCES.length] ?? 'MACHINE',
    key: `demonstration-${at}-${reports}`,
    kind: at % 11 === 7 ? 'domain' : account ? 'account' : 'url',
    locator:
      at % 11 === 7
        ? `mau-${at}.example`
        : account
          ? `tai.khoan.mau.${at}`
          : `https://noi-mau-${at % 9}.example/bai/${at}`,
    platform: PLACES[at % PLACES.length],
    agency: AGENCY,
    referrers: at % 4 === 0 ? ['https://duong-vao-mau.example/'] : [],
    ...(at % 7 === 0 ? { file: { scheme: 'sha256', hash: at.toString(16).padStart(64, '0') } } : {}),
    ...(at % 13 === 4 ? { danger: true } : {}),
    ...(at % 3 === 0 ? { selfMade: true } : {}),
    ...(at % 4 === 1 ? { ageGroup: 'PUB' as const } : {}),
    ...(at % 2 === 0 ? { reachable: 'YES' as const } : {}),
    demonstration: true,
  };
}

/**
 * Fills the queue of content with invented addresses in every state, through the same verbs as real work. @returns how many
 * items were made; 0 where there are some already or their people are missing
 */
export async function playContent(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [first, second] = cast.all('content_analyst', AGENCY);
  const [third] = cast.all('content_verifier', 'C111');
  if (!first || !second || !third) return ok(0);
  const platform = ctx.as(SYSTEM);
  const there = await listItems(ctx.as(first), {
    states: ['RECEIVED', 'TRIAGED', 'VERIFIED', 'NOT_ILLEGAL'],
    limit: 1,
  });
  if (!there.ok) return there;
  if (there.value.items.length > 0) return ok(0);
  const now = ctx.now.getTime();
  const count = NEW + WAITING + GRADED + DISPUTED + DECIDED;
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: PersonActor, when: number) => played(actor, new Date(when));
    const items: string[] = [];
    for (let at = 0; at < count; at++) {
      // The newest stand at the end, and wait.
      const came = now - (count - at) * 5 * HOUR - 20 * MINUTE;
      const there = played(SYSTEM, new Date(came));
      const reports = at % 7 === 0 ? 40 : 1 + (at % 4);
      must(
        await receiveArrivals(
          there,
          Array.from({ length: reports }, (_, part) => arrival(at, part)),
        ),
      );
      must(await bundleArrivals(there));
      const list = must(await listItems(as(first, came + MINUTE), { states: ['RECEIVED'], limit: 100 })).items.find(
        (item) => !items.includes(item.id),
      );
      if (!list) throw new Error('an arrival became no item');
      items.push(list.id);
    }
    const moment = (at: number, minutes: number) => now - (count - at) * 5 * HOUR + minutes * MINUTE;
    const graders = [first, second, third] as const;
    for (const [at, item] of items.slice(0, count - NEW).entries()) {
      must(await triageItem(as(graders[at % 3] as PersonActor, moment(at, 0)), { item }));
      const [one, other, last] = [at, at + 1, at + 2].map((turn) => graders[turn % 3] as PersonActor) as [
        PersonActor,
        PersonActor,
        PersonActor,
      ];
      if (at >= DECIDED + DISPUTED + GRADED) continue;
      const lawful = at % 4 === 3;
      must(await giveGrade(as(one, moment(at, 30)), { ...(lawful ? LAWFUL : UNLAWFUL), item }));
      if (at >= DECIDED + DISPUTED) continue;
      const differs = at >= DECIDED || at === 2;
      must(await giveGrade(as(other, moment(at, 70)), { ...(lawful !== differs ? LAWFUL : UNLAWFUL), item }));
      if (at === 2) must(await settleGrade(as(last, moment(at, 130)), { ...UNLAWFUL, item }));
      if (at < 4)
        must(
          await writeItemHost(as(one, moment(at, 140)), {
            item,
            part: 'HOST',
            name: `Nhà lưu trữ Mẫu ${at + 1} (hư cấu)`,
            address: `203.0.113.${at + 1}`,
            country: 'VN',
            abuseContact: 'abuse@luu-tru-mau.example',
          }),
        );
      if (at === 0)
        must(
          await addItemSibling(as(one, moment(at, 150)), {
            item,
            relation: 'PARENT',
            locator: 'https://noi-mau-0.example/trang-dan',
          }),
        );
    }
    const [aside] = items.slice(count - NEW);
    if (aside) {
      const set = await setItemAside(as(second, now - 2 * HOUR), { item: aside, reason: 'TEST' });
      if (!set.ok && set.refusal.code !== 'content-item.wrong-state') return set;
    }
    must(
      await setDomainRule(as(first, now - 3 * DAY), {
        domain: 'noi-mau-3.example',
        rule: 'BAD_HOST',
        reason: 'Nhiều lần chứa vi phạm (minh họa)',
        days: 90,
      }),
    );
    return ok(count);
  });
}
