import { describe, expect, test } from 'vitest';
import { role } from '../../vocabulary/index.ts';
import type { Actor, FieldClass, Grant, PersonActor } from '../actor.ts';
import type { Module } from '../module.ts';
import { check, type PolicyRow } from './check.ts';
import type { Condition } from './condition.ts';
import type { Capabilities, Policy } from './policy.ts';

/**
 * What a policy says, written by hand: for each action who may, and nobody else. The tables are made from the law and the
 * modules' duties and never from the policies, so that a wrong source is noticed, which agrees with itself in all three forms.
 *
 * Who somebody is, in words:
 * - `commune_chair@owner`: the role, and what its holder is to the record (a relation of the table); `…@*` in every relation;
 * - `anybody@owner`: whoever works there in whatever role, and who has none there (any more);
 * - `machine hash.match@owner`: a machine's permission; `machine@owner`: any machine;
 * - `grant narrative`: who was granted that class of the record; `commune_chair@owner + grant narrative`: who has both;
 * - `receipt@holder`, `system`, `anonymous`.
 */
export type Who = string;

/** What somebody is to the record: at which agency, in which area, which person. */
export interface Relation {
  readonly agency: string;
  readonly functions?: readonly string[];
  readonly person?: string;
  readonly desk?: string;
  readonly province?: string;
  readonly commune?: string;
  /** The holder of the receipt of this report has the relation too. */
  readonly report?: string;
}

interface Granted {
  readonly objectKind: string;
  readonly objectId: string;
}

/** Who may, on every record of the table or on each by its name. */
type Allowed = readonly Who[] | Readonly<Record<string, readonly Who[]>>;

export interface PolicyTable {
  readonly relations: Readonly<Record<string, Relation>>;
  /** Rows that the policy judges, by what they are. */
  readonly records: Readonly<Record<string, PolicyRow<string>>>;
  /** The objects on which somebody may have been granted classes; whoever was granted one of them holds `triage` too. */
  readonly grants?: readonly Granted[];
  /** Objects from which somebody may be kept; each shuts them out of the record, whatever they hold. */
  readonly exclusions?: readonly { readonly objectKind: string; readonly objectId: string }[];
  /** They also keep from adding, where a row is added to a record that is there; a record that is new keeps nobody from it. */
  readonly exclusionsAtAdding?: true;
  /** Actions that also ask for a fresh proof of who somebody is. */
  readonly proof?: readonly string[];
  /**
   * `see`: a row is there for them at all; `add`, `change` and `remove` rows, by whatever statement; and each action of the
   * policy. Absent from `remove`: nobody; from `change`: whoever sees the row.
   */
  readonly may: Readonly<Record<string, Allowed>>;
}

const ROLES = role.terms.map(({ code }) => code as string);
/** Every scope that a machine of somebody's can be given. */
export const SCOPES = [
  'alert-receipt.acknowledge',
  'block-list.read',
  'hash.match',
  'hash.read',
  'hash.submit',
  'hash.feedback',
  'hash.manage',
  'listening.push',
  'wall.read',
  'network-alert.fetch',
  'order.answer',
  'membership.fetch',
  'roster.keep',
  'machine-report.file',
];
const CLASSES: readonly FieldClass[] = ['triage', 'narrative', 'identity', 'evidence', 'internal', 'statistics'];
const NOW = new Date('2026-11-24T02:00:00Z');
const LATER = new Date(NOW.getTime() + 60_000);
const NONE = 'no role';

/** One invented actor, and the words by which a table may let them in. */
interface Candidate {
  readonly name: string;
  readonly names: readonly Who[];
  readonly actor: Actor;
}

function person(relation: Relation, held: string | undefined, more: Partial<PersonActor> = {}): PersonActor {
  const { agency, functions, desk, province, commune } = relation;
  const scope = { ...(desk && { desk }), ...(province && { province }), ...(commune && { commune }) };
  return {
    kind: 'person',
    person: relation.person ?? '01936000-0000-7000-8000-0000000000aa',
    name: 'Người Mẫu',
    nameKey: '',
    agency,
    ...(functions && { functions }),
    assignments: held === undefined ? [] : [{ role: held, agency, ...scope }],
    grants: [],
    exclusions: [],
    session: '01936000-0000-7000-8000-0000000000bb',
    purpose: 'protection',
    ...more,
  };
}

/** Everybody who is asked: every role and none in every relation, machines, receipts, jobs, strangers. */
function candidates(table: PolicyTable): Candidate[] {
  const found: Candidate[] = [
    { name: 'system', names: ['system'], actor: { kind: 'system', job: 'job' } },
    { name: 'anonymous', names: ['anonymous'], actor: { kind: 'anonymous' } },
  ];
  for (const [at, relation] of Object.entries(table.relations)) {
    for (const held of [undefined, ...ROLES]) {
      const own = [`${held ?? NONE}@${at}`, `${held ?? NONE}@*`, `anybody@${at}`, 'anybody@*'];
      found.push({ name: `${held ?? NONE}@${at}`, names: own, actor: person(relation, held) });
      for (const object of table.grants ?? [])
        for (const fieldClass of CLASSES) {
          const granted = [...new Set<FieldClass>(['triage', fieldClass])];
          const together = granted.flatMap((one) => [`grant ${one}`, ...own.map((who) => `${who} + grant ${one}`)]);
          found.push({
            name: `${held ?? NONE}@${at} + grant ${fieldClass}`,
            names: [...own, ...together],
            actor: person(relation, held, { grants: [grantOf(object, granted, LATER)] }),
          });
        }
    }
    for (const scope of [undefined, ...SCOPES])
      found.push({
        name: `machine ${scope ?? 'of no scope'}@${at}`,
        names: [`machine ${scope}@${at}`, `machine ${scope}@*`, `machine@${at}`, 'machine@*'],
        actor: { kind: 'machine', client: 'client', agency: relation.agency, scopes: scope ? [scope] : [] },
      });
    if (relation.report !== undefined)
      found.push({
        name: `receipt@${at}`,
        names: [`receipt@${at}`],
        actor: { kind: 'receipt', report: relation.report },
      });
  }
  return found;
}

function grantOf(object: Granted, fieldClasses: readonly FieldClass[], until: Date): Grant {
  return { ...object, fieldClasses, purpose: 'protection', until };
}

/** The same people in another state, and what becomes of what the table lets them do. */
function states(table: PolicyTable, action: string, one: Candidate): [string, Actor, boolean][] {
  const { actor } = one;
  const wants = table.proof?.includes(action) ?? false;
  const listed: [string, Actor, boolean][] = [[one.name, actor, !wants]];
  if (actor.kind !== 'person') return wants ? [[one.name, actor, false]] : listed;
  listed.push([`${one.name}, proved`, { ...actor, steppedUpUntil: LATER }, true]);
  if (wants) listed.push([`${one.name}, proved too long ago`, { ...actor, steppedUpUntil: NOW }, false]);
  const elsewhere = { objectKind: table.exclusions?.[0]?.objectKind ?? '', objectId: 'another' };
  for (const exclusion of action === 'add' && !table.exclusionsAtAdding ? [] : (table.exclusions ?? []))
    listed.push([`${one.name}, kept from it`, { ...actor, exclusions: [exclusion], steppedUpUntil: LATER }, false]);
  if (table.exclusions)
    listed.push([`${one.name}, kept from another`, { ...actor, exclusions: [elsewhere], steppedUpUntil: LATER }, true]);
  return listed;
}

/** Where the policy and the table say something else. */
function differences(
  table: PolicyTable,
  ask: (action: string) => (actor: Actor, row: PolicyRow<string>) => boolean,
  actions: readonly string[],
): string[] {
  const everybody = candidates(table);
  const known = new Set(everybody.flatMap(({ names }) => names));
  const wrong: string[] = [];
  let asked = 0;
  for (const action of actions) {
    const allowed = table.may[action] ?? (action === 'change' ? table.may.see : undefined) ?? [];
    const lists = Array.isArray(allowed)
      ? { '': allowed as readonly Who[] }
      : (allowed as Readonly<Record<string, readonly Who[]>>);
    for (const [record, list] of Object.entries(lists)) {
      if (record !== '' && !(record in table.records)) wrong.push(`${action}: there is no record ${record}`);
      for (const who of list) if (!known.has(who)) wrong.push(`${action}: nobody is ${who}`);
    }
    for (const [record, row] of Object.entries(table.records)) {
      const list = lists[''] ?? lists[record];
      if (list === undefined) {
        wrong.push(`${action}: nothing is said of ${record}`);
        continue;
      }
      for (const one of everybody) {
        const listed = one.names.some((who) => list.includes(who));
        for (const [name, actor, opens] of states(table, action, one)) {
          asked += 1;
          const says = ask(action)(actor, row);
          if (says !== (listed && opens))
            wrong.push(`${action} on ${record}: ${name} is ${says ? 'let in' : 'refused'}`);
        }
      }
      // A grant that has ended is none.
      for (const object of table.grants ?? [])
        for (const [at, relation] of Object.entries(table.relations)) {
          const ended = person(relation, undefined, { grants: [grantOf(object, CLASSES, NOW)], steppedUpUntil: LATER });
          const listed = [`${NONE}@${at}`, `anybody@${at}`, 'anybody@*'].some((who) => list.includes(who));
          if (ask(action)(ended, row) !== listed) wrong.push(`${action} on ${record}: an ended grant@${at} counts`);
        }
    }
  }
  expect(asked).toBeGreaterThan(0);
  return wrong;
}

/** One table for each policy of the module, by its noun, and one for its permissions that hang on no row. */
export function describePolicyTables(
  module: Module,
  tables: Readonly<Record<string, PolicyTable>>,
  permissions?: Pick<PolicyTable, 'relations' | 'may'>,
): void {
  const policies = module.schema?.policies ?? [];
  describe(`what the policies of ${module.name} say`, () => {
    test('each has a table, and each table a policy', () => {
      expect(Object.keys(tables).sort()).toEqual(policies.map(({ source }) => source.resource).sort());
      expect(permissions !== undefined).toBe(module.capabilities !== undefined);
    });

    for (const [resource, table] of Object.entries(tables)) {
      test(resource, () => {
        const policy = policies.find(({ source }) => source.resource === resource) as Policy;
        const actions = ['see', 'add', 'change', 'remove', ...policy.actions];
        expect(Object.keys({ change: [], remove: [], ...table.may }).sort()).toEqual([...actions].sort());
        const { columns, visible, insertable, updatable, deletable, actions: rules } = policy.source;
        const locks = [visible, insertable, updatable, deletable].filter((lock) => lock !== undefined);
        const read = [...locks, ...Object.values(rules)].flatMap(columnsIn);
        expect(Object.keys(columns).sort()).toEqual([...new Set(read)].sort());
        expect(differences(table, (action) => (actor, row) => judge(policy, action, actor, row), actions)).toEqual([]);
      });
    }

    if (permissions && module.capabilities) {
      const capabilities = module.capabilities as Capabilities;
      test('permissions that hang on no row', () => {
        expect(Object.keys(permissions.may).sort()).toEqual([...capabilities.actions].sort());
        const table = { ...permissions, records: { anything: {} } };
        const ask = (action: string) => (actor: Actor) => capabilities.can(actor, action, NOW);
        expect(differences(table, ask, capabilities.actions)).toEqual([]);
      });
    }
  });
}

/** The columns of the row that a condition reads. */
function columnsIn(condition: Condition): string[] {
  if (condition.op === 'all' || condition.op === 'any') return condition.of.flatMap(columnsIn);
  if (condition.op === 'not') return columnsIn(condition.of);
  return 'column' in condition ? [condition.column] : [];
}

function judge(policy: Policy, action: string, actor: Actor, row: PolicyRow<string>): boolean {
  const { visible, insertable, updatable, deletable } = policy.source;
  const holds = (condition: Condition) => check(condition, actor, row, NOW);
  if (action === 'see') return holds(visible);
  if (action === 'add') return holds(insertable);
  if (action === 'change') return holds(visible) && (updatable === undefined || holds(updatable));
  if (action === 'remove') return deletable !== undefined && holds(visible) && holds(deletable);
  return policy.can(actor, action, row, NOW);
}
