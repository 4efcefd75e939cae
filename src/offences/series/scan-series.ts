import {
  type Ctx,
  DAY,
  keyedDigest,
  newCode,
  newId,
  ok,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { agenciesWithFunction, postNotices } from '../../members/index.ts';
import { policeRoles } from '../files/tell-file.ts';
import { classNumber } from '../graph/node-store.ts';
import { clustersOf, type Support } from './series.ts';
import {
  arrivedMembers,
  insertScan,
  insertSeries,
  knownMarks,
  lapseSmaller,
  lastScan,
  type NewSeries,
  sharedIdentifiers,
  unitsOfClasses,
  wordingPairs,
} from './series-store.ts';
import { ALIKE_LEAST, likenessOf } from './wording.ts';

export const SERIES = 'offence-series';
/** An identifier of more members than this is no sign of one matter: it waits for somebody to say what it is. */
const MEMBERS_MOST = 20;
const PAIRS_MOST = 200_000;
/** What is looked at the first time. */
const FIRST_DAYS = 30;
/** Links of a transaction that is under way are looked at the next time. */
const SETTLED_AFTER = 2_000;
const BATCH = 1_000;

/** A support with the classes that see its two halves. */
interface SeenSupport extends Support {
  readonly classes: readonly [number, number];
}

export interface ScannedSeries {
  readonly arrivals: number;
  readonly proposed: number;
}

/**
 * Looks for what came since the last time and may be one matter: the same identifiers, the same targets, the same wording. Each unit is proposed
 * what it would find by the links that it sees itself, so that no proposal tells of a link that it does not; across units it is proposed to
 * who coordinates the country. As the platform; at night and on arrival.
 */
export async function scanSeries(ctx: Ctx): Promise<Result<ScannedSeries>> {
  const coordinating = (await agenciesWithFunction(ctx, 'COORDINATE_OFFENCES')).map(({ code }) => code);
  return ctx.as(systemActor('offences.scan-series')).transaction(async (tx) => {
    const after = (await lastScan(tx)) ?? new Date(tx.now.getTime() - FIRST_DAYS * DAY);
    const upto = new Date(tx.now.getTime() - SETTLED_AFTER);
    const arrived = await arrivedMembers(tx, after, upto);
    const supports = arrived.length === 0 ? [] : await supportsFrom(tx, arrived);
    const found = await proposals(ctx, tx, supports);
    const known = await knownMarks(
      tx,
      found.map(({ mark }) => mark),
    );
    const fresh = found.filter(({ mark }) => !known.has(mark.toString('hex')));
    for (let at = 0; at < fresh.length; at += BATCH) await insertSeries(tx, fresh.slice(at, at + BATCH));
    for (const one of fresh) if (one.members.length > 2) await lapseSmaller(tx, one);
    await insertScan(tx, upto, arrived.length, fresh.length);
    await tell(tx, fresh, coordinating);
    return ok({ arrivals: arrived.length, proposed: fresh.length });
  });
}

async function supportsFrom(tx: Tx, arrived: readonly number[]): Promise<SeenSupport[]> {
  const found: SeenSupport[] = [];
  for (const { identifier, kind, members, classes, targets } of await sharedIdentifiers(tx, arrived, MEMBERS_MOST)) {
    for (let a = 0; a < members.length; a += 1)
      for (let b = a + 1; b < members.length; b += 1) {
        const [one, other] = [members[a] as number, members[b] as number];
        if (one === other) continue;
        found.push({
          one,
          other,
          // Where both aim at it, it is a target that they share, and not a thing of theirs.
          rule: targets[a] && targets[b] ? 'TARGET' : 'IDENTIFIER',
          identifier,
          identifierKind: kind,
          likeness: null,
          classes: [classes[a] as number, classes[b] as number],
        });
      }
  }
  for (const { one, other } of await wordingPairs(tx, arrived, PAIRS_MOST)) {
    const likeness = likenessOf(one.signature, other.signature);
    if (likeness < ALIKE_LEAST) continue;
    found.push({
      one: one.node,
      other: other.node,
      rule: 'WORDING',
      identifier: null,
      identifierKind: null,
      likeness: Math.round(likeness * 100),
      classes: [one.visibility, other.visibility],
    });
  }
  return found;
}

async function proposals(ctx: Ctx, tx: Tx, all: readonly SeenSupport[]): Promise<NewSeries[]> {
  const nation = await classNumber(tx, { level: 'NATION' });
  // What is seen by who investigates anywhere ties nothing by itself: there is no file in it that could be joined.
  const supports = all.filter((one) => one.classes.some((seen) => seen !== nation));
  const classes = new Set(supports.flatMap((one) => one.classes));
  const known = await unitsOfClasses(tx, [...classes]);
  const everywhere = [...new Set([...known.values()].flat())];
  const units = new Map([...known, [nation, everywhere] as const]);
  const byAudience = new Map<string | null, SeenSupport[]>();
  const put = (audience: string | null, support: SeenSupport) => {
    const own = byAudience.get(audience);
    if (own) own.push(support);
    else byAudience.set(audience, [support]);
  };
  for (const support of supports) {
    const [first, second] = support.classes.map((one) => units.get(one) ?? []) as [
      readonly string[],
      readonly string[],
    ];
    for (const unit of first) if (second.includes(unit)) put(unit, support);
    put(null, support);
  }
  const found: NewSeries[] = [];
  for (const [audience, own] of byAudience) {
    const classOf = new Map(own.flatMap(({ one, other, classes: [a, b] }) => [[one, a] as const, [other, b] as const]));
    for (const { members, supports: tied } of clustersOf(own)) {
      // What one unit sees by itself is no matter of the country.
      if (audience === null && isOfOneUnit(members, classOf, units)) continue;
      found.push({
        id: newId<'series'>(tx.now.getTime()),
        reference: `CV-${newCode()}`,
        audience,
        mark: await keyedDigest(ctx.kernel.vault, 'offences.series', `${audience ?? ''}|${members.join(',')}`),
        members: members.map((node) => ({ node, visibility: classOf.get(node) as number })),
        supports: uniqueSupports(tied),
      });
    }
  }
  return found;
}

function isOfOneUnit(
  members: readonly number[],
  classOf: ReadonlyMap<number, number>,
  units: ReadonlyMap<number, readonly string[]>,
): boolean {
  const sets = members.map((node) => units.get(classOf.get(node) as number) ?? []);
  return (sets[0] ?? []).some((unit) => sets.every((set) => set.includes(unit)));
}

/** A pair that shares an identifier by links of two classes is tied by it once. */
function uniqueSupports(supports: readonly Support[]): Support[] {
  const byKey = new Map(supports.map((one) => [`${one.one} ${one.other} ${one.rule} ${one.identifier}`, one]));
  return [...byKey.values()].map(({ one, other, rule, identifier, identifierKind, likeness }) => ({
    one,
    other,
    rule,
    identifier,
    identifierKind,
    likeness,
  }));
}

/** One notice a unit and scan, however many were found: the list has the rest. */
async function tell(tx: Tx, fresh: readonly NewSeries[], coordinating: readonly string[]): Promise<void> {
  const byAudience = Map.groupBy(fresh, ({ audience }) => audience);
  await postNotices(
    tx,
    [...byAudience].flatMap(([audience, own]) =>
      (audience === null ? coordinating : [audience]).map((agency) => ({
        kind: 'offence-series.proposed',
        object: { kind: SERIES, id: (own[0] as NewSeries).id },
        facts: { count: own.length },
        to: { roles: [...policeRoles], agency },
      })),
    ),
  );
}
