import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '../../kernel/index.ts';
import { openTestMembers, type TestMembers, value } from '../members.testing.ts';
import { identify } from '../sign-in/identify.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { demonstrationSignIns, seedDemonstrationPeople } from './demonstration.ts';

let house: TestMembers;
beforeAll(async () => {
  house = await openTestMembers();
});
afterAll(() => house.close());
const nobody = () => house.context(anonymous);

test('every invented person can sign in with what is shown, also a second time in the same half minute, and nobody else is shown', async () => {
  const real = await house.person('C111', ['111_supervisor']);
  expect(value(await demonstrationSignIns(nobody()))).toEqual([]);
  expect(value(await seedDemonstrationPeople(nobody()))).toBe(26);
  expect(value(await seedDemonstrationPeople(nobody()))).toBe(0);
  for (const round of [1, 2]) {
    const shown = value(await demonstrationSignIns(nobody()));
    expect(shown).toHaveLength(25);
    expect(shown.map((one) => one.login)).not.toContain(real.login);
    for (const one of shown) {
      expect(one.login).toMatch(/\.example$/);
      expect(one.roles).toHaveLength(1);
      const opened = value(await signIn(nobody(), one));
      const actor = await identify(house.kernel, `lachan_desk=${opened.token}`, 'desk');
      expect(actor, `round ${round}`).toMatchObject({
        kind: 'person',
        name: one.name,
        assignments: [{ role: one.roles[0]?.code }],
      });
    }
  }
  const { password } = value(await demonstrationSignIns(nobody()))[0] as { password: string };
  expect(password).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/);
  const { rows } = await house.owner.query(
    "select string_agg(row_to_json(p)::text || row_to_json(t)::text, '') as text from members.password p join members.totp t using (person)",
  );
  expect(rows[0].text).not.toContain(password);
}, 120_000);
