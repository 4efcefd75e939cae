import { z } from '@hono/zod-openapi';
import { listSchema, ok, type Route, route, textInput } from '../../kernel/index.ts';
import { vncopMemberRole } from '../../vocabulary/index.ts';
import { DUTY_NAME, replaceRoster } from './keep-duty.ts';
import { listMemberships, type MemberDetail, type MemberInList, memberDetail } from './list-memberships.ts';
import { agreementScope, memberGaps, membershipStates } from './membership.ts';

const day = z.iso.date();
const minute = (most: number) => z.number().int().min(0).max(most);

const memberSchema = z.object({
  id: z.uuid(),
  agency: z.string(),
  kind: z.enum(vncopMemberRole.codes),
  state: z.enum(membershipStates),
  joinedOn: day,
  endedOn: day.nullable(),
  /** Whether an agreement holds today, and its last day; null without an end. */
  agreement: z.object({ holds: z.boolean(), to: day.nullable() }),
  covers: z.array(z.enum(agreementScope.codes)),
  /** Hours of the week, of 168, in which somebody is on duty. */
  hours: z.number(),
  people: z.number().int(),
  /** What is missing. */
  gaps: z.array(z.enum(memberGaps)),
  demonstration: z.boolean(),
});

const detailSchema = memberSchema.extend({
  agreements: z.array(
    z.object({
      id: z.uuid(),
      reference: z.string(),
      covers: z.array(z.enum(agreementScope.codes)),
      validFrom: day,
      validTo: day.nullable(),
      endedOn: day.nullable(),
      holds: z.boolean(),
    }),
  ),
  roster: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      phone: z.string(),
      /** 1 is Monday. */
      days: z.array(z.number().int()),
      /** Minutes of the day in Viet Nam; an end at or before the beginning is on the next day. */
      from: z.number().int(),
      to: z.number().int(),
      validFrom: day,
      validTo: day.nullable(),
      now: z.boolean(),
    }),
  ),
  /** Spans of the week in which nobody is on duty: minutes from Monday 00:00. */
  rosterGaps: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
});

const memberView = (one: MemberInList): z.output<typeof memberSchema> => ({
  id: one.id,
  agency: one.agency,
  kind: one.kind,
  state: one.state,
  joinedOn: one.joinedOn,
  endedOn: one.endedOn,
  agreement: { holds: one.agreementTo !== undefined, to: one.agreementTo ?? null },
  covers: [...one.covers],
  hours: one.hours,
  people: one.people,
  gaps: [...one.gaps],
  demonstration: one.demonstration,
});

const detailView = (one: MemberDetail): z.output<typeof detailSchema> => ({
  ...memberView(one),
  agreements: one.agreements.map(({ id, reference, covers, validFrom, validTo, endedOn, holds }) => ({
    id,
    reference,
    covers: [...covers],
    validFrom,
    validTo,
    endedOn,
    holds,
  })),
  roster: one.duty.map((line) => ({ ...line, days: [...line.days] })),
  rosterGaps: one.dutyGaps.map(({ from, to }) => ({ from, to })),
});

const ofAgency = z.object({ agency: z.string().max(40) });

/** For the machines and the people of members; their people use the page too. */
export const networkRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network/members',
    summary: 'Members of the response network with what is missing at each; a member sees itself alone.',
    may: { action: 'membership.read' },
    answer: { status: 200, schema: listSchema(memberSchema), description: 'By agency, those that have ended last.' },
    refusals: ['members.not-permitted'],
    handle: async (ctx) => {
      const listed = await listMemberships(ctx);
      return listed.ok ? ok(listed.value.map(memberView)) : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network/members/{agency}',
    summary: 'A membership with its agreements and its roster.',
    may: { action: 'membership.read' },
    params: ofAgency,
    answer: { status: 200, schema: detailSchema, description: 'As it stands today.' },
    refusals: ['membership.not-found'],
    handle: async (ctx, { params }) => {
      const found = await memberDetail(ctx, params);
      return found.ok ? ok(detailView(found.value)) : found;
    },
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/network/members/{agency}/roster',
    summary:
      'Puts a whole roster in the place of the one that stands: by the member’s people, its machine, or the coordinator.',
    may: { action: 'network-duty.keep' },
    params: ofAgency,
    body: z.strictObject({
      roster: z
        .array(
          z.strictObject({
            name: textInput(DUTY_NAME),
            phone: z.string().max(40),
            days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
            from: minute(1_439),
            to: minute(1_440),
            validFrom: day.optional(),
            validTo: day.optional(),
          }),
        )
        .min(1)
        .max(60),
    }),
    answer: {
      status: 200,
      schema: z.object({ entered: z.number().int(), ended: z.number().int() }),
      description: 'How many lines were entered and ended; what stood already stays.',
    },
    refusals: ['members.not-permitted', 'network-duty.unusable', 'membership.not-found'],
    handle: (ctx, { params, body }) => replaceRoster(ctx, { agency: params.agency, roster: body.roster }),
  }),
];
