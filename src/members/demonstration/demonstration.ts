import {
  type Ctx,
  HOUR,
  keyedDigest,
  newId,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  type Vault,
} from '../../kernel/index.ts';
import { role as roleList } from '../../vocabulary/index.ts';
import type { AgencySeed } from '../agencies/agency.ts';
import { agencyRows, upsertAgencies } from '../agencies/agency-store.ts';
import { nameKey } from '../people/name-key.ts';
import {
  demonstrationPeople,
  insertAssignment,
  insertPerson,
  liveAssignments,
  personByLogin,
  personRow,
} from '../people/person-store.ts';
import { demonstrationAccounts, putPassword, putTotp } from '../sign-in/credential-store.ts';
import { totpCode, totpContext, totpStep } from '../sign-in/one-time-code.ts';
import { hashPassword } from '../sign-in/password.ts';
import { reopenInvented } from './demonstration-store.ts';

/** An invented person for the demonstration: the names are adjectives and virtues, the addresses end in `.example`. */
interface Invented {
  readonly login: string;
  readonly name: string;
  readonly agency: string;
  readonly role: string;
  readonly desk?: string;
  readonly province?: string;
  readonly commune?: string;
  /** A colleague whose name stands in files; nobody is shown how to sign in as them. */
  readonly unseen?: true;
}

/** The demonstration's commune and its province, and a commune of another province. */
const COMMUNE = '00004';
const PROVINCE = '01';
const ELSEWHERE = '20242';

/** Communes in whose cases invented people work: two of one province, and one each of three others. */
export const demonstrationCommunes = [COMMUNE, '00008', ELSEWHERE, '26740', '31120'] as const;

/** Invented organisations, for what no list of the state holds. */
const organisations: readonly AgencySeed[] = [
  organisation('FACILITY-MAU-1', 'FACILITY', 'Trung tâm Công tác xã hội Mẫu', 'Sample Social Work Centre'),
  organisation('FACILITY-MAU-2', 'FACILITY', 'Nhà tạm lánh Mẫu', 'Sample Shelter'),
  organisation('SCHOOL-MAU-1', 'SCHOOL', 'Trường Trung học cơ sở Mẫu', 'Sample Lower Secondary School'),
];

function organisation(code: string, kind: string, nameVi: string, nameEn: string): AgencySeed {
  return {
    code,
    nameVi,
    nameEn,
    kind,
    level: 'PRIVATE',
    predecessors: [],
    functions: [],
    source: 'demonstration, invented',
    verified: false,
  };
}

const invented: readonly Invented[] = [
  {
    login: 'tiep.nhan@tongdai111.example',
    name: 'Trần Mẫu Tiếp Nhận',
    agency: 'C111',
    role: '111_agent',
    desk: '111-intake',
  },
  {
    login: 'tu.van.mot@tongdai111.example',
    name: 'Nguyễn Mẫu Lắng Nghe',
    agency: 'C111',
    role: '111_counsellor',
    desk: '111-intake',
  },
  {
    login: 'tu.van.hai@tongdai111.example',
    name: 'Lê Mẫu Kiên Nhẫn',
    agency: 'C111',
    role: '111_counsellor',
    desk: '111-intake',
  },
  {
    login: 'giam.sat@tongdai111.example',
    name: 'Phạm Mẫu Cẩn Trọng',
    agency: 'C111',
    role: '111_supervisor',
    desk: '111-intake',
  },
  { login: 'quan.tri@tongdai111.example', name: 'Đỗ Mẫu Ngăn Nắp', agency: 'C111', role: 'agency_admin' },
  { login: 'du.lieu@tongdai111.example', name: 'Hồ Mẫu Kín Đáo', agency: 'C111', role: 'dpo' },
  { login: 'kiem.tra@tongdai111.example', name: 'Ngô Mẫu Minh Bạch', agency: 'C111', role: 'auditor' },
  {
    login: 'can.bo@xa-mau.example',
    name: 'Hoàng Mẫu Tận Tâm',
    agency: `UBND-${COMMUNE}`,
    role: 'commune_child_officer',
    commune: COMMUNE,
  },
  {
    login: 'chu.tich@xa-mau.example',
    name: 'Vũ Mẫu Trách Nhiệm',
    agency: `UBND-${COMMUNE}`,
    role: 'commune_chair',
    commune: COMMUNE,
  },
  {
    login: 'so.y.te@tinh-mau.example',
    name: 'Bùi Mẫu Chu Đáo',
    agency: `SYT-${PROVINCE}`,
    role: 'province_child_officer',
    province: PROVINCE,
  },
  { login: 'tre.em@bo-mau.example', name: 'Đặng Mẫu Bao Quát', agency: 'MOH-MCD', role: 'ministry_child_officer' },
  {
    login: 'truc.ban@a05-mau.example',
    name: 'Phan Mẫu Nhanh Nhạy',
    agency: 'MPS-A05',
    role: 'police_intake',
    desk: 'a05-intake',
  },
  { login: 'phan.tich.mot@a05-mau.example', name: 'Lý Mẫu Tỉ Mỉ', agency: 'MPS-A05', role: 'content_analyst' },
  { login: 'phan.tich.hai@a05-mau.example', name: 'Đinh Mẫu Thận Trọng', agency: 'MPS-A05', role: 'content_analyst' },
  { login: 'van.hanh@a05-mau.example', name: 'Mai Mẫu Chính Xác', agency: 'MPS-A05', role: 'hash_db_operator' },
  { login: 'phe.duyet@a05-mau.example', name: 'Cao Mẫu Công Tâm', agency: 'MPS-A05', role: 'hash_db_approver' },
  {
    login: 'lang.nghe@bo-mau.example',
    name: 'Thái Mẫu Chăm Chú',
    agency: 'MOH-MCD',
    role: 'listening_analyst',
  },
  {
    login: 'tham.dinh.mot@bo-mau.example',
    name: 'Kiều Mẫu Khách Quan',
    agency: 'MOH-MCD',
    role: 'listening_reviewer',
  },
  {
    login: 'tham.dinh.hai@bo-mau.example',
    name: 'Quách Mẫu Công Bằng',
    agency: 'MOH-MCD',
    role: 'listening_reviewer',
  },
  {
    login: 'phu.trach@bo-mau.example',
    name: 'Triệu Mẫu Vững Vàng',
    agency: 'MOH-MCD',
    role: 'listening_supervisor',
  },
  { login: 'kiem.tra@a05-mau.example', name: 'Đào Mẫu Ngay Thẳng', agency: 'MPS-A05', role: 'auditor' },
  { login: 'du.lieu@bo-mau.example', name: 'Lưu Mẫu Cẩn Mật', agency: 'MOH-MCD', role: 'dpo' },
  { login: 'he.thong@bo-mau.example', name: 'Tạ Mẫu Bền Bỉ', agency: 'MOH', role: 'sysadmin' },
  {
    login: 'dieu.tra@cong-an-mau.example',
    name: 'Trịnh Mẫu Kiên Định',
    agency: `CAT-${PROVINCE}`,
    role: 'police_investigator',
    province: PROVINCE,
  },
  {
    login: 'nhan.vien@co-so-mau.example',
    name: 'Châu Mẫu Ân Cần',
    agency: 'FACILITY-MAU-1',
    role: 'facility_worker',
  },
  ...communePeople(ELSEWHERE, 'phuong-khac', ['Dương Mẫu Nhẫn Nại', 'Lương Mẫu Quyết Đoán']),
  ...communePeople('00008', 'phuong-ben', ['Hà Mẫu Chân Thành', 'Tô Mẫu Điềm Tĩnh'], true),
  ...communePeople('26740', 'phuong-nam', ['Kiều Mẫu Nhân Ái', 'Quách Mẫu Chính Trực'], true),
  ...communePeople('31120', 'phuong-tay', ['La Mẫu Hiền Hòa', 'Mạc Mẫu Công Minh'], true),
  {
    login: 'nhan.vien@tam-lanh-mau.example',
    name: 'Thái Mẫu Chở Che',
    agency: 'FACILITY-MAU-2',
    role: 'facility_worker',
    unseen: true,
  },
];

/** The child-protection officer and the chair of a commune. */
function communePeople(commune: string, place: string, names: readonly [string, string], unseen?: true): Invented[] {
  return (['commune_child_officer', 'commune_chair'] as const).map((role, at) => ({
    login: `${at === 0 ? 'can.bo' : 'chu.tich'}@${place}.example`,
    name: names[at] ?? '',
    agency: `UBND-${commune}`,
    role,
    commune,
    ...(unseen ? { unseen } : {}),
  }));
}

export interface DemonstrationSignIn {
  readonly login: string;
  readonly name: string;
  readonly agency: string;
  readonly roles: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  readonly password: string;
  /** The one-time code that will be accepted next. */
  readonly code: string;
}

/**
 * Puts the invented people of the demonstration in, with their organisations, roles and a way to sign in; only the
 * demonstration's start calls it. Safe to run again. @returns how many were new
 */
export async function seedDemonstrationPeople(ctx: Ctx): Promise<Result<number>> {
  const platform = ctx.as(systemActor('members.demonstration'));
  const password = await demonstrationPassword(ctx.kernel.vault);
  const founded = await platform.transaction(async (tx) => {
    await upsertAgencies(tx, organisations);
    await reopenInvented(tx);
    for (const { code } of organisations) await ctx.kernel.sealing.createFirstDeskKey(tx, code);
    const existing = new Set(
      (await agencyRows(tx, { codes: invented.map((one) => one.agency), limit: 100 })).map((one) => one.code),
    );
    return ok(existing);
  });
  if (!founded.ok) return founded;
  // An installation may hold a part of the country only: nobody works at an agency that is not there.
  const people = invented.filter((one) => founded.value.has(one.agency));
  const added = await Promise.all(people.map((one, place) => putIn(platform, one, place, password)));
  const refused = added.find((one) => !one.ok);
  return refused ?? ok(added.filter((one) => one.ok && one.value).length);
}

/** @returns whether the person was new */
async function putIn(platform: Ctx, one: Invented, place: number, password: string): Promise<Result<boolean>> {
  const { vault } = platform.kernel;
  const known = await platform.transaction(async (tx) => ok((await personByLogin(tx, one.login)) !== undefined));
  if (!known.ok || known.value) return known.ok ? ok(false) : known;
  // Listed in the order of their ids.
  const id = newId<'person'>(platform.now.getTime() + place);
  const proof = one.unseen
    ? undefined
    : {
        hash: await hashPassword(vault, password),
        sealed: await vault.wrap(Buffer.from(await demonstrationSecret(vault, one.login), 'utf8'), totpContext(id)),
      };
  return platform.transaction(async (tx) => {
    if (!(await insertPerson(tx, { id, login: one.login, name: one.name, agency: one.agency, isDemonstration: true })))
      return ok(false);
    await insertAssignment(tx, {
      id: newId<'role-assignment'>(tx.now.getTime()),
      person: id,
      role: one.role,
      agency: one.agency,
      desk: one.desk ?? null,
      province: one.province ?? null,
      commune: one.commune ?? null,
      validFrom: tx.now,
      validTo: null,
    });
    if (proof) {
      await putPassword(tx, id, proof.hash);
      await putTotp(tx, id, proof.sealed, 0);
    }
    tx.audit({
      action: 'person.manage',
      organisation: one.agency,
      object: { kind: 'person', id },
      codes: { act: 'demonstration', role: one.role },
    });
    return ok(true);
  });
}

/** Whether a person was made for the demonstration: what they enter is marked as invented. */
export async function isDemonstrationPerson(ctx: Ctx, person: string): Promise<boolean> {
  const found = await ctx
    .as(systemActor('members.demonstration'))
    .transaction(async (tx) => ok((await personRow(tx, person))?.isDemonstration === true));
  return found.ok && found.value;
}

/** The invented people with their roles, as actors: who plays the demonstration's past. */
export async function demonstrationActors(ctx: Ctx): Promise<Result<PersonActor[]>> {
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => {
    const held = await liveAssignments(tx);
    const people = await demonstrationPeople(tx);
    const keys = await Promise.all(people.map((person) => nameKey(ctx.kernel.vault, person.name)));
    return ok(
      people.map(
        (person, place): PersonActor => ({
          kind: 'person',
          person: person.id,
          name: person.name,
          agency: person.agency,
          assignments: held
            .filter((one) => one.person === person.id)
            .map(({ role, agency, desk, province, commune }) => ({
              role,
              agency,
              ...(desk === null ? {} : { desk }),
              ...(province === null ? {} : { province }),
              ...(commune === null ? {} : { commune }),
            })),
          nameKey: keys[place] as string,
          grants: [],
          exclusions: [],
          session: 'demonstration',
          purpose: 'protection',
          steppedUpUntil: new Date(tx.now.getTime() + HOUR),
        }),
      ),
    );
  });
}

/** How to sign in as the demonstration's people, and as nobody else: a person who was not made for it is never in the list. */
export async function demonstrationSignIns(ctx: Ctx): Promise<Result<DemonstrationSignIn[]>> {
  const { vault } = ctx.kernel;
  const password = await demonstrationPassword(vault);
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => {
    // Who was entered while the demonstration ran has a password and a secret of their own.
    const made = new Set(invented.map((one) => one.login));
    const people = (await demonstrationAccounts(tx)).filter((person) => made.has(person.login));
    const held = await liveAssignments(tx);
    const signIns = await Promise.all(
      people.map(async (person) => {
        const secret = Buffer.from(await vault.unwrap(person.sealedSecret, totpContext(person.id))).toString('utf8');
        // A code works once; the next step's is accepted too, so that two people may try the same desk at once.
        const step = Math.min(Math.max(totpStep(tx.now), person.lastStep + 1), totpStep(tx.now) + 1);
        const roles = [...new Set(held.filter((one) => one.person === person.id).map((one) => one.role))].flatMap(
          (code) => {
            return roleList.has(code) ? [{ code, vi: roleList.label(code, 'vi'), en: roleList.label(code, 'en') }] : [];
          },
        );
        return {
          login: person.login,
          name: person.name,
          agency: person.agency,
          roles,
          password,
          code: totpCode(secret, step),
        };
      }),
    );
    return ok(signIns);
  });
}

const CONSONANTS = 'bdghklmnprstvx';
const VOWELS = 'aeiou';

/** One password per installation for all invented people, from the vault: five groups that can be read aloud, 60 bits. */
async function demonstrationPassword(vault: Vault): Promise<string> {
  const bytes = await vault.derive('demonstration-password');
  const letter = (alphabet: string, at: number) => alphabet[(bytes[at] ?? 0) % alphabet.length];
  return Array.from({ length: 5 }, (_, group) =>
    [0, 1, 2, 3].map((place) => letter(place % 2 === 0 ? CONSONANTS : VOWELS, group * 4 + place)).join(''),
  ).join('-');
}

/** The person's secret for one-time codes in base 32. */
async function demonstrationSecret(vault: Vault, login: string): Promise<string> {
  const bytes = (await keyedDigest(vault, 'demonstration-totp', login)).subarray(0, 20);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
    .join('');
}
