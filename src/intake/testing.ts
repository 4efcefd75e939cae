import { migrate, createDeskKey, type Ctx, type PersonActor, anonymous, newId } from '../kernel/index.ts';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { schemas } from '../../apps/server/modules.ts';
import { openTestKernel, type TestKernel } from '../../tools/test-kernel.ts';
import { INTAKE, intakeSchema } from './index.ts';

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
  /** Rows of every table of the intake and of the kernel's keys, by table. */
  counts(): Promise<Record<string, number>>;
}

export function person(role: string, agency: string = INTAKE.agency, desk: string = INTAKE.desk): PersonActor {
  return {
    kind: 'person',
    person: newId<'person'>(),
    name: 'Người thử nghiệm',
    agency,
    assignments: [{ role, agency, desk }],
    grants: [],
    session: newId<'session'>(),
    purpose: 'counselling',
  };
}

export async function openIntakeHome(now = '2026-11-24T02:00:00Z'): Promise<IntakeHome> {
  const home = await openTestKernel(now);
  await migrate(home.ownerUrl, TEST_APP_PASSWORD, schemas.includes(intakeSchema) ? schemas : [...schemas, intakeSchema]);
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  return {
    ...home,
    agent: person('111_agent'),
    counsellor: person('111_counsellor'),
    supervisor: person('111_supervisor'),
    stranger: person('111_supervisor', 'P79', 'p79-child'),
    at: (actor) => home.context(actor),
    public: () => home.context(anonymous),
    counts: async () => {
      const { rows } = await home.owner.query<{ name: string }>(
        `select schemaname || '.' || tablename as name from pg_tables
         where schemaname = 'intake' or (schemaname = 'kernel' and tablename in ('data_key', 'wrapped_key', 'audit_entry')) order by 1`,
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
