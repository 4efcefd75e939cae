import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, DAY, systemActor } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import { hashesOf } from '../locators/expressions.ts';
import { answerAppeal, appealBlock, explainBlock, explainHost, listAppeals, readAppealAnswer } from './appeals.ts';
import { endOverdue } from './block-jobs.ts';
import { type BlockHome, openBlockHome } from './block-lists.testing.ts';
import { removeBlock } from './end-block.ts';
import { listPrefixes, lookUpHashes } from './hash-look-up.ts';
import { listBlocks, readBlock } from './list-blocks.ts';
import { proposeBlock } from './propose-block.ts';
import { DELTA_AT_MOST, publishLists, renewSigningKey, renewTimestamps } from './publish-lists.ts';
import { simulateBlock } from './simulate-block.ts';
import { createSubscriber, endSubscriber, listSubscribers } from './subscribers.ts';
import { takeList } from './take-list.ts';

const home: BlockHome = fileFixture(() => openBlockHome());
const publicly = () => home.context(anonymous);
const state = async (id: string) =>
  (await home.owner.query('select state, in_base from takedown.block_entry where id = $1', [id])).rows[0];
const taken = async (secret: string, name: string) =>
  must(await takeList(publicly(), { secret }, name)).bytes.toString();
const dates = () => ({
  expiresAt: new Date(home.clock.now().getTime() + 180 * DAY),
  reviewAt: new Date(home.clock.now().getTime() + 30 * DAY),
});

describe('an entry of the block lists', () => {
  it('is in force when somebody else agreed, and not before', async () => {
    const entry = await home.propose('mot.example');
    expect(await state(entry.id)).toMatchObject({ state: 'PROPOSED' });
    const { analyst, officer } = await home.now();
    expect(code(await home.decide(analyst, entry.id))).toMatch(/^approval\.(not-yours-to-decide|unknown)$/);
    expect(await state(entry.id)).toMatchObject({ state: 'PROPOSED' });
    must(await home.decide(officer, entry.id));
    expect(await state(entry.id)).toMatchObject({ state: 'ACTIVE' });
    const read = must(await readBlock(officer, entry.id));
    expect(read.events.map((event) => event.code)).toEqual(['proposed', 'approved']);
  });

  it('is not agreed to by an officer who proposed it', async () => {
    const { officer, third } = await home.now();
    const own = must(
      await proposeBlock(officer, {
        kind: 'DOMAIN',
        value: 'tu-duyet.example',
        reason: 'CSAM',
        basis: 'CYBER_2025_25',
        ...dates(),
      }),
    );
    expect(code(await home.decide(officer, own.id))).toBe('approval.not-yours-to-decide');
    must(await home.decide(third, own.id));
  });

  it('needs a third person where it could block too much, and not one of the two', async () => {
    const entry = await home.propose('ten.facebook.com', { kind: 'HOST' });
    expect(entry.guard).toContain('SHARED_HOST');
    const { officer, third, analyst } = await home.now();
    must(await home.decide(officer, entry.id));
    expect(await state(entry.id)).toMatchObject({ state: 'WAITS_THIRD' });
    for (const who of [officer, analyst])
      expect(code(await home.decide(who, entry.id))).toMatch(/^approval\.(not-yours-to-decide|unknown)$/);
    must(await home.decide(third, entry.id));
    expect(await state(entry.id)).toMatchObject({ state: 'ACTIVE' });
  });

  it('is refused by people of an agency that may not block, and where it is listed already or its dates are none', async () => {
    const outsider = await home.as(await home.person('C111', ['content_verifier']));
    const input = { kind: 'DOMAIN', value: 'hai.example', reason: 'CSAM', basis: 'CYBER_2025_25', ...dates() } as const;
    expect(code(await proposeBlock(outsider, input))).toBe('access.not-permitted');
    expect(code(await listBlocks(outsider, {}))).toBe('access.not-permitted');
    const { analyst } = await home.now();
    must(await proposeBlock(analyst, input));
    expect(code(await proposeBlock(analyst, input))).toBe('block-entry.listed-already');
    const now = home.clock.now().getTime();
    const wrong = [
      { expiresAt: new Date(now - 1) },
      { expiresAt: new Date(now + 400 * DAY) },
      { reviewAt: new Date(now + 100 * DAY) },
      { expiresAt: new Date(now + DAY) },
    ];
    for (const more of wrong)
      expect(code(await proposeBlock(analyst, { ...input, value: 'ba.example', ...more }))).toBe(
        'block-entry.dates-unusable',
      );
    for (const more of [{ reason: 'X' }, { basis: 'X' }])
      expect(code(await proposeBlock(analyst, { ...input, value: 'ba.example', ...more }))).toBe(
        'block-entry.basis-unusable',
      );
    expect(code(await proposeBlock(analyst, { ...input, kind: 'IP', value: '203.0.113.9' }))).toBe(
      'block-entry.address-needs-order',
    );
    const address = must(
      await proposeBlock(analyst, { ...input, kind: 'IP', value: '203.0.113.9', legalOrder: 'Quyết định số 1' }),
    );
    expect(address.guard).toEqual(['ADDRESS']);
  });

  it('ends by one person at once, and by itself at its end', async () => {
    const gone = await home.block('bon.example');
    const { officer, analyst } = await home.now();
    expect(code(await removeBlock(analyst, { id: gone.id, reason: 'MISTAKE' }))).toBe('access.not-permitted');
    expect(code(await removeBlock(officer, { id: gone.id, reason: 'X' }))).toBe('block-entry.basis-unusable');
    must(await removeBlock(officer, { id: gone.id, reason: 'MISTAKE' }));
    expect(code(await removeBlock(officer, { id: gone.id, reason: 'MISTAKE' }))).toBe('block-entry.wrong-state');
    const now = home.clock.now().getTime();
    const brief = await home.block('nam.example', 'DOMAIN', {
      expiresAt: new Date(now + 1_000),
      reviewAt: new Date(now + 1_000),
    });
    home.clock.advance(1_000);
    expect(await endOverdue(home.context(systemActor('test')))).toBe(1);
    expect(await state(brief.id)).toMatchObject({ state: 'EXPIRED' });
  });

  it('shows before it is proposed what it would block', async () => {
    const below = await home.block('x.bay.example', 'HOST');
    const { analyst } = await home.now();
    const shown = must(await simulateBlock(analyst, { kind: 'DOMAIN', value: 'bay.example' }));
    expect(shown).toMatchObject({
      value: 'bay.example',
      guard: [],
      blockedBy: [],
      covers: [below.code],
      records: ['bay.example CNAME .', '*.bay.example CNAME .'],
    });
    expect(must(await simulateBlock(analyst, { kind: 'URL', value: 'https://x.bay.example/a' })).blockedBy).toEqual([
      below.code,
    ]);
    expect(must(await simulateBlock(analyst, { kind: 'DOMAIN', value: 'drive.google.com' }))).toMatchObject({
      sharedHost: 'drive.google.com',
      registrableDomain: 'google.com',
    });
    expect(must(await simulateBlock(analyst, { kind: 'DOMAIN', value: 'fаcebook.com' })).warnings[0]?.kind).toBe(
      'MIXED_SCRIPT',
    );
  });
});

describe('what is published', () => {
  it('is a small zone of what changed before a big one, and folds into it', async () => {
    const operator = await home.subscribe({ stopPage: 'chan.example.vn' });
    await home.publish(true);
    const first = await home.block('tam.example');
    await home.block('trang.example/a?b=1', 'URL');
    const { version, base } = await home.publish();
    expect(base).toBeLessThan(version);
    const delta = await taken(operator.secret, 'delta.rpz');
    expect(delta).toContain(` ${version} 30 15 604800 30`);
    expect(delta).toContain('\ntam.example CNAME chan.example.vn.\n*.tam.example CNAME chan.example.vn.\n');
    expect(delta).not.toContain('trang.example');
    expect(delta).toContain(`${operator.canary} A 192.0.2.111`);
    expect(await taken(operator.secret, 'base.rpz')).not.toContain('tam.example');
    await home.publish(true);
    expect(await taken(operator.secret, 'delta.rpz')).not.toContain('tam.example');
    expect(await taken(operator.secret, 'base.rpz')).toContain('\ntam.example CNAME chan.example.vn.\n');
    expect(await taken(operator.secret, 'urls.txt')).toContain('trang.example/a?b=1\n');
    const { officer } = await home.now();
    must(await removeBlock(officer, { id: first.id, reason: 'CLEAN' }));
    await home.publish();
    expect(await taken(operator.secret, 'delta.rpz')).toContain(
      '\ntam.example CNAME rpz-passthru.\n*.tam.example CNAME rpz-passthru.\n',
    );
    expect(await taken(operator.secret, 'base.rpz')).toContain('\ntam.example CNAME');
    const { entries: shown, errors } = JSON.parse(await taken(operator.secret, 'base.json'));
    const listedNow = shown.find((one: { value: string }) => one.value === 'tam.example');
    expect(listedNow).toEqual({ kind: 'DOMAIN', value: 'tam.example', code: first.code, error: expect.any(Number) });
    expect(errors[listedNow.error]).toEqual({
      c: [`http://localhost:${home.kernel.config.portalPort}/chan/{code}`, 'tel:111'],
      j: 'Trang này bị chặn vì có tài liệu xâm hại tình dục trẻ em.',
      l: 'vi',
      inc: '{code}',
      o: 'Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao (A05)',
    });
    expect(JSON.parse(await taken(operator.secret, 'delta.json')).removed).toEqual([
      { kind: 'DOMAIN', value: 'tam.example', code: first.code },
    ]);
    const listed = must(await listSubscribers(officer)).subscribers.find(({ id }) => id === operator.id);
    expect(listed).toMatchObject({ upToDate: true, agency: 'MOST' });
    await home.publish(true);
    expect(await taken(operator.secret, 'base.rpz')).not.toContain('tam.example');
  });

  it('is one job for many changes, and refuses a small zone that grew too long', async () => {
    await home.publish(true);
    await home.owner.query(
      `insert into takedown.block_entry (id, code, kind, value, host, reason, basis, state, agency, proposed_by, proposed_at, approved_by, active_at, expires_at, review_at)
       select gen_random_uuid(), upper(lpad(to_hex(n), 4, '0') || '-0000'), 'HOST', 'n' || n || '.many.example', 'n' || n || '.many.example', 'CSAM', 'CYBER_2025_25', 'ACTIVE',
         'MPS-A05', gen_random_uuid(), now(), array[gen_random_uuid()], now(), now() + interval '1 day', now() + interval '1 hour' from generate_series(1, $1::int) n`,
      [DELTA_AT_MOST + 1],
    );
    expect(code(await publishLists(home.context(systemActor('test'))))).toBe('block-list.delta-too-long');
    await home.publish(true);
    must(await publishLists(home.context(systemActor('test'))));
    await home.owner.query("delete from takedown.block_entry where value like '%.many.example'");
    await home.publish(true);
  });

  it('is given to whoever has the secret address or a key, and to nobody else', async () => {
    const operator = await home.subscribe({ agency: 'VNNIC' });
    for (const secret of ['', 'x'.repeat(32), operator.secret.slice(1), `${operator.secret.slice(0, -1)}!`])
      expect(code(await takeList(publicly(), { secret }, 'delta.rpz'))).toBe('block-list.not-found');
    for (const name of ['hashes.bin', 'base.rpz ', '../base.rpz', 'base.rpz chan.example.vn.', '9.root.json', ''])
      expect([name, code(await takeList(publicly(), { secret: operator.secret }, name))]).toEqual([
        name,
        'block-list.not-found',
      ]);
    const machine = home.context({ kind: 'machine', client: 'm', agency: 'VNNIC', scopes: ['block-list.read'] });
    expect(must(await takeList(machine, 'own', 'delta.rpz')).bytes.toString()).toContain(operator.canary);
    const { officer, analyst } = await home.now();
    expect(code(await createSubscriber(analyst, { agency: 'VNNIC', label: 'x' }))).toBe('access.not-permitted');
    for (const more of [
      { agency: 'KHONG' },
      { stopPage: 'a b' },
      { stopPage: 'x.vn\ny' },
      { notify: 'a' },
      { notify: 'a:99999' },
    ])
      expect(code(await createSubscriber(officer, { agency: 'VNNIC', label: 'x', ...more }))).toBe(
        'block-subscriber.unusable',
      );
    must(await endSubscriber(officer, operator.id));
    expect(code(await takeList(publicly(), { secret: operator.secret }, 'delta.rpz'))).toBe('block-list.not-found');
  });

  it('is looked up by prefixes, in what is in force now', async () => {
    const entry = await home.block('chin.example');
    await home.publish(true);
    const hash = hashesOf('http://chin.example/')?.[0] as Buffer;
    const prefix = hash.subarray(0, 4).toString('hex');
    const found = must(await lookUpHashes(publicly(), prefix));
    expect(found.hashes).toEqual([hash.toString('hex')]);
    expect(must(await listPrefixes(publicly())).bytes.toString('hex')).toContain(prefix);
    const { officer } = await home.now();
    must(await removeBlock(officer, { id: entry.id, reason: 'CLEAN' }));
    await home.publish();
    expect(must(await lookUpHashes(publicly(), prefix)).hashes).toEqual([]);
    for (const wrong of ['', 'zz', '0123456', '012345678', 'ABCDEF01'])
      expect(code(await lookUpHashes(publicly(), wrong))).toBe('block-list.prefix-unusable');
  });
});

describe('the signed manifest', () => {
  /** A client of The Update Framework that is not ours, over the verb in the place of the network. */
  async function client(secret: string, folder: string) {
    const { BaseFetcher, Updater } = await import('tuf-js');
    const { DownloadHTTPError } = await import('tuf-js/dist/error.js');
    class VerbFetcher extends BaseFetcher {
      override async fetch(url: string) {
        const file = await takeList(publicly(), { secret }, decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)));
        if (!file.ok) throw new DownloadHTTPError('not found', 404);
        return new Response(new Uint8Array(file.value.bytes)).body as ReadableStream<Uint8Array<ArrayBuffer>>;
      }
    }
    return new Updater({
      metadataDir: folder,
      targetDir: folder,
      metadataBaseUrl: 'http://lists/',
      targetBaseUrl: 'http://lists/',
      fetcher: new VerbFetcher(),
      config: { fetchRetry: false },
    });
  }
  const folder = () => mkdtempSync(join(tmpdir(), 'lachan-tuf-'));

  it('is believed by tuf-js, through new keys, and not where a file, its age or its order is wrong', async () => {
    // tuf-js reads the machine's own clock.
    home.clock.set(new Date());
    const operator = await home.subscribe({ stopPage: 'chan.example.vn' });
    await home.block('muoi.example');
    await home.publish(true);
    const at = folder();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(at, 'root.json'), await taken(operator.secret, '1.root.json'));
    const believes = async () => {
      const updater = await client(operator.secret, at);
      await updater.refresh();
      const target = await updater.getTargetInfo('base.rpz');
      if (!target) throw new Error('no base');
      return updater.downloadTarget(target, join(at, 'base'));
    };
    expect(readFileSync(await believes(), 'utf8')).toContain('muoi.example');
    const older = await home.owner.query('select name, content from takedown.block_metadata where subscriber = $1', [
      operator.id,
    ]);

    for (const role of ['timestamp', 'snapshot', 'targets', 'root'] as const)
      must(await renewSigningKey(home.context(systemActor('test')), role));
    await home.block('muoi-mot.example');
    await home.publish(true);
    expect(readFileSync(await believes(), 'utf8')).toContain('muoi-mot.example');
    expect(must(await renewTimestamps(home.context(systemActor('test'))))).toBeGreaterThan(0);
    await believes();

    // Rollback: the newest word is replaced by one from before.
    const newest = await taken(operator.secret, 'timestamp.json');
    const stale = older.rows.find(({ name }) => name === 'timestamp.json')?.content as string;
    const put = (content: string) =>
      home.owner.query(
        "update takedown.block_metadata set content = $2 where subscriber = $1 and name = 'timestamp.json'",
        [operator.id, content],
      );
    await put(stale);
    await expect(believes()).rejects.toThrow(/timestamp|version|signature|threshold|signed/i);
    await put(newest);
    await believes();

    // A changed file: one name taken out of the big list.
    await home.owner.query("update takedown.block_file set sha256 = sha256, bytes = $1 where form like 'base.rpz%'", [
      (await import('node:zlib')).gzipSync('$TTL 30\n'),
    ]);
    const fresh = folder();
    writeFileSync(join(fresh, 'root.json'), await taken(operator.secret, '1.root.json'));
    const updater = await client(operator.secret, fresh);
    await updater.refresh();
    const target = await updater.getTargetInfo('delta.rpz');
    if (!target) throw new Error('no delta');
    const unknown = await updater.getTargetInfo('hashes.bin');
    expect(unknown).toBeUndefined();
    await updater.downloadTarget(target, join(fresh, 'delta'));
    await home.owner.query('update takedown.block_subscriber set canary = $2 where id = $1', [
      operator.id,
      'khac.canary.lachan.example',
    ]);
    await expect(updater.downloadTarget(target, join(fresh, 'delta-2'))).rejects.toThrow();

    // Freeze: nothing newer comes for longer than the last word is believed.
    const frozen = JSON.parse(newest) as { signed: { expires: string } };
    expect(new Date(frozen.signed.expires).getTime() - home.clock.now().getTime()).toBeLessThanOrEqual(36 * 3_600_000);
    home.clock.set(new Date(Date.now() - 3 * DAY));
    must(await renewTimestamps(home.context(systemActor('test'))));
    await expect(believes()).rejects.toThrow(/expired/i);
    rmSync(at, { recursive: true });
    rmSync(fresh, { recursive: true });
  });
});

describe('whoever meets a block', () => {
  it('is told why by its code or by the name that was blocked, and never what else is', async () => {
    const entry = await home.block('dung.example');
    const told = must(await explainBlock(publicly(), entry.code.toLowerCase().replace('-', ' ')));
    expect(told).toMatchObject({ code: entry.code, active: true, saysVi: expect.stringContaining('trẻ em') });
    expect(JSON.stringify(told)).not.toContain('dung.example');
    expect(must(await explainHost(publicly(), 'www.dung.example'))).toMatchObject({ code: entry.code });
    for (const host of ['example', 'khac.example', '', 'x'.repeat(9_000), '203.0.113.9', 'dung.example.vn'])
      expect(code(await explainHost(publicly(), host))).toBe('block-entry.code-unknown');
    const waiting = await home.propose('cho.example');
    for (const wrong of [waiting.code, 'AAAA-AAAA', 'x', ''])
      expect(code(await explainBlock(publicly(), wrong))).toBe('block-entry.code-unknown');
  });

  it('appeals, and somebody who had no part in it has to answer', async () => {
    const entry = await home.block('khieu-nai.example');
    expect(code(await appealBlock(publicly(), { code: entry.code, text: ' ' }))).toBe('text.empty');
    expect(code(await appealBlock(publicly(), { code: 'AAAA-AAAA', text: 'Trang của tôi' }))).toBe(
      'block-entry.code-unknown',
    );
    const appeal = must(
      await appealBlock(publicly(), { code: entry.code, text: 'Trang này là của lớp học chúng tôi.' }),
    );
    expect(must(await readAppealAnswer(publicly(), appeal.code))).toMatchObject({ state: 'OPEN', answer: null });
    const { officer, third, analyst } = await home.now();
    const duty = must(await listWork(third, { kind: 'block-appeal' })).rows[0];
    expect(duty).toMatchObject({ reference: entry.code, mine: true });
    expect(code(await listAppeals(analyst))).toBe('access.not-permitted');
    const waiting = must(await listAppeals(third)).appeals.find((one) => one.code === entry.code);
    expect(waiting).toMatchObject({ text: 'Trang này là của lớp học chúng tôi.', mine: true });
    const id = waiting?.id as string;
    expect(code(await answerAppeal(officer, { id, upheld: false, answer: 'Không.' }))).toBe('block-appeal.not-yours');
    must(await answerAppeal(third, { id, upheld: true, answer: 'Anh chị nói đúng, đã gỡ chặn.' }));
    expect(await state(entry.id)).toMatchObject({ state: 'REMOVED' });
    expect(must(await readAppealAnswer(publicly(), appeal.code))).toMatchObject({
      state: 'UPHELD',
      answer: 'Anh chị nói đúng, đã gỡ chặn.',
    });
    expect(code(await answerAppeal(third, { id, upheld: false, answer: 'x' }))).toBe('block-appeal.not-found');
  });

  it('is one of twenty at most that wait on one entry', async () => {
    const entry = await home.block('nhieu.example');
    for (let at = 0; at < 20; at++) must(await appealBlock(publicly(), { code: entry.code, text: `Lần ${at}` }));
    expect(code(await appealBlock(publicly(), { code: entry.code, text: 'Nữa' }))).toBe('block-appeal.too-many');
  });
});
