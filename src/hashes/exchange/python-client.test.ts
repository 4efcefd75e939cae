import { spawn, spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { all, md5, openTestRegister, pdq } from '../hashes.testing.ts';
import { classifyEntry, createSource, withdrawEntry } from '../index.ts';
import { receiveChanges } from './receive-changes.ts';

/**
 * The public Python client (python-threatexchange), unmodified, against this server. It is no part of the project: a
 * Python 3 that can import `threatexchange` and `requests` is needed, or a folder that holds the client named by
 * THREATEXCHANGE_PATH. What docs/exchange.md asks of those who use it is what stands in the few lines below.
 */
const path = process.env.THREATEXCHANGE_PATH ?? '';
const python = {
  ...process.env,
  ...(path === '' ? {} : { PYTHONPATH: path }),
  TZ: 'UTC',
  PYTHONDONTWRITEBYTECODE: '1',
};
const there =
  spawnSync('python3', ['-c', 'import threatexchange.exchanges.clients.ncmec.hash_api'], { env: python }).status === 0;
if (!there)
  console.warn(
    'SKIPPED: the public Python client is not here. Give a Python 3 with `threatexchange` and `requests`, or set THREATEXCHANGE_PATH.',
  );

const CONFIGURATION = `
import json, sys, time
from types import SimpleNamespace
from threatexchange.exchanges.clients.ncmec.hash_api import NCMECHashAPI, FingerprintType, FeedbackType

def la_chan(client_id, key, base):
    return NCMECHashAPI(client_id, key, SimpleNamespace(value=base))

api = la_chan(*sys.argv[1:4])
`;
const PULL = `${CONFIGURATION}
start, end = int(sys.argv[4]), int(sys.argv[5])
seen = {}
pages = 0
for page in api.get_entries_iter(start_timestamp=start, end_timestamp=end):
    pages += 1
    for one in page.updates:
        seen[f"{one.member_id}-{one.id}"] = None if one.deleted else dict(type=one.entry_type.value, prints=one.fingerprints, feedback={k: [(f.feedback_type.value, f.reason) for f in v] for k, v in one.feedback.items()})
print(json.dumps(dict(pages=pages, seen=seen, status=api.status().esp_name, members=len(api.members()))))
`;
const VOTE = `${CONFIGURATION}
member, entry = int(sys.argv[4]), sys.argv[5]
reasons = api.feedback_reasons(FingerprintType.pdq)
if sys.argv[6] == "up":
    api.submit_upvote(member, entry, FingerprintType.pdq)
else:
    api.submit_feedback(member, entry, FingerprintType.pdq, FeedbackType.downvote, next(iter(reasons)))
print(json.dumps(dict(reasons=len(reasons))))
`;

const house = fileFixture(() => openTestRegister());
beforeAll(async () => {
  await house.refresh();
  await house.member('PLATFORM_A');
});

function run(script: string, ...rest: string[]): Promise<{ code: number; out: string; err: string }> {
  // The test server takes any name and password that it was told of; see `key` of the test register.
  house.key('PLATFORM_A', ...all);
  return new Promise((resolve) => {
    const base = `${house.base}/exchange/ncmec`;
    const child = spawn('python3', ['-c', script, 'PLATFORM_A', all.join(' '), base, ...rest], { env: python });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece) => {
      out += piece;
    });
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    child.once('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}
const seconds = () => Math.floor(house.clock.now().getTime() / 1_000);
const pull = async (start: number, end: number) => {
  const { code, out, err } = await run(PULL, String(start), String(end));
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as {
    pages: number;
    seen: Record<string, { type: string; prints: Record<string, string>; feedback: object } | null>;
    status: string;
    members: number;
  };
};

test.skipIf(!there)(
  'pulls pages, sees tombstones, gives feedback and reads it back',
  async () => {
    house.clock.advance(3_600_000);
    const start = seconds();
    const value = pdq();
    const image = await house.active([
      { type: 'pdq', value },
      { type: 'md5', value: md5(value) },
    ]);
    const film = await house.active([{ type: 'md5', value: md5('film') }], { mediaKind: 'video' });
    // Enough for several pages.
    must(
      await createSource(house.as(house.people.operator), {
        code: 'many',
        kind: 'register',
        agency: 'MANY',
        licence: 'test',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('MANY');
    for (let block = 0; block < 3; block++)
      must(
        await receiveChanges(house.as(house.machine('MANY', ...all)), {
          bank: 'NATIONAL',
          entries: Array.from({ length: 800 }, (_, n) => ({
            externalId: `${block}-${n}`,
            mediaKind: 'image' as const,
            deleted: false,
            signals: [{ type: 'pdq' as const, value: pdq() }],
            classes: [],
          })),
        }),
      );
    house.clock.advance(10_000);
    const first = await pull(start, seconds());
    expect(first).toMatchObject({ pages: 3, status: 'PLATFORM_A', members: 3 });
    expect(Object.keys(first.seen)).toHaveLength(2_402);
    expect(first.seen[`0-${image}`]).toMatchObject({ type: 'image', prints: { pdq: value, md5: md5(value) } });
    expect(first.seen[`0-${film}`]).toMatchObject({ type: 'video', prints: { md5: md5('film') } });

    const then = seconds();
    must(await withdrawEntry(house.as(house.people.approver), { entry: film }));
    for (const vote of ['up', 'down']) {
      const voted = await run(VOTE, '0', image, vote);
      expect([voted.code, voted.err]).toEqual([0, '']);
      expect(JSON.parse(voted.out).reasons).toBeGreaterThan(3);
    }
    // An opinion travels with the entry's next change.
    must(
      await classifyEntry(house.as(house.people.analyst), {
        entry: image,
        scheme: 'depiction',
        version: '1',
        labels: ['REAL'],
      }),
    );
    house.clock.advance(10_000);
    const second = await pull(then, seconds());
    expect(second.seen[`0-${film}`]).toBeNull();
    expect(second.seen[`0-${image}`]?.feedback).toEqual({ PDQ: [['downvote', expect.any(String)]] });
  },
  60_000,
);

test.skipIf(!there)('a client in Viet Nam’s own time is refused loudly, and not quietly given nothing', async () => {
  const zone = python.TZ;
  python.TZ = 'Asia/Ho_Chi_Minh';
  try {
    const { code, err } = await run(PULL, String(seconds() - 3_600), String(seconds()));
    expect(code).not.toBe(0);
    expect(err).toContain('400 Client Error');
  } finally {
    python.TZ = zone;
  }
});

test.skipIf(!there)('a wrong key is refused', async () => {
  const script = PULL.replace('*sys.argv[1:4]', 'sys.argv[1], "wrong", sys.argv[3]');
  const { code, err } = await run(script, '0', String(seconds()));
  expect([code === 0, err.includes('401 Client Error')]).toEqual([false, true]);
});
