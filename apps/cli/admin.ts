import { parseArgs } from 'node:util';
import { inviteFirstAdministrator } from '../../src/members/index.ts';
import { deskUrlOf } from '../server/build-app.ts';
import { asPlatform } from './installation.ts';
import { orSentence } from './or-sentence.ts';

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
  await asPlatform('cli.admin-invite', async (ctx) => {
    const invited = orSentence(await inviteFirstAdministrator(ctx, { login, name, agency }));
    console.log(`${deskUrlOf(ctx.kernel.config)}/moi/${invited}`);
    console.log(
      `Chỉ hiện lần này; dùng được 72 giờ. Gửi tận tay ${login} · Shown once; good for 72 hours. Hand it to ${login} in person.`,
    );
  });
}
