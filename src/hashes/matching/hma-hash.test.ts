import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { near, openTestRegister } from '../hashes.testing.ts';
import { withdrawEntry } from '../index.ts';

const at = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const scene = at('hash-kernel/testdata/pdq/scene-01.png');
const flat = at('hash-kernel/testdata/pdq/flat-grey.png');
const video = at('src/hashes/media/testdata/tiny.mp4');

/** Each file has a fresh process, which compiles FFmpeg: under a second alone, and much more where every processor is busy. */
const FFMPEG = 180_000;

const house = fileFixture(() => openTestRegister());
beforeAll(async () => {
  await house.member('PLATFORM_A');
});

async function post(parts: readonly (readonly [string, Uint8Array | string])[], scopes = ['hash.match']) {
  const form = new FormData();
  for (const [field, content] of parts) {
    if (typeof content === 'string') form.append(field, content);
    else form.append(field, new Blob([new Uint8Array(content)]), 'upload.bin');
  }
  const response = await fetch(`${house.base}/h/hash`, {
    method: 'POST',
    headers: house.key('PLATFORM_A', ...scopes),
    body: form,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  };
}

describe('/m/lookup with a file', () => {
  const lookup = async (field: string, content: Uint8Array, query = '', scopes = ['hash.match']) => {
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(content)]), 'upload.bin');
    const response = await fetch(`${house.base}/m/lookup${query}`, {
      method: 'POST',
      headers: house.key('PLATFORM_A', ...scopes),
      body: form,
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  test('finds a photo by its PDQ hash, in the banks that are asked', async () => {
    const hash = '66936cd293e996522ad867825327a6bda316726c03eda955fc12e10cb4e55dae';
    expect((await lookup('photo', scene)).body).toEqual({ pdq: {} });
    const entry = await house.active([{ type: 'pdq', value: near(hash, 7) }]);
    await house.refresh();
    await house.service.catchUp();
    const found = { NATIONAL: [{ bank_content_id: expect.any(Number), distance: '7' }] };
    expect(await lookup('photo', scene)).toMatchObject({ status: 200, body: { pdq: found } });
    expect((await lookup('photo', scene, '?banks=NOWHERE')).body).toEqual({ pdq: {} });
    must(await withdrawEntry(house.as(house.people.approver), { entry }));
    await house.service.catchUp();
    expect((await lookup('photo', scene)).body).toEqual({ pdq: {} });
  });

  test(
    'finds a video by its MD5 and by its frames, a content once',
    async () => {
      const hashed = await post([['video', video]]);
      const frames = Object.values(JSON.parse(hashed.body.vpdq as string) as Record<string, { hash: string }>);
      await house.active(
        [
          { type: 'md5', value: hashed.body.video_md5 as string },
          ...frames.map(({ hash }) => ({ type: 'vpdq' as const, value: hash })),
        ],
        { mediaKind: 'video' },
      );
      await house.refresh();
      await house.service.catchUp();
      const { body } = await lookup('video', video);
      const content = [{ bank_content_id: expect.any(Number), distance: '0' }];
      expect(body).toEqual({ video_md5: { NATIONAL: content }, vpdq: { NATIONAL: content } });
    },
    FFMPEG,
  );

  test('a plain picture finds nothing and says why; a file of another kind, none, and no right are refused', async () => {
    const plain = await lookup('photo', flat);
    expect(plain).toMatchObject({ status: 200, body: {} });
    expect(plain.headers.get('x-lachan-refused')).toBe('pdq; signal.quality-too-low; quality=0');
    expect((await lookup('video', scene)).status).toBe(400);
    expect((await lookup('file', scene)).status).toBe(400);
    expect((await lookup('photo', scene, '', ['hash.read'])).status).toBe(403);
  });
});

describe('a file that is refused before it is read', () => {
  test('leaves its connection as it was: what comes on it afterwards is answered', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (scopes: readonly string[], content: Uint8Array) =>
      new Promise<number>((resolve, reject) => {
        const outgoing = request(
          `${house.base}/h/hash`,
          {
            method: 'POST',
            agent,
            headers: {
              ...house.key('PLATFORM_A', ...scopes),
              'content-type': 'multipart/form-data; boundary=b',
              'content-length': content.length,
            },
          },
          (incoming) => incoming.resume().once('end', () => resolve(incoming.statusCode ?? 0)),
        );
        outgoing.once('error', reject).end(content);
      });
    const nothing = Buffer.from('--b--\r\n');
    expect(await ask(['hash.read'], scene)).toBe(403);
    // For longer than the server waits for the rest of a body.
    for (let waited = 0; waited < 8; waited += 1) {
      expect(await ask(['hash.match'], nothing)).toBe(400);
      await sleep(100);
    }
    agent.destroy();
  });
});

describe('/h/hash', () => {
  test('a photo gives its PDQ hash, as HMA answers', async () => {
    const { status, body } = await post([['photo', scene]]);
    expect(status).toBe(200);
    expect(body).toEqual({ pdq: '66936cd293e996522ad867825327a6bda316726c03eda955fc12e10cb4e55dae' });
  });

  test(
    'a video gives its MD5 and its frames',
    async () => {
      const { status, headers, body } = await post([['video', video]]);
      expect(status, body.message).toBe(200);
      expect(headers.get('x-lachan-partial')).toBeNull();
      expect(body.video_md5).toMatch(/^[0-9a-f]{32}$/);
      const frames = JSON.parse(body.vpdq as string) as Record<string, object>;
      expect(Object.keys(frames)).toEqual(['0', '10', '20']);
      expect(frames[10]).toEqual({
        quality: expect.any(Number),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        timestamp: 1,
      });
    },
    FFMPEG,
  );

  test(
    'a video of which a part is missing gives the frames that are there, and says that they are not all',
    async () => {
      const cut = at('src/hashes/media/testdata/d_mandel_vp9_360_30.webm').subarray(0, 600_000);
      const { status, headers, body } = await post([['video', cut]]);
      expect(status, body.message).toBe(200);
      expect(headers.get('x-lachan-partial')).toBe('vpdq');
      expect(Object.keys(JSON.parse(body.vpdq as string) as object).length).toBeGreaterThan(0);
    },
    FFMPEG,
  );

  test('a plain picture has an empty hash, and a header that says why', async () => {
    const { status, headers, body } = await post([['photo', flat]]);
    expect([status, body]).toEqual([200, { pdq: '' }]);
    expect(headers.get('x-lachan-refused')).toBe('pdq; signal.quality-too-low; quality=0');
  });

  test.each<[string, readonly (readonly [string, Uint8Array | string])[], number]>([
    ['nothing', [], 400],
    [
      'two files',
      [
        ['photo', flat],
        ['photo', flat],
      ],
      400,
    ],
    ['a field of another name', [['picture', flat]], 400],
    ['text instead of a file', [['photo', 'flat']], 400],
    ['a video called a photo', [['photo', video]], 400],
    ['no picture', [['photo', Buffer.from('<svg/>')]], 415],
    ['a damaged picture', [['photo', scene.subarray(0, 5_000)]], 422],
    ['an empty file', [['photo', new Uint8Array()]], 422],
  ])('%s is refused in the shape of HMA', async (_name, parts, status) => {
    const answer = await post(parts);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/\w/);
  });

  test('what is over the limit is refused before it is read', async () => {
    const response = await fetch(`${house.base}/h/hash`, {
      method: 'POST',
      headers: { ...house.key('PLATFORM_A', 'hash.match'), 'content-type': 'multipart/form-data; boundary=x' },
      body: new Uint8Array(9 * 2 ** 20),
    });
    expect(response.status).toBe(413);
  });

  test('an address is not fetched; a body that is no multipart is refused', async () => {
    const key = house.key('PLATFORM_A', 'hash.match');
    expect((await fetch(`${house.base}/h/hash?url=http://127.0.0.1:1/x.png`, { headers: key })).status).toBe(400);
    for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=x'])
      expect(
        (await fetch(`${house.base}/h/hash`, { method: 'POST', headers: { ...key, 'content-type': type }, body: 'no' }))
          .status,
      ).toBe(400);
  });

  test('only a member that may match', async () => {
    expect((await post([['photo', flat]], ['hash.read'])).status).toBe(403);
    expect((await fetch(`${house.base}/h/hash`, { method: 'POST' })).status).toBe(401);
  });

  test('nothing is written', async () => {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(join(tmpdir(), 'lachan-upload-'));
    process.env.TMPDIR = folder;
    await post([['photo', scene]]);
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
