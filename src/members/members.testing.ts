import { createHmac } from 'node:crypto';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { must } from '../../tools/test/test-result.ts';
import { type Ctx, type Module, newId, ok, type PersonActor, type Result, systemActor } from '../kernel/index.ts';
import { adminUnit, centralAgencies, communeAgencies, provincialAgencies } from '../vocabulary/index.ts';
import { decideApproval } from '../work/index.ts';
import type { AgencySeed } from './agencies/agency.ts';
import { syncAgencies } from './agencies/sync-agencies.ts';
import { insertAssignment, insertPerson } from './people/person-store.ts';
import { putPassword, putRecoveryCodes, putTotp } from './sign-in/credential-store.ts';
import { identify } from './sign-in/identify.ts';
import {
  newRecoveryCodes,
  newTotpSecret,
  recoveryCodeHash,
  totpCode,
  totpContext,
  totpStep,
} from './sign-in/one-time-code.ts';
import { hashPassword } from './sign-in/password.ts';
import { sessionCookieName } from './sign-in/session.ts';
import { signIn } from './sign-in/sign-in.ts';

export const PASSWORD = 'một câu ngắn dễ nhớ';
/** One commune and its province stand for all. */
export const COMMUNE = '00004';
export const PROVINCE = '01';

/** The central agencies, one province's and one commune's. */
export function smallSeed(): AgencySeed[] {
  const [province, commune] = [adminUnit(PROVINCE), adminUnit(COMMUNE)];
  if (!province || !commune) throw new Error('the vocabulary has no such unit');
  return [...centralAgencies, ...provincialAgencies(province), ...communeAgencies(commune)];
}

export interface TestPerson {
  readonly id: string;
  readonly login: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export interface TestRole {
  readonly role: string;
  readonly agency?: string;
  readonly desk?: string;
  readonly province?: string;
  readonly commune?: string;
  readonly validTo?: Date;
}

/** A kernel with agencies, and people who can sign in. */
export interface TestMembers extends TestKernel {
  readonly platform: Ctx;
  person(agency: string, roles: readonly (string | TestRole)[]): Promise<TestPerson>;
  code(person: TestPerson, steps?: number): string;
  /** Signs in and returns the cookie header. */
  cookie(person: TestPerson): Promise<string>;
  /** Signs in and returns the context of the person. */
  as(person: TestPerson): Promise<Ctx & { readonly actor: PersonActor }>;
  /** The context of a cookie at this instant of the clock. */
  again(cookie: string): Promise<Ctx>;
}

let counter = 0;

export async function openTestMembers(
  settings: Readonly<Record<string, string>> = {},
  planted: readonly Module[] = [],
): Promise<TestMembers> {
  const kernel = await openTestKernel('2026-11-24T02:00:00Z', settings, planted);
  const { vault } = kernel.kernel;
  const anew = () => kernel.context(systemActor('members.test'));
  must(await syncAgencies(anew(), smallSeed()));
  const password = await hashPassword(vault, PASSWORD);
  const members: TestMembers = {
    ...kernel,
    platform: anew(),
    async person(agency, roles) {
      counter += 1;
      const id = newId<'person'>(kernel.clock.now().getTime());
      const secret = newTotpSecret();
      const recoveryCodes = newRecoveryCodes();
      const login = `mau.${counter}@don-vi.example`;
      const sealed = await vault.wrap(Buffer.from(secret, 'utf8'), totpContext(id));
      const hashes = await Promise.all(recoveryCodes.map((code) => recoveryCodeHash(vault, id, code)));
      must(
        await anew().transaction(async (tx) => {
          await insertPerson(tx, { id, login, name: `Người Mẫu ${counter}`, agency, isDemonstration: false });
          for (const given of roles) {
            const held: TestRole = typeof given === 'string' ? { role: given } : given;
            await insertAssignment(tx, {
              id: newId<'role-assignment'>(tx.now.getTime()),
              person: id,
              role: held.role,
              agency: held.agency ?? agency,
              desk: held.desk ?? null,
              province: held.province ?? null,
              commune: held.commune ?? null,
              validFrom: tx.now,
              validTo: held.validTo ?? null,
            });
          }
          await putPassword(tx, id, password);
          await putTotp(tx, id, sealed, 0);
          await putRecoveryCodes(
            tx,
            id,
            hashes.filter((hash) => hash !== undefined),
          );
          return ok();
        }),
      );
      return { id, login, secret, recoveryCodes };
    },
    code: (person, steps = 0) => totpCode(person.secret, totpStep(kernel.clock.now()) + steps),
    async cookie(person) {
      const code = person.recoveryCodes[usedCodes(person)] as string;
      const opened = must(
        await signIn(kernel.context({ kind: 'anonymous' }), { login: person.login, password: PASSWORD, code }),
      );
      return `${sessionCookieName(kernel.kernel.config)}=${opened.token}`;
    },
    async as(person) {
      return (await members.again(await members.cookie(person))) as Ctx & { readonly actor: PersonActor };
    },
    again: async (cookie) => kernel.context(await identify(kernel.kernel, cookie, 'desk')),
  };
  return members;
}

const used = new Map<string, number>();

/** Tests sign in by recovery codes, one after the other, so that the one-time code of the moment stays free for what is tested. */
function usedCodes(person: TestPerson): number {
  const next = used.get(person.id) ?? 0;
  used.set(person.id, next + 1);
  return next;
}

/** An id that is the same in every run, for objects that other modules would hold. */
export function objectId(name: string): string {
  const hex = createHmac('sha256', 'object').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Decides on an appointment as its page does; who proposed it and says no takes it back. */
export async function decideOn(
  house: TestMembers,
  ctx: Ctx,
  appointment: string,
  approve: boolean,
): Promise<Result<void>> {
  const { rows } = await house.owner.query<{ id: string; asked_by: string }>(
    "select id, asked_by from work.approval where kind = 'appointment' and object_id = $1",
    [appointment],
  );
  const own = ctx.actor.kind === 'person' && rows[0]?.asked_by === ctx.actor.person;
  return decideApproval(ctx, {
    approval: rows[0]?.id ?? '',
    decision: approve ? 'APPROVED' : own ? 'WITHDRAWN' : 'REFUSED',
  });
}
