import { parseArgs } from 'node:util';
import { createContext, createLog, newId, openKernel, readConfig, systemActor } from '../../src/kernel/index.ts';
import { inviteFirstAdministrator } from '../../src/members/index.ts';
import { dataFolder, reachDatabase } from '../../tools/reach-database.ts';
import { deskUrlOf } from '../server/build-app.ts';

/** The ministry that keeps the system (vocabulary, `agencies.ts`). */
const HOME = 'MOH';

/** Invites the first administrator. The link is printed here and is nowhere else; asking again ends it. */
export async function adminInvite(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { login: { type: 'string' }, name: { type: 'string' }, agency: { type: 'string', default: HOME } },
  });
  const { login, name, agency } = values;
  if (!login || !name) throw new Error('say --login (the official e-mail address) and --name');
  const database = await reachDatabase();
  try {
    const config = readConfig({ ...process.env, DATA_DIR: dataFolder() });
    const kernel = await openKernel(config, database.url, { log: createLog('silent') });
    try {
      const ctx = createContext(kernel, {
        actor: systemActor('cli.admin-invite'),
        requestId: newId<'request'>(),
        language: 'vi',
      });
      const invited = await inviteFirstAdministrator(ctx, { login, name, agency });
      if (!invited.ok) {
        const { vi, en } = invited.refusal.text;
        throw new Error(`${vi.title} ${vi.next} · ${en.title} ${en.next}`);
      }
      console.log(`${deskUrlOf(config)}/moi/${invited.value}`);
      console.log(
        `Chỉ hiện lần này; dùng được 72 giờ. Gửi tận tay ${login} · Shown once; good for 72 hours. Hand it to ${login} in person.`,
      );
    } finally {
      await kernel.close();
    }
  } finally {
    await database.close();
  }
}
