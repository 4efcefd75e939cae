import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '../../src/kernel/policy/policy-table.testing.ts';
import { role } from '../../src/vocabulary/index.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { type Heard, inTurns, openAttacked } from './attacked.ts';
import { fuzz, operations } from './fuzz.ts';
import { type AdmittedAs, homes, routeTable } from './route-table.ts';
import { type Door, doors } from './routes.ts';

const house = fileFixture(() => openAttacked(), 420_000);
beforeAll(async () => {
  // What was granted to somebody opens more doors to them; here it is asked what their roles open.
  await house.superuser.query('update kernel.need_to_know set revoked_at = now() where revoked_at is null');
}, 420_000);

const roles = role.terms.map(({ code }) => code);
const all = doors();
const admitsAt = new Map(
  routeTable.flatMap(({ admits, doors: names }) => names.map((name) => [name, admits] as const)),
);

/** An agency of the kind where the role is at home, made where the country's list has none. */
async function homeOf(held: (typeof roles)[number]): Promise<string | undefined> {
  const home = homes[held];
  if (home === 'any') return 'C111';
  if (!('kinds' in home)) return home[0];
  const kind = home.kinds[0] as string;
  const found = await house.superuser.query<{ code: string }>(
    'select code from members.agency where kind = $1 and valid_to is null order by code limit 1',
    [kind],
  );
  if (found.rows[0]) return found.rows[0].code;
  await house.superuser.query(
    "insert into members.agency (code, name_vi, name_en, kind, level, source, verified) values ($1, 'Đơn vị mẫu', 'Sample', $2, 'PRIVATE', 'attack', false)",
    [`MAU-${kind}`, kind],
  );
  return `MAU-${kind}`;
}

interface Caller {
  readonly who: string;
  readonly headers: Readonly<Record<string, string>>;
  admitted(admits: readonly AdmittedAs[]): boolean;
}

/** Each role at home; every role at once where none is at home; a session without a role; machines; nobody. */
async function callers(): Promise<Caller[]> {
  const list: Caller[] = [];
  for (const held of roles) {
    const agency = await homeOf(held);
    if (agency === undefined) continue;
    const functions = await house.superuser.query<{ function: string }>(
      'select function_code as function from members.agency_function where agency = $1 and (valid_to is null or valid_to >= now()::date)',
      [agency],
    );
    const named = functions.rows.map((one) => `${held} of ${one.function}`);
    list.push({
      who: `${held} at ${agency}`,
      headers: { cookie: await house.person(agency, [held]) },
      admitted: (admits) =>
        admits.some((one) => one === held || one === 'public' || one === 'signed in' || named.includes(one)),
    });
  }
  const session = (admits: readonly AdmittedAs[]) => admits.includes('public') || admits.includes('signed in');
  list.push(
    { who: 'every role at a body abroad', headers: { cookie: await house.person('UNICEF', roles) }, admitted: session },
    { who: 'no role', headers: { cookie: await house.person('C111', []) }, admitted: session },
    { who: 'nobody', headers: {}, admitted: (admits) => admits.includes('public') },
  );
  for (const scope of SCOPES)
    list.push({
      who: `machine ${scope}`,
      headers: { authorization: await house.machine('YOUTH_UNION', [scope]) },
      admitted: (admits) => admits.includes('public') || admits.includes(`machine ${scope}`),
    });
  return list;
}

/** Whether the answer says that the caller is not let in. A page sends a person to the page that says why. */
function turnedAway(door: Door, heard: Heard): boolean {
  if (door.kind === 'operation') return heard.status === 401 || heard.status === 403;
  return heard.status === 303 && /^\/(?:khong-duoc|dang-nhap)\?/.test(heard.headers.location ?? '');
}

async function knock(door: Door, caller: Caller): Promise<string | undefined> {
  const { desk, portal } = house.server;
  const base = door.surface === 'desk' ? desk : portal;
  const writes = !['GET', 'DELETE'].includes(door.method);
  const site: Record<string, string> =
    door.kind === 'operation' ? {} : { origin: base, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
  const heard = await house.ask(base, door.path, {
    method: door.method,
    headers: { ...site, ...(writes && { 'content-type': 'application/json' }), ...caller.headers },
    ...(writes ? { body: '{}' } : {}),
  });
  const expected = caller.admitted(admitsAt.get(door.name) as readonly AdmittedAs[]);
  const away = turnedAway(door, heard);
  const said = `${door.name}: ${caller.who} ${heard.status} ${heard.headers.location ?? ''} ${heard.body.slice(0, 120)}`;
  if (heard.status >= 500) return said;
  if (!expected) return away ? undefined : said;
  // Who is let in may still be refused this record by its own policy; the permission of the door is then not what is missing.
  return away && door.kind !== 'operation' ? said : undefined;
}

describe('the doors of a running demonstration', () => {
  test('let in whom the table names, and turn away everybody else', async () => {
    const who = await callers();
    // A machine’s key is nothing to a page, and a desk’s session nothing to the portal.
    const works = all.flatMap((door) =>
      who
        .filter(({ headers }) => door.kind === 'operation' || !('authorization' in headers))
        .filter(({ who: name }) => door.surface === 'desk' || name === 'nobody' || name === 'no role')
        .map((caller) => () => knock(door, caller)),
    );
    const wrong = (await inTurns(works)).filter((one) => one !== undefined);
    expect(wrong).toEqual([]);
    console.log(`${all.length} doors, ${who.length} callers: ${works.length} requests`);
  }, 420_000);
});

/** `ATTACK_RUNS=200 npx vitest run --project unit tests/attacks/doors.test.ts` looks longer, `ATTACK_SEED` elsewhere. */
const RUNS = Number(process.env.ATTACK_RUNS ?? 12);
const SEED = Number(process.env.ATTACK_SEED ?? 20_261_124);

describe('whatever is sent to an operation', () => {
  test('it answers in time, without an error of its own, and says nothing of the inside or of what was sent', async () => {
    const mark = `dau${randomBytes(9).toString('hex')}`;
    const cookie = async (agency: string) => ({ cookie: await house.person(agency, roles) });
    const who: Readonly<Record<string, string>>[] = [
      {},
      { cookie: `lachan_desk=${'A'.repeat(43)}` },
      { authorization: `Bearer lachan_000000000000_${'A'.repeat(43)}` },
      { authorization: 'Basic %%%' },
      await cookie('C111'),
      await cookie('UBND-00004'),
      await cookie('MPS-A05'),
      await cookie('MOH-MCD'),
      { authorization: await house.machine('YOUTH_UNION', SCOPES) },
    ];
    const { shots, wrong } = await fuzz(house, who, { seed: SEED, runs: RUNS, mark });
    expect(wrong).toEqual([]);
    expect(house.server.output()).not.toContain(mark);
    console.log(`${operations().length} operations, ${shots} shots`);
  }, 900_000);
});
