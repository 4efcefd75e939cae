import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../apps/server/build-app.ts';
import { modules } from '../../apps/server/modules.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { SCOPES } from '../../src/kernel/policy/policy-table.testing.ts';
import { effectiveAssignments } from '../../src/members/people/effective-roles.ts';
import { agenciesAt, type Day, functionsAt, role } from '../../src/vocabulary/index.ts';
import { type AdmittedAs, homes, routeTable } from './route-table.ts';
import { type Door, doors } from './routes.ts';

const DAY: Day = '2026-11-24';
const NOW = new Date(`${DAY}T02:00:00Z`);

/** What an agency is on the day, for the roles that its people hold. */
interface Body {
  readonly code: string;
  readonly kind: string;
  readonly level: string;
  readonly adminUnit: string | null;
  readonly functions: readonly string[];
}

/** Every central agency, one province's and one commune's, and one of each kind that is not seeded. */
const bodies: readonly Body[] = [
  ...agenciesAt(DAY)
    .filter(({ adminUnit }) => adminUnit === undefined || adminUnit === '01' || adminUnit === '00004')
    .map((agency) => ({
      code: agency.code,
      kind: agency.kind,
      level: agency.level,
      adminUnit: agency.adminUnit ?? null,
      functions: functionsAt(agency, DAY).map((held) => held.function),
    })),
  ...['PLATFORM', 'ISP', 'SECURITY_VENDOR', 'BANK', 'PAYMENT_SERVICE', 'NGO', 'PRESS', 'FACILITY', 'SCHOOL'].map(
    (kind) => ({
      code: `MAU-${kind}`,
      kind,
      level: 'PRIVATE',
      adminUnit: null,
      functions: [],
    }),
  ),
];
const roles = role.terms.map(({ code }) => code);
const all = doors();
const admitsAt = new Map(
  routeTable.flatMap(({ admits, doors: names }) => names.map((name) => [name, admits] as const)),
);

function mayHold(held: (typeof roles)[number], body: Body): boolean {
  const home = homes[held];
  if (home === 'any') return body.level !== 'INTERNATIONAL';
  return 'kinds' in home ? (home.kinds as readonly string[]).includes(body.kind) : home.includes(body.code);
}

function personAt(body: Body, held: readonly string[]): Actor {
  const given = held.map((code) => ({
    role: code,
    agency: body.code,
    ...(code.startsWith('111_') && { desk: 'desk' }),
  }));
  return {
    kind: 'person',
    person: 'person',
    name: '',
    nameKey: '',
    agency: body.code,
    functions: body.functions,
    assignments: effectiveAssignments(given, body, DAY),
    grants: [],
    exclusions: [],
    session: '',
    purpose: 'protection',
  };
}

function admitted(admits: readonly AdmittedAs[], held: (typeof roles)[number], body: Body): boolean {
  if (admits.includes('public') || admits.includes('signed in')) return true;
  if (!mayHold(held, body)) return false;
  return admits.some((one) => one === held || body.functions.some((code) => one === `${held} of ${code}`));
}

describe('who is let in at which door', () => {
  test('every operation, page and endpoint stands in the table once, and nothing else does', () => {
    const listed = routeTable.flatMap(({ doors: names }) => names);
    expect([...listed].sort(), 'tests/attacks/route-table.ts').toEqual(all.map(({ name }) => name).sort());
  });

  test('each role at each agency is let in where the table says so, and nowhere else', () => {
    const permissions = permissionsOf(modules);
    const wrong: string[] = [];
    let asked = 0;
    const ask = (door: Door, who: string, actor: Actor, expected: boolean) => {
      asked += 1;
      const may = permissions.allows(door.may, actor, NOW);
      if (may !== expected) wrong.push(`${door.name}: ${who} is ${may ? 'let in' : 'turned away'}`);
    };
    for (const door of all) {
      const admits = admitsAt.get(door.name) as readonly AdmittedAs[];
      const open = admits.includes('public');
      for (const body of bodies) {
        for (const held of roles)
          ask(door, `${held} at ${body.code}`, personAt(body, [held]), admitted(admits, held, body));
        const none = open || admits.includes('signed in');
        ask(door, `nobody’s role at ${body.code}`, personAt(body, []), none);
        const every = none || roles.some((held) => admitted(admits, held, body));
        ask(door, `every role at ${body.code}`, personAt(body, roles), every);
      }
      for (const scope of SCOPES) {
        const machine: Actor = { kind: 'machine', client: 'client', agency: 'MAU-PLATFORM', scopes: [scope] };
        ask(door, `machine ${scope}`, machine, open || admits.includes(`machine ${scope}`));
      }
      ask(
        door,
        'a machine of no scope',
        { kind: 'machine', client: 'client', agency: 'MAU-PLATFORM', scopes: [] },
        open,
      );
      ask(door, 'nobody', { kind: 'anonymous' }, open);
    }
    expect(wrong).toEqual([]);
    console.log(`${all.length} doors x ${roles.length} roles x ${bodies.length} agencies: ${asked} decisions`);
  }, 120_000);
});
