import { randomUUID } from 'node:crypto';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { answerRisk } from '../risk/answer-risk.ts';
import type { CounsellingHome } from '../testing.ts';
import { addOfficer } from './keep-officers.ts';

/** Ba Đình in Hà Nội; Hải Châu in Đà Nẵng is far away. */
export const COMMUNE = '00004';
export const AGENCY = `UBND-${COMMUNE}`;
export const ELSEWHERE = '20242';

/** Somebody of an agency, with an inbox. */
export async function official(
  home: CounsellingHome,
  role: string,
  agency: string,
  province?: string,
): Promise<PersonActor> {
  const person = newId<'person'>();
  const now = home.clock.now();
  await home.owner.query(
    `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'Người trực thử', $3, $4, 'test')`,
    [person, `${person}@don-vi.example`, agency, now],
  );
  await home.owner.query(
    `insert into members.role_assignment (id, person, role, agency, province, valid_from, given_by, given_at) values ($1, $2, $3, $4, $5, $6, 'test', $6)`,
    [newId(), person, role, agency, province ?? null, now],
  );
  return testPerson(role, agency, { person, ...(province === undefined ? {} : { province }) });
}

export const onRoster = async (
  home: CounsellingHome,
  by: PersonActor,
  more: Partial<Parameters<typeof addOfficer>[1]> = {},
) =>
  must(
    await addOfficer(home.at(by), {
      agency: AGENCY,
      name: 'Cán bộ trực thử',
      phone: '0240000111',
      rank: 'OFFICER',
      days: [1, 2, 3, 4, 5, 6, 7],
      from: 0,
      to: 1_440,
      ...more,
    }),
  ).id;

/** A child in danger now, and the helper who has the contact. */
export async function inDanger(home: CounsellingHome): Promise<{ contact: string; helper: PersonActor }> {
  const helper = await home.onShift();
  const { contact } = await home.child({ firstLine: 'Em sợ.' });
  must(await acceptContact(home.at(helper), { contact }));
  const answer = { contact, kind: 'VIOLENCE_NOW', step: 'here', answer: 'yes', answerKey: randomUUID() } as const;
  must(await answerRisk(home.at(helper), answer));
  return { contact, helper };
}
