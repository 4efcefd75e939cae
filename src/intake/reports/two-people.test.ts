import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor, Result } from '../../kernel/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import {
  addNote,
  assignReport,
  burnReceipt,
  confirmReport,
  endReport,
  fileReport,
  openReport,
  type Receipt,
  recordCall,
  reopenReport,
  replyAsReporter,
  replyToReporter,
  screenReport,
  startVerifying,
  undoAct,
} from '../index.ts';
import { newKey, openIntakeHome, person } from '../testing.ts';

/**
 * Two people act on one report at the same moment, in every pair of acts that its state has open: what comes of it must be
 * what one of them after the other would have made, whichever was first.
 */
const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
const desk = (who: PersonActor) => home.at(who);
const second = person('111_counsellor');

interface Matter {
  readonly id: string;
  readonly receipt: Receipt;
  /** The version that both have on their pages. */
  version: number;
  /** The request for an end that a colleague decides, where there is one. */
  approval: string;
  /** Another report that it may be joined to. */
  original: string;
}

type Act = (on: Matter, who: PersonActor) => Promise<Result<unknown>>;

const seen = (on: Matter) => ({ report: on.id, version: on.version });
const end = (act: 'find-unfounded' | 'find-unverifiable' | 'close', reason: string): Act => {
  return (on, who) =>
    endReport(desk(who), { ...seen(on), act, reason, words: 'Đã xem đường dẫn.' } as Parameters<typeof endReport>[1]);
};
const decision =
  (decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN'): Act =>
  (on, who) =>
    decideApproval(desk(who), { approval: on.approval, decision });

/** What a person does; with `handler`, only whoever handles the report may. */
const acts: Readonly<Record<string, { readonly do: Act; readonly handler?: true; readonly supervisor?: true }>> = {
  screen: {
    do: (on, who) =>
      screenReport(desk(who), { ...seen(on), outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-OTHER'] }),
  },
  'screen as an emergency': {
    do: (on, who) =>
      screenReport(desk(who), { ...seen(on), outcome: 'EMERGENCY', urgency: 'U1', incidentCodes: ['OI-BULLY'] }),
  },
  take: { do: (on, who) => assignReport(desk(who), { ...seen(on), to: who.person }) },
  'give away': {
    do: (on) => assignReport(desk(home.supervisor), { ...seen(on), to: home.supervisor.person }),
    supervisor: true,
  },
  'give back': { do: (on, who) => assignReport(desk(who), { ...seen(on), to: null }), handler: true },
  verify: { do: (on, who) => startVerifying(desk(who), seen(on)), handler: true },
  confirm: { do: (on, who) => confirmReport(desk(who), seen(on)), handler: true },
  'find unfounded': { do: end('find-unfounded', 'ER-NOT-FOUND'), handler: true },
  'find unverifiable': { do: end('find-unverifiable', 'ER-TOO-LITTLE'), handler: true },
  join: {
    do: async (on, who) =>
      endReport(desk(who), {
        ...seen(on),
        act: 'mark-duplicate',
        reason: 'ER-SAME-MATTER',
        of: on.original,
        line: 'Cô chú đã nhận.',
      }),
    handler: true,
  },
  undo: { do: (on, who) => undoAct(desk(who), seen(on)), handler: true },
  reopen: { do: (on) => reopenReport(desk(home.supervisor), seen(on)), supervisor: true },
  approve: { do: decision('APPROVED') },
  refuse: { do: decision('REFUSED') },
  withdraw: { do: decision('WITHDRAWN'), handler: true },
  reply: { do: (on, who) => replyToReporter(desk(who), { ...seen(on), seen: null, text: 'Chào em.' }) },
  note: { do: (on, who) => addNote(desk(who), { report: on.id, text: 'Ghi chú.' }) },
  call: { do: (on, who) => recordCall(desk(who), { report: on.id, whom: 'POLICE-113' }) },
  'write back': { do: (on) => replyAsReporter(home.public(), on.receipt, { text: 'Em viết thêm.' }) },
  'burn the receipt': { do: (on) => burnReceipt(home.public(), on.receipt) },
};

async function fresh(): Promise<Matter> {
  const { receipt } = must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.' },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  return { id: rows[0].report_id, receipt, version: await versionOf(rows[0].report_id), approval: '', original: '' };
}

const versionOf = async (id: string) =>
  must(await openReport(desk(home.counsellor), { report: id, read: [] })).triage.version;

async function step(on: Matter, name: string): Promise<void> {
  must((await acts[name]?.do(on, home.counsellor)) as Result<unknown>);
  on.version = await versionOf(on.id);
}

async function handled(urgency: 'U2' | 'U3' = 'U3'): Promise<Matter> {
  const on = await fresh();
  await step(on, 'take');
  must(
    await screenReport(desk(home.counsellor), { ...seen(on), outcome: 'NORMAL', urgency, incidentCodes: ['OI-BULLY'] }),
  );
  on.version = await versionOf(on.id);
  return on;
}

async function verifying(urgency: 'U2' | 'U3' = 'U3'): Promise<Matter> {
  const on = await handled(urgency);
  on.original = (await fresh()).id;
  await step(on, 'verify');
  return on;
}

/** The states of a report, and the acts that somebody may do in each. */
const states: Readonly<Record<string, { readonly make: () => Promise<Matter>; readonly open: readonly string[] }>> = {
  'a new report': {
    make: fresh,
    open: [
      'screen',
      'screen as an emergency',
      'take',
      'give away',
      'reply',
      'note',
      'call',
      'write back',
      'burn the receipt',
    ],
  },
  'a report in somebody’s hands': {
    make: handled,
    open: ['screen', 'give away', 'give back', 'verify', 'reply', 'note', 'write back'],
  },
  'a report that is being verified': {
    make: verifying,
    open: ['give away', 'confirm', 'find unfounded', 'find unverifiable', 'join', 'reply', 'note', 'write back'],
  },
  'an end of a moment ago': {
    make: async () => {
      const on = await verifying();
      await step(on, 'find unfounded');
      return on;
    },
    open: ['undo', 'give away', 'reply', 'note', 'write back'],
  },
  'an end that a colleague is asked about': {
    make: async () => {
      const on = await verifying('U2');
      await step(on, 'find unfounded');
      const waiting = must(await listApprovals(desk(second))).find(({ object }) => object.id === on.id);
      return { ...on, approval: waiting?.id ?? '' };
    },
    open: ['approve', 'refuse', 'withdraw', 'confirm', 'reply', 'write back'],
  },
  'a joined report': {
    make: async () => {
      const on = await verifying();
      await step(on, 'join');
      home.clock.advance(60_000);
      return on;
    },
    open: ['reopen', 'note', 'write back'],
  },
};

/** Everything that anybody can see of a report, but for the moments and the ids. */
async function truth(on: Matter): Promise<unknown> {
  const opened = must(await openReport(desk(home.counsellor), { report: on.id, read: ['thread', 'notes'] }));
  const { status, urgency, unanswered, incidentCodes, version, assignedTo, clock } = opened.triage;
  const { rows: clocks } = await home.owner.query(
    'select rule_code, status from clocks.clock where object_id = $1 order by 1, 2',
    [on.id],
  );
  const { rows: endings } = await home.owner.query('select state from intake.ending where report_id = $1', [on.id]);
  const { rows: receipts } = await home.owner.query('select 1 from intake.receipt where report_id = $1', [on.id]);
  return {
    triage: { status, urgency, unanswered, incidentCodes, assignedTo, version, clock: clock?.rule ?? null },
    lines: opened.thread?.map(({ text }) => text).sort(),
    notes: opened.notes?.map(({ text }) => text).sort(),
    events: opened.events.map(({ code: event }) => event).sort(),
    endings: endings.map(({ state }) => state),
    receipts: receipts.length,
    clocks,
  };
}

const pairs = Object.entries(states).flatMap(([state, { open }]) =>
  open.flatMap((one, at) => open.slice(at).map((other) => [state, one, other] as const)),
);

/** An act that is the handler's is done by the same person in two windows; else two people do them. */
const doer = (name: string, at: 0 | 1) => (acts[name]?.handler || at === 1 ? home.counsellor : second);

describe('two people on one report', () => {
  it.each(pairs)('%s: %s and %s at once are one after the other', async (state, one, other) => {
    const make = (states[state] as (typeof states)[string]).make;
    const did = (on: Matter, name: string, at: 0 | 1) => (acts[name] as (typeof acts)[string]).do(on, doer(name, at));
    const told = async (on: Matter, said: Result<unknown>[]) => ({ said: said.map(code), truth: await truth(on) });

    const at = await make();
    const both = await Promise.all([did(at, one, 0), did(at, other, 1)]);
    const happened = await told(at, both);

    const first = await make();
    const inOrder = await told(first, [await did(first, one, 0), await did(first, other, 1)]);
    if (!isDeepStrictEqual(inOrder, happened)) {
      const last = await make();
      const after = await did(last, other, 1);
      const inTurn = await told(last, [await did(last, one, 0), after]);
      expect([inOrder, inTurn]).toContainEqual(happened);
    }

    // Somebody wins, and whoever does not is told why in words.
    expect(happened.said).toContain('accepted');
    for (const result of both)
      if (!result.ok) expect(result.refusal.text.vi.title, result.refusal.code).toMatch(/\p{L}{2}/u);
  });

  it('has in each state an act that changes it and one that does not', () => {
    for (const { open } of Object.values(states)) {
      expect(open.length).toBeGreaterThan(2);
      expect(open.every((name) => name in acts)).toBe(true);
    }
    const used = new Set(Object.values(states).flatMap(({ open }) => open));
    expect(Object.keys(acts).filter((name) => !used.has(name))).toEqual([]);
  });
});
