import type pg from 'pg';
import { demonstrationCases } from '../../src/cases/index.ts';
import { seedDemonstrationRegister } from '../../src/hashes/index.ts';
import { holdsRealReports, seedDemonstrationReports } from '../../src/intake/index.ts';
import {
  ConfigError,
  type Ctx,
  createContext,
  type Kernel,
  newId,
  type Result,
  systemActor,
} from '../../src/kernel/index.ts';
import { seedDemonstrationListening } from '../../src/listening/index.ts';
import {
  closeDemonstrationPeople,
  demonstrationActors,
  demonstrationCommunes,
  demonstrationSignIns,
  holdsRealPeople,
  seedDemonstrationPeople,
} from '../../src/members/index.ts';
import { readPastNotices } from '../../src/work/index.ts';
import type { App } from './app.ts';
import { modules } from './modules.ts';

const DEMONSTRATION_REPORTS = 300;

/**
 * The kernel as it may run: never with the demonstration where somebody's matter is, since its passwords are shown to everybody.
 * Where the demonstration only follows from the embedded database it is left out, and that is said.
 * @throws ConfigError where it was asked for
 */
export async function withoutDemonstrationOverRealRows(kernel: Kernel, say: (line: string) => void): Promise<Kernel> {
  if (!kernel.config.demonstration) return kernel;
  const ctx = createContext(kernel, {
    actor: systemActor('server.prepare-data'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
  if (!must(await holdsRealPeople(ctx)) && !must(await holdsRealReports(ctx))) return kernel;
  if (kernel.config.demonstrationAsked)
    throw new ConfigError(
      'DEMONSTRATION="on": this database holds people or reports that are of no demonstration. Set DEMONSTRATION=off, or give the demonstration a DATA_DIR of its own.',
    );
  say(
    'Cơ sở dữ liệu có dữ liệu thật: không chạy minh họa · The database holds what is of no demonstration: started without it',
  );
  return { ...kernel, config: { ...kernel.config, demonstration: false } };
}

/**
 * Brings the data that the code of each module carries into the database, and the invented demonstration where the
 * settings ask for it. Safe at every start: what is there stays.
 * @returns whether the demonstration is shown
 */
export async function prepareData(kernel: Kernel, owner: pg.Pool, say: (line: string) => void): Promise<boolean> {
  const ctx = createContext(kernel, {
    actor: systemActor('server.prepare-data'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
  for (const { sync } of modules) if (sync) must(await sync(ctx, { owner, say }));
  if (kernel.config.demonstration) await seedDemonstration(ctx, say);
  else must(await closeDemonstrationPeople(ctx));
  return kernel.config.demonstration;
}

async function seedDemonstration(ctx: Ctx, say: (line: string) => void): Promise<void> {
  const people = must(await seedDemonstrationPeople(ctx));
  const entries = must(await seedDemonstrationRegister(ctx));
  if (entries > 0) say(`Đã tạo ${entries} mục mã băm hư cấu · ${entries} invented hash entries`);
  if (people === 0) return;
  say('Đang tạo dữ liệu minh họa … · Making the demonstration');
  const signIns = must(await demonstrationSignIns(ctx));
  const cases = must(await demonstrationCases(ctx));
  const { handOver } = cases;
  must(
    await seedDemonstrationReports(ctx, { count: DEMONSTRATION_REPORTS, communes: demonstrationCommunes, handOver }),
  );
  const opened = must(await cases.play());
  const heard = must(await seedDemonstrationListening(ctx));
  must(
    await readPastNotices(
      ctx,
      must(await demonstrationActors(ctx)).map(({ person }) => person),
    ),
  );
  say(
    `  ${signIns.length} người, ${DEMONSTRATION_REPORTS} báo tin, ${opened} hồ sơ, ${heard} bài đăng, tất cả là hư cấu · people, reports, cases and posts, all invented`,
  );
}

/** How to sign in as the invented people, for the terminal. */
export async function demonstrationLines(app: App): Promise<string[]> {
  const ctx = app.context({
    actor: systemActor('server.demonstration'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
  const signIns = must(await demonstrationSignIns(ctx));
  return [
    `Người dùng minh họa (hư cấu), mật khẩu chung: ${signIns[0]?.password} · Invented people, one password for all`,
    'Trang đăng nhập của bàn làm việc cho xem mã một lần · The sign-in page shows the current one-time code',
    ...signIns.map(({ login, roles }) => `  ${login.padEnd(34)} ${roles.map((role) => role.vi).join(', ')}`),
  ];
}

/** At start a refusal is a fault of the data that the code carries. */
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the start was refused: ${result.refusal.code} ${result.refusal.field ?? ''}`);
  return result.value;
}
