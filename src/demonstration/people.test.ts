import { expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { code, must } from '../../tools/test/test-result.ts';
import { anonymous } from '../kernel/index.ts';
import {
  closeDemonstrationPeople,
  type DemonstrationSignIn,
  identify,
  inviteFirstAdministrator,
  signIn,
} from '../members/index.ts';
import { openTestMembers } from '../members/members.testing.ts';
import { enterPeople } from './enter-people.ts';
import { listSignIns } from './sign-ins.ts';

const house = fileFixture(() => openTestMembers());
const nobody = () => house.context(anonymous);

test('every invented person can sign in with what is shown, also a second time in the same half minute, and nobody else is shown', async () => {
  const real = await house.person('C111', ['111_supervisor']);
  expect(must(await listSignIns(nobody()))).toEqual([]);
  expect(must(await enterPeople(nobody()))).toBe(49);
  expect(must(await enterPeople(nobody()))).toBe(0);
  for (const round of [1, 2]) {
    const shown = must(await listSignIns(nobody()));
    expect(shown).toHaveLength(40);
    expect(shown.map((one) => one.login)).not.toContain(real.login);
    for (const one of shown) {
      expect(one.login).toMatch(/\.example$/);
      expect(one.roles).toHaveLength(1);
      const opened = must(await signIn(nobody(), one));
      const actor = await identify(house.kernel, `lachan_desk=${opened.token}`, 'desk');
      expect(actor, `round ${round}`).toMatchObject({
        kind: 'person',
        name: one.name,
        assignments: [{ role: one.roles[0]?.code }],
      });
    }
  }
  const { password } = must(await listSignIns(nobody()))[0] as { password: string };
  expect(password).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/);
  const { rows } = await house.owner.query(
    "select string_agg(row_to_json(p)::text || row_to_json(t)::text, '') as text from members.password p join members.totp t using (person)",
  );
  expect(rows[0].text).not.toContain(password);
}, 120_000);

test('with the demonstration off its people sign in by no way, hold no session and are nobody’s administrator', async () => {
  await house.owner.query('update members.totp set last_step = 0');
  const { login, password, code: once } = must(await listSignIns(nobody()))[0] as DemonstrationSignIn;
  const open = must(await signIn(nobody(), { login, password, code: once }));
  const cookie = `lachan_desk=${open.token}`;
  expect((await identify(house.kernel, cookie, 'desk')).kind).toBe('person');
  await house.owner.query(
    'update members.person set disabled_at = now() where not is_demonstration; update members.totp set last_step = 0',
  );
  const first = { login: 'that@bo-mau.example', name: 'Người Mẫu Đầu', agency: 'MOH' };
  expect(house.kernel.config.demonstration).toBe(false);

  expect(must(await closeDemonstrationPeople(nobody()))).toBe(49);
  expect((await identify(house.kernel, cookie, 'desk')).kind).toBe('anonymous');
  expect(code(await signIn(nobody(), { login, password, code: once }))).toBe('sign-in.not-accepted');
  expect(must(await listSignIns(nobody()))).toEqual([]);
  // No administrator is left who could sign in, so the operator invites a real one.
  expect(code(await inviteFirstAdministrator(house.platform, first))).toBe('accepted');

  // Opened again with the demonstration, except who was closed for another reason.
  await house.owner.query("update members.person set disabled_by = 'someone' where login = $1", [login]);
  must(await enterPeople(nobody()));
  const again = must(await listSignIns(nobody()));
  expect(again).toHaveLength(39);
  expect(again.map((one) => one.login)).not.toContain(login);
});
