import { randomUUID } from 'node:crypto';
import {
  acceptContact,
  answerSurvey,
  beginContact,
  beginShift,
  endContact,
  endShift,
  recordContact,
  signOfLife,
  tendContacts,
  writeAsChild,
  writeAsHelper,
} from '../../counselling/index.ts';
import {
  type Actor,
  anonymous,
  backdatedContext,
  type Ctx,
  MINUTE,
  ok,
  type PersonActor,
  systemActor,
} from '../../kernel/index.ts';
import { must } from '../must.ts';

/** When the front desk, and when everybody, is offered what has just come. */
const OFFERED_AFTER = { front: 20_000, counsellor: 65_000 } as const;

/** The context of an actor at a moment, in epoch milliseconds. */
export type At = (actor: Actor, at: number) => Ctx;

/** Plays what belongs together in one transaction, each act at its moment of the past. */
export async function playPast(platform: Ctx, play: (at: At) => Promise<void>): Promise<void> {
  must(
    await platform.transaction(
      async (tx) => {
        const as = backdatedContext(platform, tx, []);
        await play((actor, when) => as(actor, new Date(when)));
        return ok();
      },
      { keep: true },
    ),
  );
}

export interface Talk {
  readonly helper: PersonActor;
  readonly tier: 'front' | 'counsellor';
  readonly first: string;
  readonly urgent?: boolean;
  readonly band?: string;
  readonly informant?: string;
  readonly province?: string;
  /** By turns, the helper first. */
  readonly lines: readonly string[];
  readonly key: string;
}

export interface Had {
  readonly contact: string;
  readonly session: string;
  readonly helper: PersonActor;
  /** When the last line was written. */
  readonly at: number;
}

export const begin = (at: At, helper: PersonActor, tier: Talk['tier'], when: number) =>
  beginShift(at(helper, when), { tier, channels: ['CHAT', 'MESSAGE'], heardRing: true, notifies: true }).then(must);
export const end = (at: At, helper: PersonActor, when: number) => endShift(at(helper, when)).then(must);

/** Somebody asks for a chat. */
export async function ask(at: At, talk: Omit<Talk, 'helper' | 'tier' | 'lines'>, when: number) {
  return must(
    await beginContact(at(anonymous, when), {
      contact: {
        urgent: talk.urgent ?? false,
        firstLine: talk.first,
        ...(talk.band !== undefined && { portalBand: talk.band }),
        ...(talk.informant !== undefined && { informantType: talk.informant }),
        ...(talk.province !== undefined && { province: talk.province }),
      },
      idempotencyKey: `demonstration-contact-${talk.key}`,
      demonstration: true,
    }),
  );
}

/** A child asks for a chat, is taken by the one helper on shift, and both write. */
export async function converse(at: At, talk: Talk, when: number): Promise<Had> {
  const { helper } = talk;
  const { contact, session } = await ask(at, talk, when);
  let now = when + OFFERED_AFTER[talk.tier];
  // The page of the helper is open: whoever gives no sign is offered nothing.
  must(await signOfLife(at(helper, now)));
  await tendContacts(at(systemActor('demonstration.live-help'), now));
  now += 5_000;
  must(await acceptContact(at(helper, now), { contact }));
  for (const [place, text] of talk.lines.entries()) {
    now += MINUTE;
    const lineKey = randomUUID();
    if (place % 2 === 0) must(await writeAsHelper(at(helper, now), { contact, text, lineKey, afterSeq: place + 1 }));
    else must(await writeAsChild(at(anonymous, now), { session }, { text, lineKey }));
  }
  return { contact, session, helper, at: now };
}

export interface Written {
  readonly reason?: 'helped' | 'passed-on' | 'child-left';
  readonly record: Readonly<Record<string, unknown>>;
  readonly survey?: Parameters<typeof answerSurvey>[2];
}

/** The talk ends, the child may say how it was, and it is written down. @returns when */
export async function finish(at: At, had: Had, { reason = 'helped', record, survey }: Written): Promise<number> {
  const { contact, session, helper } = had;
  must(await endContact(at(helper, had.at + MINUTE), { contact, reason }));
  if (survey) must(await answerSurvey(at(anonymous, had.at + 2 * MINUTE), { session }, survey));
  must(await recordContact(at(helper, had.at + 4 * MINUTE), { contact, record }));
  return had.at + 4 * MINUTE;
}
