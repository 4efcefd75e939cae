import { rmSync } from 'node:fs';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { post } from './installation.ts';
import { lachan } from './lachan.ts';

const dataDir = temporaryFolder('lachan-first-');
const LOGIN = 'nguoi.mau@bo-mau.example';
const PASSWORD = 'mot-cau-ngan-de-nho';
let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer({ dataDir, env: { DEMONSTRATION: 'off' } });
}, 180_000);
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const invite = (...args: string[]) =>
  lachan({ DATA_DIR: dataDir, DESK_PORT: new URL(server.desk).port }, 'admin', 'invite', ...args);
const asked = ['--login', LOGIN, '--name', 'Người Mẫu Đầu Tiên'];
const linkIn = (output: string) => /^http\S+\/moi\/\S+$/m.exec(output)?.[0] as string;
/** The one-time code's secret, as the page of an invitation spells it. */
const SECRET = /<code[^>]*>([A-Z2-7 ]+)</;
const page = async (link: string) => (await fetch(link)).text();

test('an empty installation gets its first administrator from the operator, and then no second one', async () => {
  expect((await invite('--login', LOGIN)).code).toBe(1);
  const nowhere = await invite(...asked, '--agency', 'KHONG-CO');
  expect([nowhere.code, nowhere.output]).toEqual([1, expect.stringContaining('lachan admin invite')]);

  const first = await invite('--login', 'go.nham@bo-mau.example', '--name', 'Người Mẫu Gõ Nhầm');
  expect([first.code, linkIn(first.output)]).toEqual([0, expect.stringContaining(`${server.desk}/moi/`)]);
  // Asked again before anybody used it: the later link counts, and the earlier is worth nothing.
  const again = await invite(...asked);
  const link = linkIn(again.output);
  expect(await page(linkIn(first.output))).not.toMatch(SECRET);
  const html = await page(link);
  const secret = SECRET.exec(html)?.[1]?.replaceAll(' ', '') as string;
  const done = await post(server.desk, `${new URL(link).pathname}?/xong`, {
    password: PASSWORD,
    again: PASSWORD,
    code: generateSync({ secret }),
  });
  expect(done.status).toBe(200);
  const [recovery] = [...done.body.matchAll(/<li[^>]*>([a-z0-9-]{8,})<\/li>/gi)].map(([, code]) => code);
  const signedIn = await post(server.desk, '/dang-nhap?/vao', {
    login: LOGIN,
    password: PASSWORD,
    code: recovery as string,
  });
  expect(signedIn.status).toBe(303);
  const people = await fetch(`${server.desk}/nguoi`, { headers: { cookie: signedIn.cookies[0] as string } });
  expect(people.status).toBe(200);
  expect(await people.text()).toContain('Người Mẫu Đầu Tiên');

  const late = await invite('--login', 'nguoi.khac@bo-mau.example', '--name', 'Người Mẫu Khác');
  expect([late.code, late.output]).toEqual([1, expect.stringContaining('There is an administrator who can sign in.')]);
  expect(linkIn(late.output)).toBeUndefined();
  expect(server.output()).not.toContain(new URL(link).pathname);
}, 240_000);
