import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { anonymous, type Ctx, createDeskKey, type PersonActor, systemActor } from '../kernel/index.ts';
import { syncAgencies } from '../members/index.ts';
import { INTAKE } from './index.ts';

/** A database with the intake in it, the intake desk's key, and people to act. */
export interface IntakeHome extends TestKernel {
  readonly agent: PersonActor;
  readonly counsellor: PersonActor;
  readonly supervisor: PersonActor;
  /** Works at another agency and desk: no report of 111 exists for them. */
  readonly stranger: PersonActor;
  /** A context at the clock's present time. */
  at(actor: Ctx['actor']): Ctx;
  public(): Ctx;
  /** Rows of every table of the intake and the clocks, and of the kernel's keys, by table. */
  counts(): Promise<Record<string, number>>;
}

export function person(role: string, agency: string = INTAKE.agency, desk: string = INTAKE.desk): PersonActor {
  return testPerson(role, agency, { desk, name: 'Người thử nghiệm', purpose: 'counselling' });
}

export async function openIntakeHome(
  now = '2026-11-24T02:00:00Z',
  settings: Readonly<Record<string, string>> = {},
): Promise<IntakeHome> {
  const home = await openTestKernel(now, settings);
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  await syncAgencies(home.context(systemActor('test')));
  const [agent, counsellor, supervisor] = ['111_agent', '111_counsellor', '111_supervisor'].map((role) =>
    person(role),
  ) as [PersonActor, PersonActor, PersonActor];
  for (const one of [agent, counsellor, supervisor]) {
    const role = one.assignments[0]?.role;
    await home.owner.query(
      `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, $3, $4, $5, 'test')`,
      [one.person, `${role}@tongdai111.example`, one.name, INTAKE.agency, home.clock.now()],
    );
    await home.owner.query(
      `insert into members.role_assignment (id, person, role, agency, desk, valid_from, given_by, given_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, 'test', $5)`,
      [one.person, role, INTAKE.agency, INTAKE.desk, home.clock.now()],
    );
  }
  return {
    ...home,
    agent,
    counsellor,
    supervisor,
    stranger: person('111_supervisor', 'P79', 'p79-child'),
    at: (actor) => home.context(actor),
    public: () => home.context(anonymous),
    counts: async () => {
      const { rows } = await home.owner.query<{ name: string }>(
        `select schemaname || '.' || tablename as name from pg_tables
         where schemaname in ('intake', 'clocks') or (schemaname = 'kernel' and tablename in ('data_key', 'wrapped_key', 'audit_entry')) order by 1`,
      );
      const counts: Record<string, number> = {};
      for (const { name } of rows) {
        const { rows: counted } = await home.owner.query<{ n: string }>(`select count(*)::text as n from ${name}`);
        counts[name] = Number(counted[0]?.n);
      }
      return counts;
    },
  };
}

let keys = 0;
/** A new idempotency key. */
export function newKey(): string {
  keys += 1;
  return `test-key-${process.pid}-${String(keys).padStart(8, '0')}`;
}
