import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type BodyFault, findBodyFaults } from './body-faults.ts';
import { type BodyLine, changesOfLines, type LineChange, linesOfBody } from './body-lines.pure.ts';
import { itemPolicy } from './editorial-policies.ts';
import type { OutsideLookRow } from './editorial-tables.ts';
import { hashOfBody } from './hash-of-body.ts';
import { houseContent } from './house-content.ts';
import { APPROVALS, bandsOf, formOf, type ItemForm, type ItemStage, readBody } from './item.ts';
import { type ItemAct, itemRecord } from './item-record.ts';
import { eventsOf, itemApprovals, publicationsOf, unpublishedWriters, versionsOf } from './item-store.ts';
import { looksOf } from './outside/outside-look-store.ts';
import { drawScenario, type ScenarioDrawing } from './scenario-drawing.ts';
import { type StaleLine, staleLines } from './translations/stale-lines.pure.ts';
import { confirmedPairs } from './translations/translation-store.ts';
import { soundsIn, voicedPartsOf, voicesIn } from './voices/item-voices.ts';

/** A person as a page names them: by id, at an agency; nobody where the house brought it. */
export interface Editor {
  readonly person: string;
  readonly agency: string | null;
}

/** Everything that an editor sees of one item. */
export interface ItemDetail {
  readonly id: string;
  readonly slug: string;
  readonly form: ItemForm;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly bands: readonly string[];
  readonly stage: ItemStage;
  /** For the acts: which state of the item, and which text, the reader saw. */
  readonly version: number;
  readonly number: number;
  readonly hash: string;
  readonly lines: readonly BodyLine[];
  /** Parts of the body by the last part of their path: the places to which a fault leads. */
  readonly parts: readonly { readonly path: string; readonly place: string; readonly picture: string | null }[];
  readonly faults: readonly BodyFault[];
  /** Of a scenario. */
  readonly drawing: ScenarioDrawing | null;
  /** A drawing or a way of reporting is not what was approved. */
  readonly partsChanged: boolean;
  /** Lines whose English is older than their Vietnamese, unless an editor said that it still fits. */
  readonly stale: readonly StaleLine[];
  /** Of how many parts a voice is recorded, and of how many it says older words. */
  readonly voices: { readonly spoken: number; readonly outOfDate: number; readonly parts: number };
  /** Against which version `changes` are: the published one, else the one before; null for the first. */
  readonly comparedWith: number | null;
  readonly changes: readonly LineChange[];
  readonly approvals: readonly (Editor & { readonly at: Date })[];
  readonly approvalsNeeded: number;
  readonly versions: readonly {
    readonly number: number;
    readonly hash: string;
    readonly writtenBy: string | null;
    readonly writtenAt: Date;
    readonly approvals: number;
  }[];
  readonly publications: readonly {
    readonly id: string;
    readonly number: number;
    readonly from: Date;
    readonly until: Date | null;
    readonly reviewOn: string;
    readonly by: Editor;
    readonly state: 'NOW' | 'TO_COME' | 'OVER';
  }[];
  /** What people without an account were asked, and what they think: opinions beside the approvals. */
  readonly outside: readonly {
    readonly id: string;
    readonly whom: string;
    readonly number: number;
    readonly by: Editor;
    readonly askedAt: Date;
    readonly expiresAt: Date;
    readonly state: 'OPEN' | 'ANSWERED' | 'WITHDRAWN' | 'LAPSED';
    readonly answer: 'FOR' | 'AGAINST' | null;
    readonly comment: string | null;
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly code: string;
    readonly number: number | null;
    readonly at: Date;
    readonly actor: string | null;
    readonly person: boolean;
    readonly agency: string | null;
    readonly note: string | null;
  }[];
  readonly claimedBy: string | null;
  readonly dueOn: string | null;
  readonly may: Readonly<
    Record<'write' | 'send' | 'approve' | 'sendBack' | 'publish' | 'askOutside' | 'unschedule' | 'withdraw', boolean>
  >;
}

/** One item as its editors see it; the look is in the audit. Refusals: those of an act on an item */
export async function itemDetail(ctx: Ctx, id: string): Promise<Result<ItemDetail>> {
  const on = { id, readOnly: true };
  return actOnRecord(itemRecord, ctx, 'learning-item.read', on, async (tx, row, actor) => {
    const versions = await versionsOf(tx, row.id);
    const head = versions.find(({ number }) => number === row.head);
    const read = readBody(row.kind, head?.body);
    if (!head || !read.ok) throw new Error(`the newest version of ${row.slug} does not fit its format`);
    const house = houseContent();
    const approvals = await itemApprovals(tx, row.id);
    const own = approvals.filter(({ version_id }) => version_id === head.id);
    const stands = (await publicationsOf(tx, row.id)).map((one) => ({
      ...one,
      number: versions.find((version) => version.id === one.version_id)?.number ?? 0,
      state: stateOf(one, tx.now),
    }));
    const out = stands.find(({ state }) => state === 'NOW');
    const before = versions.find(
      ({ number }) => number === (out !== undefined && out.number !== head.number ? out.number : head.number - 1),
    );
    const writers = await unpublishedWriters(tx, row.id);
    const can = (act: ItemAct) => itemPolicy.can(actor, act, row, tx.now);
    const lists = house.lists;
    const confirmed = await confirmedPairs(tx, row.id);
    const voiced = await voicedPartsOf(tx, read.item);
    const faults = findBodyFaults(read.item, lists, voicesIn(voiced));
    tx.audit({ action: 'learning-item.read', object: { kind: 'learning-item', id: row.id } });
    return ok({
      id: row.id,
      slug: row.slug,
      form: formOf(read.item),
      titleVi: read.item.body.title.vi,
      titleEn: read.item.body.title.en,
      bands: bandsOf(read.item),
      stage: row.stage,
      version: row.version,
      number: head.number,
      hash: head.hash,
      lines: linesOfBody(read.item.body),
      parts: partsOf(read.item.body).map((part) => ({
        ...part,
        picture: part.picture === null ? null : (lists.pictures[part.picture]?.alt.vi ?? part.picture),
      })),
      faults,
      drawing: read.item.kind === 'SCENARIO' ? drawScenario(read.item.body, faults) : null,
      partsChanged: hashOfBody(read.item, house, soundsIn(voiced)) !== head.hash,
      stale: staleLines(versions).filter((line) => !confirmed(line)),
      voices: {
        spoken: voiced.filter(({ state }) => state === 'spoken').length,
        outOfDate: voiced.filter(({ state }) => state === 'out-of-date').length,
        parts: voiced.length,
      },
      comparedWith: before?.number ?? null,
      changes: before === undefined ? [] : changesOfLines(before.body, head.body),
      approvals: own.map(({ person, agency, at }) => ({ person, agency, at })),
      approvalsNeeded: APPROVALS,
      versions: versions.map(({ id: version, number, hash, written_by, written_at }) => ({
        number,
        hash,
        writtenBy: written_by,
        writtenAt: written_at,
        approvals: approvals.filter((one) => one.version_id === version).length,
      })),
      publications: stands.map((one) => ({
        id: one.id,
        number: one.number,
        from: one.from_at,
        until: one.until_at,
        reviewOn: one.review_on,
        by: { person: one.published_by, agency: one.agency },
        state: one.state,
      })),
      outside: (await looksOf(tx, row.id)).map((one) => ({
        id: one.id,
        whom: one.whom,
        number: versions.find((version) => version.id === one.version_id)?.number ?? 0,
        by: { person: one.asked_by, agency: one.agency },
        askedAt: one.asked_at,
        expiresAt: one.expires_at,
        state: lookState(one, head.id, tx.now),
        answer: one.answer,
        comment: one.comment,
      })),
      events: (await eventsOf(tx, row.id)).map((one) => ({
        id: one.id,
        code: one.code,
        number: one.number,
        at: one.at,
        actor: one.actor,
        person: one.actor_kind === 'person',
        agency: one.agency,
        note: one.note,
      })),
      claimedBy: row.claimed_by,
      dueOn: row.due_on,
      may: {
        write: can('learning-item.write'),
        send: can('learning-item.send'),
        approve:
          can('learning-item.approve') && ![...writers, ...own.map(({ person }) => person)].includes(actor.person),
        sendBack: can('learning-item.send-back'),
        publish: can('learning-item.publish'),
        askOutside: can('learning-item.ask-outside'),
        unschedule: stands.some(({ state }) => state === 'TO_COME') && can('learning-item.unschedule'),
        withdraw: stands.some(({ state }) => state !== 'OVER') && can('learning-item.withdraw'),
      },
    });
  });
}

/** A link lapses with its last day, and with a newer version. */
function lookState(one: OutsideLookRow, head: string, now: Date): ItemDetail['outside'][number]['state'] {
  if (one.answered_at !== null) return 'ANSWERED';
  if (one.withdrawn_at !== null) return 'WITHDRAWN';
  return one.expires_at <= now || one.version_id !== head ? 'LAPSED' : 'OPEN';
}

function stateOf(
  one: {
    readonly from_at: Date;
    readonly until_at: Date | null;
    readonly gives_way_at: Date | null;
    readonly ended_at: Date | null;
  },
  now: Date,
): 'NOW' | 'TO_COME' | 'OVER' {
  const over = [one.until_at, one.gives_way_at].some((at) => at !== null && at <= now);
  if (one.ended_at !== null || over) return 'OVER';
  return one.from_at > now ? 'TO_COME' : 'NOW';
}

/** The large parts of a body in the order of reading, with the place that a fault names and the picture that stands there. */
function partsOf(
  body: object,
): readonly { readonly path: string; readonly place: string; readonly picture: string | null }[] {
  return Object.entries(body).flatMap(([key, value]) => {
    if (!Array.isArray(value))
      return typeof value === 'object' && value !== null ? [{ path: key, place: key, picture: null }] : [];
    return value.flatMap((part: unknown, at) => {
      if (typeof part !== 'object' || part === null) return [];
      const { id, picture } = part as { id?: string; picture?: string };
      const place = `${{ blocks: 'block', cards: 'card', quiz: 'question', scenes: 'scene' }[key] ?? key}-${id ?? at}`;
      return [{ path: `${key}.${at}`, place, picture: picture ?? null }];
    });
  });
}
