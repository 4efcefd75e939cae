import type { Ctx, Result } from '../kernel/index.ts';
import { type DemonstrationSignIn, demonstrationSignIns } from '../members/index.ts';
import { people } from './people.ts';

const LOGINS = people.map(({ login }) => login);

/** How to sign in as the invented people. */
export function listSignIns(ctx: Ctx): Promise<Result<DemonstrationSignIn[]>> {
  return demonstrationSignIns(ctx, LOGINS);
}

/** The same as lines for the terminal. */
export async function signInLines(ctx: Ctx): Promise<string[]> {
  const signIns = await listSignIns(ctx);
  if (!signIns.ok) return [];
  return [
    `Người dùng minh họa (hư cấu), mật khẩu chung: ${signIns.value[0]?.password} · Invented people, one password for all`,
    'Trang đăng nhập của bàn làm việc cho xem mã một lần · The sign-in page shows the current one-time code',
    ...signIns.value.map(({ login, roles }) => `  ${login.padEnd(34)} ${roles.map((role) => role.vi).join(', ')}`),
  ];
}
