import {
  addDays,
  backdatedContext,
  type Ctx,
  DAY,
  HOUR,
  MINUTE,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  addNetworkDuty,
  changeMembership,
  enterAgreement,
  enterMembership,
  listMemberships,
} from '../../members/index.ts';
import {
  acknowledgeDrill,
  answerOrder,
  claimReach,
  endDrill,
  enterAddressee,
  enterContact,
  issueOrder,
  listAddressees,
  listDrillCalls,
  proposeOrder,
  startDrill,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { verifiedItem } from './verified-item.ts';

const SYSTEM = systemActor('demonstration.network');
const AGENCY = 'MPS-A05';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKING_DAYS = [1, 2, 3, 4, 5];
interface Member {
  readonly agency: string;
  readonly role: string;
  readonly kind: string;
  readonly covers: readonly string[];
  /** Days from today on which its agreement ends; null without an end. */
  readonly ends: number | null;
  /** Minutes of the day of each of its rosters, and on which days. */
  readonly duty: readonly (readonly [string, readonly number[], number, number])[];
  /** Minutes to its answer in the two drills; null where it did not answer. */
  readonly drills: readonly [number | null, number | null];
}

const ALL = ['ORDERS', 'REPORTS', 'ALERTS', 'DRILLS'];
const members: readonly Member[] = [
  {
    agency: 'PLATFORM-MAU-1',
    role: 'platform_contact',
    kind: 'PLATFORM',
    covers: [...ALL, 'HASHES'],
    ends: 400,
    duty: [
      ['Ca ngày, nhóm An toàn trẻ em (hư cấu)', EVERY_DAY, 420, 1_260],
      ['Ca đêm, trực vận hành (hư cấu)', EVERY_DAY, 1_260, 420],
    ],
    drills: [7, 12],
  },
  {
    agency: 'PLATFORM-MAU-2',
    role: 'platform_contact',
    kind: 'PLATFORM',
    covers: ALL,
    ends: 20,
    duty: [['Tổng đài an toàn 24/7 (hư cấu)', EVERY_DAY, 0, 1_440]],
    drills: [34, 51],
  },
  {
    agency: 'PLATFORM-MAU-3',
    role: 'platform_contact',
    kind: 'PLATFORM',
    covers: ALL,
    ends: -4,
    duty: [],
    drills: [205, null],
  },
  {
    agency: 'ISP-MAU-1',
    role: 'isp_contact',
    kind: 'TELCO_ISP',
    covers: [...ALL, 'BLOCK_LISTS'],
    ends: null,
    duty: [['Phòng Pháp chế (hư cấu)', WORKING_DAYS, 450, 1_020]],
    drills: [19, 44],
  },
  {
    agency: 'ISP-MAU-2',
    role: 'isp_contact',
    kind: 'TELCO_ISP',
    covers: ALL,
    ends: 210,
    duty: [
      ['Trung tâm điều hành mạng (hư cấu)', EVERY_DAY, 360, 1_320],
      ['Trực đêm trong tuần (hư cấu)', WORKING_DAYS, 1_320, 360],
    ],
    drills: [58, 75],
  },
  {
    agency: 'SECURITY-MAU-1',
    role: 'vncop_member_user',
    kind: 'SECURITY_VENDOR',
    covers: ['ALERTS', 'DRILLS'],
    ends: 150,
    duty: [['Trung tâm giám sát 24/7 (hư cấu)', EVERY_DAY, 0, 1_440]],
    drills: [3, 5],
  },
  {
    agency: 'NGO-MAU-1',
    role: 'vncop_member_user',
    kind: 'NGO',
    covers: ['ALERTS', 'AWARENESS'],
    ends: 90,
    duty: [['Văn phòng Quỹ (hư cấu)', WORKING_DAYS, 480, 1_050]],
    drills: [null, null],
  },
];

/** Hours until each of those who are ordered removes what it is asked to, one order after the other; null: it refuses. */
const speeds: Readonly<Record<string, readonly (number | null)[]>> = {
  'PLATFORM-MAU-1': [1.2, 2.5, 0.8, 4.1, 3.3, 1.9, 5.6, 2.2, 9.4, 3.8, 1.1, 6.7],
  'PLATFORM-MAU-2': [11, 19.5, 7.3, 22.8, 15.1, 27.4, 9.9, 18.2, 23.5, 13.6, 31, 16.4],
  'PLATFORM-MAU-3': [41, null, 66.5, 23.1, 88, null, 35.7, 52.2, 120, 29.4, null, 73.8],
  'ISP-MAU-2': [5.2, 8.9, 26.3, 6.1, 12.7, 4.4, 19.8, 7.5, 10.3, 38.6, 6.6, 14.9],
};

/**
 * Members of the network with a year behind them: agreements, rosters, claims, drills, and orders that each answered in its own time. All
 * through the same verbs as real work. @returns how many; 0 where there are some already or their people are missing
 */
export async function playNetwork(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [coordinator] = cast.all('vncop_coordinator', AGENCY);
  const [officer, second] = cast.all('takedown_officer', AGENCY);
  const [analyst, other] = cast.all('content_analyst', AGENCY);
  const [verifier] = cast.all('content_verifier', 'C111');
  const people = new Map(members.map(({ agency, role }) => [agency, cast.all(role, agency)[0]]));
  if (
    !coordinator ||
    !officer ||
    !second ||
    !analyst ||
    !other ||
    !verifier ||
    [...people.values()].includes(undefined)
  )
    return ok(0);
  const there = await listMemberships(ctx.as(coordinator));
  if (!there.ok) return there;
  if (there.value.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  const today = vietnamDate(ctx.now);
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: PersonActor, ago: number) => played(actor, new Date(now - ago));
    const of = (agency: string) => people.get(agency) as PersonActor;
    for (const member of members) await takeIn(as, coordinator, member, of(member.agency), today);

    const addressees = must(await listAddressees(as(officer, 120 * DAY)));
    const known = new Map(addressees.flatMap(({ agency, id }) => (agency === null ? [] : [[agency, id] as const])));
    for (const [agency, name, kind] of [
      ['PLATFORM-MAU-2', 'Mạng video Mẫu (hư cấu)', 'PLATFORM'],
      ['PLATFORM-MAU-3', 'Diễn đàn Mẫu (hư cấu)', 'PLATFORM'],
      ['ISP-MAU-2', 'Trung tâm dữ liệu Mẫu (hư cấu)', 'HOST'],
    ] as const) {
      const { id } = must(
        await enterAddressee(as(second, 130 * DAY), {
          name,
          kind,
          agency,
          reach: [{ kind: 'DOMAIN', value: `${agency.toLowerCase()}.example` }],
        }),
      );
      const contact = must(await enterContact(as(second, 130 * DAY), { addressee: id, channel: 'PORTAL' }));
      const asked = must(await listApprovals(as(officer, 129 * DAY))).find((one) => one.object.id === contact.id);
      if (asked) must(await decideApproval(as(officer, 129 * DAY), { approval: asked.id, decision: 'APPROVED' }));
      known.set(agency, id);
    }
    // A claim that the coordinator has to decide: part of it is somebody else's.
    const host = addressees.find(({ kind, agency }) => kind === 'HOST' && agency === null);
    if (host)
      must(await claimReach(as(second, 60 * DAY), { addressee: host.id, kind: 'NETBLOCK', value: '203.0.113.0/25' }));
    const data = known.get('ISP-MAU-2') ?? '';
    must(
      await claimReach(as(of('ISP-MAU-2'), 2 * DAY), { addressee: data, kind: 'NETBLOCK', value: '203.0.113.0/24' }),
    );
    must(await claimReach(as(of('ISP-MAU-2'), 2 * DAY), { addressee: data, kind: 'ASN', value: 'AS64510' }));

    await playPastOrders();
    await playDrills(as, coordinator, of);
    return ok(members.length);

    /** Items of the past, each ordered down at two of them, and answered in the time of each. */
    async function playPastOrders(): Promise<void> {
      const ordered = Object.keys(speeds);
      const turns = new Map(ordered.map((agency) => [agency, 0]));
      const count = ((speeds[ordered[0] as string]?.length ?? 0) * ordered.length) / 2;
      for (let at = 0; at < count; at++) {
        const came = (count - at) * 3.5 * DAY + 12 * DAY;
        const item = await verifiedItem(
          (actor, ago) => played(actor, new Date(now - ago)),
          SYSTEM,
          { analyst: analyst as PersonActor, other: other as PersonActor, verifier: verifier as PersonActor },
          {
            key: `demonstration-past-${at}`,
            locator: `https://da-qua-mau-${at}.example/bai/${at}`,
            agency: AGENCY,
            came,
          },
        );
        if (item === undefined) continue;
        for (const agency of [ordered[at % ordered.length], ordered[(at + 1) % ordered.length]] as string[]) {
          const turn = turns.get(agency) ?? 0;
          turns.set(agency, turn + 1);
          const { id } = must(
            await proposeOrder(as(analyst as PersonActor, came - 3 * HOUR), {
              item,
              addressee: known.get(agency) ?? '',
              kind: 'REMOVE',
              reasons: ['HARMFUL'],
              urgent: at % 6 === 5,
            }),
          );
          const sent = came - 4 * HOUR;
          must(await issueOrder(as(officer as PersonActor, sent), { order: id }));
          const hours = speeds[agency]?.[turn];
          const seen = Math.min(hours ?? 20, 1 + (turn % 4) * 1.5) * 0.6;
          must(await answerOrder(as(of(agency), sent - seen * HOUR), { order: id, answer: 'ACKNOWLEDGED' }));
          must(
            await answerOrder(
              as(of(agency), sent - (hours ?? 30) * HOUR),
              hours === null
                ? {
                    order: id,
                    answer: 'REVIEWED_NO_ACTION',
                    text: 'Nội dung không vi phạm quy định của diễn đàn (minh họa).',
                  }
                : { order: id, answer: 'ACTIONED' },
            ),
          );
        }
      }
    }
  });
}

type As = (actor: PersonActor, ago: number) => Ctx;

async function takeIn(
  as: As,
  coordinator: PersonActor,
  member: Member,
  person: PersonActor,
  today: string,
): Promise<void> {
  const { agency, kind, covers, ends } = member;
  const joined = addDays(today, -300);
  const { id } = must(await enterMembership(as(coordinator, 300 * DAY), { agency, kind, joinedOn: joined }));
  must(await changeMembership(as(coordinator, 299 * DAY), { membership: id, state: 'ACTIVE' }));
  must(
    await enterAgreement(as(coordinator, 299 * DAY), {
      agency,
      reference: `${members.indexOf(member) + 11}/TT-MAU (hư cấu)`,
      covers,
      validFrom: joined,
      ...(ends === null ? {} : { validTo: addDays(today, ends) }),
    }),
  );
  for (const [name, days, from, to] of member.duty)
    must(
      await addNetworkDuty(as(person, 250 * DAY), {
        agency,
        name,
        phone: `0900 000 1${members.indexOf(member)}0`,
        days,
        from,
        to,
      }),
    );
}

async function playDrills(as: As, coordinator: PersonActor, of: (agency: string) => PersonActor): Promise<void> {
  const called = members.filter(({ covers }) => covers.includes('DRILLS'));
  for (const [which, kind, ago] of [
    [0, 'ORDER', 41 * DAY],
    [1, 'ALERT', 9 * DAY],
  ] as const) {
    const drill = must(
      await startDrill(as(coordinator, ago), {
        kind,
        urgent: which === 1,
        members: called.map(({ agency }) => agency),
      }),
    );
    for (const member of called) {
      const minutes = member.drills[which];
      if (minutes === null) continue;
      const [call] = must(
        await listDrillCalls(as(of(member.agency), ago - minutes * MINUTE), { agency: member.agency }),
      );
      if (call) must(await acknowledgeDrill(as(of(member.agency), ago - minutes * MINUTE), { call: call.id }));
    }
    must(await endDrill(as(coordinator, ago - 5 * HOUR), { drill: drill.id }));
  }
}
