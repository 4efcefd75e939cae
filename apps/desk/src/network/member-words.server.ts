import type { DrillCall } from '../../../../src/takedown/index.ts';
import { vncopMemberRole } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { label, words } from '../server/codes.server.ts';

const TONES = { INVITED: 'new', ACTIVE: 'open', SUSPENDED: 'waiting', ENDED: 'stopped' } as const;
const DAY = 1_440;
const two = (value: number) => String(value).padStart(2, '0');

/** "07:00" of a minute of the day. */
export const hourOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
export const weekDay = (number: number) => words('week_day', String(number));

/** "Thứ hai 22:00" of a minute of the week; the week's end is that of Sunday. */
export const weekMoment = (minute: number) =>
  minute === 7 * DAY ? `${weekDay(7)} 24:00` : `${weekDay(Math.floor(minute / DAY) + 1)} ${hourOf(minute % DAY)}`;

/** dd/mm/yyyy of a day. */
export const dayOf = (day: string) => day.split('-').toReversed().join('/');

/** A minute of the day as somebody writes it, "7:30"; -1 where it is none. */
export function minuteOf(written: string): number {
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-4])[:.h]([0-5]\d)$/.exec(written.trim()) ?? [];
  return hours === '' ? -1 : Number(hours) * 60 + Number(minutes);
}

export const memberStatus = (state: keyof typeof TONES) => ({
  tone: TONES[state],
  text: words('membership_state', state),
});

type Listed = Awaited<ReturnType<App['modules']['members']['listMemberships']>>;
type Member = Extract<Listed, { ok: true }>['value'][number];

/** A member as its list and its page head it: codes in words. */
export function memberWords(app: App, member: Member, name: string) {
  const { agreementScope } = app.modules.members;
  return {
    id: member.id,
    agency: member.agency,
    name,
    version: member.version,
    kind: label(vncopMemberRole, member.kind),
    status: memberStatus(member.state),
    joinedOn: dayOf(member.joinedOn),
    agreement:
      member.agreementTo === undefined
        ? m.network_agreement_none()
        : member.agreementTo === null
          ? m.network_agreement_open()
          : m.network_agreement_until({ day: dayOf(member.agreementTo) }),
    covers: member.covers.map((one) => label(agreementScope, one)),
    hours: member.hours,
    people: member.people,
    gaps: member.gaps.map((code) => ({ code, text: words('member_gap', code) })),
    demonstration: member.demonstration,
  };
}

/** A part in a drill in words. */
export const drillCallWords = (call: DrillCall, name: string) => ({
  id: call.id,
  reference: call.reference,
  name,
  kind: words('drill_kind', call.kind),
  urgent: call.urgent,
  calledAt: call.calledAt,
  dueAt: call.dueAt,
  told: call.told,
  acknowledgedAt: call.acknowledgedAt,
  via: call.via === null ? null : words('drill_via', call.via),
  minutes: call.minutes === null ? null : Math.round(call.minutes),
  late: call.late,
  open: call.acknowledgedAt === null && !call.closed,
});
