import { createHash } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { platformSigningKey, renderPdf } from '../../documents/index.ts';
import { extractAudit, ok, runOpenLongJob } from '../../kernel/index.ts';
import { auditFiles } from '../bundles/bundle-work.ts';
import { sampleFacts } from '../bundles/bundles.testing.ts';
import { checkBundle } from '../bundles/check-bundle.ts';
import { openContainer } from '../bundles/container.ts';
import { openSealed } from '../bundles/seal-for.ts';
import { startBundle } from '../bundles/start-bundle.ts';
import { takeBundle } from '../bundles/take-bundle.ts';
import { openTestAuthority } from '../bundles/test-authority.testing.ts';
import { timelineDocument } from '../bundles/timeline-document.ts';
import { verifyCourtBundle } from '../bundles/verify-court-bundle.ts';
import { exportHashes } from '../exchange/export-hashes.ts';
import { importHashes } from '../exchange/import-hashes.ts';
import { transferFile } from '../files/transfer-file.ts';
import { offencesModule } from '../module.ts';
import { type OffencesHome, openOffencesHome } from '../offences.testing.ts';
import { custodyStart } from './custody.ts';
import { keepArtefact } from './keep-artefact.ts';
import { BUNDLE_JOB, type FileCustody, readCustody, verifyCustody } from './read-custody.ts';
import { openArtefact, recordCustody } from './record-custody.ts';
import { contentOf } from './refused-content.ts';

let home: OffencesHome;
beforeAll(async () => {
  home = await openOffencesHome();
});
afterAll(() => home.close());

/** What the owner of the tables can do, and the platform's own role cannot. */
async function triggers(what: 'enable' | 'disable') {
  for (const table of ['custody_event', 'custody_artefact'])
    await home.owner.query(`alter table offences.${table} ${what} trigger user`);
}

const words = { title: 'Văn bản trả lời mẫu', source: 'Nền tảng mẫu', why: 'Nhận theo yêu cầu mẫu' };
const text = (content: string) => ({ kept: 'HOUSE' as const, bytes: Buffer.from(content) });

async function kept(file: string, content = 'a;b\n1;2\n') {
  return must(await keepArtefact(await home.of('lead'), { file, kind: 'ANSWER', ...words, content: text(content) }));
}

describe('an artefact', () => {
  it('is taken in, opened, sealed, handed over, taken back and destroyed, each by whom, when and why', async () => {
    const file = await home.opened();
    const { id, number } = await kept(file, 'Nội dung mẫu\n');
    expect(number).toBe(1);
    const act = async (what: string, party?: string) =>
      recordCustody(await home.of('lead'), { file, artefact: id, code: what, why: `Lý do ${what}`, party });
    expect(must(await openArtefact(await home.of('second'), { file, artefact: id, why: 'Đọc' })).bytes.toString()).toBe(
      'Nội dung mẫu\n',
    );
    must(await act('SEALED'));
    expect(code(await act('HANDED_OVER'))).toBe('custody.party-missing');
    must(await act('HANDED_OVER', 'Viện kiểm sát mẫu'));
    expect(code(await act('SEALED'))).toBe('custody.does-not-follow');
    must(await act('RECEIVED'));
    const known = await home.of('lead');
    const unproved = known.as({ ...known.actor, steppedUpUntil: undefined } as never);
    const end = { file, artefact: id, code: 'DESTROYED', why: 'Hết thời hạn lưu' };
    expect(code(await recordCustody(unproved, end))).toBe('access.step-up-needed');
    const [one] = must(await readCustody(await home.of('lead'), { file })).artefacts;
    expect(one).toMatchObject({ state: 'HELD', title: words.title, mediaType: 'text/plain' });
    expect(one?.entries.map((entry) => [entry.code, entry.why, entry.party])).toEqual([
      ['RECEIVED', words.why, null],
      ['OPENED', 'Đọc', null],
      ['SEALED', 'Lý do SEALED', null],
      ['HANDED_OVER', 'Lý do HANDED_OVER', 'Viện kiểm sát mẫu'],
      ['RECEIVED', 'Lý do RECEIVED', null],
    ]);
    expect(must(await verifyCustody(await home.of('lead'), { file }))).toEqual([
      { artefact: id, number: 1, entries: 5 },
    ]);
    must(await recordCustody(await home.of('lead'), end));
    expect(code(await openArtefact(await home.of('lead'), { file, artefact: id, why: 'Đọc' }))).toBe(
      'custody.does-not-follow',
    );
    expect(must(await verifyCustody(await home.of('lead'), { file }))).toEqual([
      { artefact: id, number: 1, entries: 6 },
    ]);
  });

  it('that is kept elsewhere is here by its digest and place', async () => {
    const file = await home.opened();
    const content = {
      kept: 'OUTSIDE' as const,
      digest: 'AB '.repeat(32),
      size: 64_000,
      place: 'Kho vật chứng mẫu, ngăn 3',
    };
    const { id } = must(await keepArtefact(await home.of('lead'), { file, kind: 'DOCUMENT', ...words, content }));
    expect(must(await readCustody(await home.of('lead'), { file })).artefacts[0]).toMatchObject({
      kept: 'OUTSIDE',
      sha256: 'ab'.repeat(32),
      place: 'Kho vật chứng mẫu, ngăn 3',
    });
    expect(code(await openArtefact(await home.of('lead'), { file, artefact: id, why: 'Đọc' }))).toBe(
      'custody.not-here',
    );
    expect(
      code(
        await keepArtefact(await home.of('lead'), {
          file,
          kind: 'DOCUMENT',
          ...words,
          content: { ...content, digest: 'xyz' },
        }),
      ),
    ).toBe('custody.digest-unusable');
  });

  it('is hidden from every unit that has no part in the file, and from welfare', async () => {
    const file = await home.opened();
    const { id } = await kept(file);
    for (const who of ['stranger', 'communePolice', 'verifier', 'coordinator', 'partner'] as const) {
      const ctx = await home.of(who);
      expect(code(await readCustody(ctx, { file })), who).toBe('offence-file.not-found');
      expect(code(await openArtefact(ctx, { file, artefact: id, why: 'Đọc' })), who).toBe('offence-file.not-found');
      expect(code(await keepArtefact(ctx, { file, kind: 'ANSWER', ...words, content: text('a\n') })), who).toBe(
        'offence-file.not-found',
      );
    }
    const other = await home.opened();
    expect(code(await openArtefact(await home.of('lead'), { file: other, artefact: id, why: 'Đọc' }))).toBe(
      'custody.not-found',
    );
  });
});

describe('a forged entry', () => {
  const forge = (file: string, statement: string, values: readonly unknown[]) =>
    home.owner.query(statement, [...values]).then(
      () => file,
      (error: Error) => error.message,
    );

  it('is refused by the database, from the platform’s own role and from the tables’ owner', async () => {
    const file = await home.opened();
    const { id } = await kept(file);
    for (const statement of [
      "update offences.custody_event set actor = 'somebody' where artefact_id = $1",
      "update offences.custody_event set at = at - interval '1 day' where artefact_id = $1",
      'delete from offences.custody_event where artefact_id = $1',
    ])
      expect(await forge(file, statement, [id])).toContain('never changed');
    expect(await forge(file, 'truncate offences.custody_event', [])).toContain('never changed');
    const again = `insert into offences.custody_event select gen_random_uuid(), artefact_id, file_id, sequence + $2, 'SEALED', at, actor, agency, sealed, body, $3, mac, hash
      from offences.custody_event where artefact_id = $1`;
    expect(await forge(file, again, [id, 0, Buffer.alloc(32)])).toContain('does not follow');
    expect(await forge(file, again, [id, 1, Buffer.alloc(32)])).toContain('does not follow');
    const { rows } = await home.owner.query('select head_hash from offences.custody_artefact where id = $1', [id]);
    expect(await forge(file, again, [id, 1, rows[0].head_hash])).toContain('says other than its hash');
    const lead = await home.of('lead');
    for (const statement of [
      'update offences.custody_artefact set head_sequence = 0',
      'delete from offences.custody_event',
    ])
      await expect(
        lead.transaction(async (tx) => ({ ok: true as const, value: await tx.rows(statement, []) })),
      ).rejects.toThrow(/permission denied/);
  });

  it('is found where the owner went around the triggers', async () => {
    const file = await home.opened();
    const ids = [];
    for (const content of ['một\n', 'hai\n', 'ba\n', 'bốn\n']) ids.push((await kept(file, content)).id);
    for (const id of ids)
      must(await recordCustody(await home.of('lead'), { file, artefact: id, code: 'SEALED', why: 'Niêm phong' }));
    const [changed, cut, moved] = ids as [string, string, string, string];
    await triggers('disable');
    await home.owner.query(
      "update offences.custody_event set actor = 'somebody' where artefact_id = $1 and sequence = 2",
      [changed],
    );
    await home.owner.query('delete from offences.custody_event where artefact_id = $1 and sequence = 2', [cut]);
    await home.owner.query(
      "update offences.custody_artefact set head_sequence = 1, state = 'HELD', head_hash = (select hash from offences.custody_event where artefact_id = $1) where id = $1",
      [cut],
    );
    await home.owner.query(
      `update offences.custody_event set body = replace(body, 'SEALED', 'OPENED'), code = 'OPENED',
         hash = sha256(previous || convert_to(replace(body, 'SEALED', 'OPENED'), 'UTF8') || mac) where artefact_id = $1 and sequence = 2`,
      [moved],
    );
    await triggers('enable');
    const verdicts = must(await verifyCustody(await home.of('lead'), { file }));
    expect(verdicts.map((one) => one.broken)).toEqual([
      { sequence: 2, fault: 'columns' },
      { sequence: 2, fault: 'cut-off' },
      { sequence: 2, fault: 'mac' },
      undefined,
    ]);
  });
});

describe('what is not taken', () => {
  it('is media by its bytes, inside a document, a workbook, a text or under another name', async () => {
    const file = await home.opened();
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(40, 9)]);
    const office = (more: Record<string, Uint8Array>) =>
      Buffer.from(zipSync({ 'word/document.xml': strToU8('<w/>'), ...more }));
    const pdf = (dictionary: string, content = 'x') =>
      Buffer.from(
        `%PDF-1.7\n1 0 obj\n<<${dictionary}/Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n%%EOF`,
        'latin1',
      );
    const media = [
      jpeg,
      Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'),
      Buffer.from('GIF89a..\0', 'latin1'),
      Buffer.from('RIFF\x10\0\0\0WEBP', 'latin1'),
      Buffer.from('\0\0\0\x18ftypmp42', 'latin1'),
      office({ 'word/media/image1.png': strToU8('x') }),
      office({ 'word/other.bin': jpeg }),
      office({ 'word/embeddings/a.bin': strToU8('x') }),
      pdf('/Subtype /Image'),
      pdf('/Subtype /Im#61ge'),
      pdf('/Filter /DCTDecode'),
      pdf('/Type /EmbeddedFile'),
      pdf('', 'q BI /W 4 /H 4 ID abcd EI Q'),
      Buffer.from(`id,anh\n1,data:image/png;base64,${'A'.repeat(40)}\n`),
      Buffer.from(JSON.stringify({ a: Buffer.concat([jpeg, Buffer.alloc(400)]).toString('base64') })),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
    ];
    for (const [place, bytes] of media.entries()) {
      const done = await keepArtefact(await home.of('lead'), {
        file,
        kind: 'DOCUMENT',
        ...words,
        content: { kept: 'HOUSE', bytes },
      });
      expect(code(done), String(place)).toBe('custody.media');
    }
    for (const bytes of [
      Buffer.alloc(0),
      pdf('/Encrypt 1 0 R'),
      pdf('/Filter /LZWDecode'),
      Buffer.from([1, 2, 3, 200]),
    ])
      expect(contentOf(bytes)).toHaveProperty('fault');
    expect(must(await readCustody(await home.of('lead'), { file })).artefacts).toEqual([]);
  });

  it('is not a document of words', async () => {
    const own = await renderPdf(timelineDocument(sampleFacts([])), { standard: 'a-2a', madeAt: home.clock.now() });
    expect(contentOf(own)).toEqual({ type: 'application/pdf' });
    expect(contentOf(Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<w/>') })))).toHaveProperty('type');
    expect(contentOf(Buffer.from('{"a":1}'))).toEqual({ type: 'application/json' });
    expect(contentOf(Buffer.from('Số;Tên\n1;Mẫu\n'))).toEqual({ type: 'text/csv' });
    expect(contentOf(Buffer.from('Một lời khai mẫu.'))).toEqual({ type: 'text/plain' });
  });
});

describe('a bundle of a file', () => {
  it('is made as long work, sealed to its receiver, holds chains and audit, and verifies', async () => {
    const file = await home.opened();
    const first = await kept(file, 'Nội dung một\n');
    await kept(file, 'Nội dung hai\n');
    const outside = { kept: 'OUTSIDE' as const, digest: 'cd'.repeat(32), size: 9, place: 'Kho mẫu' };
    must(await keepArtefact(await home.of('lead'), { file, kind: 'DOCUMENT', ...words, content: outside }));
    must(await recordCustody(await home.of('lead'), { file, artefact: first.id, code: 'SEALED', why: 'Niêm phong' }));
    const identity = await generateIdentity();
    const ask = { file, recipient: 'Viện kiểm sát mẫu', why: 'Chuyển hồ sơ', key: await identityToRecipient(identity) };
    expect(code(await startBundle(await home.of('intake'), ask))).toBe('access.not-permitted');
    expect(code(await startBundle(await home.of('lead'), { ...ask, key: 'age1qqqq' }))).toBe(
      'bundle.recipient-unusable',
    );
    const { id, reference } = must(await startBundle(await home.of('lead'), ask));
    expect(code(await takeBundle(await home.of('lead'), { file, bundle: id }))).toBe('bundle.not-made');
    await runOpenLongJob(home.platform(), { kind: BUNDLE_JOB, objectId: id });
    const shown = must(await readCustody(await home.of('lead'), { file }));
    expect(shown.bundles[0]).toMatchObject({ reference, artefacts: 3, stampedAt: null, job: { state: 'DONE' } });
    expect(shown.artefacts.map((one) => one.entries.at(-1)?.code)).toEqual(['COPIED', 'COPIED', 'RECEIVED']);
    expect(must(await verifyCustody(await home.of('lead'), { file })).every((one) => !one.broken)).toBe(true);
    const taken = must(await takeBundle(await home.of('lead'), { file, bundle: id }));
    expect(taken.name).toBe(`${reference}.zip.age`);
    const zip = await openSealed(taken.bytes, identity);
    const { publicKey } = await platformSigningKey(home.kernel.vault);
    const { faults, manifest } = verifyCourtBundle(zip, publicKey);
    expect(faults).toEqual([]);
    expect(manifest?.artefacts.map(({ path, place, events }) => [path, place, events.map((one) => one.code)])).toEqual([
      ['data/00001.txt', null, ['RECEIVED', 'SEALED', 'COPIED']],
      ['data/00002.txt', null, ['RECEIVED', 'COPIED']],
      [null, 'Kho mẫu', ['RECEIVED']],
    ]);
    const { files } = openContainer(zip) as NonNullable<ReturnType<typeof openContainer>>;
    const extract = JSON.parse(
      Buffer.from(files.find((one) => one.path === 'audit/CAT-01.json')?.bytes ?? []).toString('utf8'),
    );
    expect(extract.entries.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(extract)).not.toContain('Niêm phong');
    expect(must(await checkBundle(await home.of('lead'), zip))).toMatchObject({
      faults: [],
      bundle: reference,
      timeStamp: 'NONE',
    });
    zip[Math.floor(zip.length / 2)] = (zip[Math.floor(zip.length / 2)] as number) ^ 4;
    expect(must(await checkBundle(await home.of('lead'), zip)).faults).toHaveLength(1);
  });

  it('holds the audit of each unit that has led the file, and of no other', async () => {
    const file = await home.opened();
    const { id: artefact } = await kept(file);
    must(await transferFile(await home.of('lead'), { file, to: 'CAT-79' }));
    must(await openArtefact(await home.of('partner'), { file, artefact, why: 'Đọc' }));
    const identity = await generateIdentity();
    const key = await identityToRecipient(identity);
    const ask = { file, recipient: 'Viện kiểm sát mẫu', why: 'Chuyển hồ sơ', key };
    const { id } = must(await startBundle(await home.of('partner'), ask));
    await runOpenLongJob(home.platform(), { kind: BUNDLE_JOB, objectId: id });
    const zip = await openSealed(
      must(await takeBundle(await home.of('partner'), { file, bundle: id })).bytes,
      identity,
    );
    const { publicKey } = await platformSigningKey(home.kernel.vault);
    expect(verifyCourtBundle(zip, publicKey).faults).toEqual([]);
    const audits = (openContainer(zip)?.files ?? []).filter(({ path }) => path.startsWith('audit/'));
    expect(audits.map(({ path }) => path)).toEqual(['audit/CAT-01.json', 'audit/CAT-79.json']);
    const said = audits.map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
    const actions = said.map((one) =>
      (JSON.parse(one).entries as { body: string }[]).map(({ body }) => JSON.parse(body).action),
    );
    expect(actions[0]).toContain('offence-file.transfer');
    expect(actions[1]).toContain('offence-file.bundle');
    expect(actions[1]).not.toContain('offence-file.transfer');
    // A long extract is more than one file of the bundle, and nothing of it stays out.
    const parts = must(
      await home.platform().transaction(async (tx) => {
        const of = { organisation: 'CAT-01', objects: [file], most: 1 };
        return ok(await extractAudit(tx.query(), home.kernel.vault, of));
      }),
    );
    const split = auditFiles(parts);
    expect(parts.length).toBeGreaterThan(1);
    expect(split.map(({ path }) => path)).toEqual(
      parts.map((_, at) => (at === 0 ? 'audit/CAT-01.json' : `audit/CAT-01.phan-${at + 1}.json`)),
    );
    const told = split.flatMap(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')).entries as object[]);
    const { rows } = await home.owner.query<{ entries: number }>(
      "select count(*)::int as entries from kernel.audit_entry where organisation = 'CAT-01' and object_id = $1",
      [file],
    );
    expect(told).toHaveLength(rows[0]?.entries ?? 0);
  });

  it('is stamped by the authority that is set up, and not made at all while that one is silent', async () => {
    const authority = await openTestAuthority();
    const timeStamps = { url: `${authority.server.url}/tsa`, certificatesFile: authority.certificates };
    Object.assign(home.kernel.config, { timeStamps });
    try {
      const file = await home.opened();
      await kept(file);
      const identity = await generateIdentity();
      const key = await identityToRecipient(identity);
      const made = async () => {
        const ask = { file, recipient: 'Tòa án mẫu', why: 'Chuyển hồ sơ', key };
        const { id } = must(await startBundle(await home.of('lead'), ask));
        await runOpenLongJob(home.platform(), { kind: BUNDLE_JOB, objectId: id });
        return { id, shown: must(await readCustody(await home.of('lead'), { file })) };
      };
      const { id, shown } = await made();
      expect(shown.bundles[0]).toMatchObject({ stampedAt: expect.any(Date), job: { state: 'DONE' } });
      const zip = await openSealed(must(await takeBundle(await home.of('lead'), { file, bundle: id })).bytes, identity);
      expect(must(await checkBundle(await home.of('lead'), zip))).toMatchObject({
        faults: [],
        timeStamp: 'RFC3161',
        stampedAt: expect.any(Date),
      });
      await authority.server.close();
      const silent = await made();
      expect(silent.shown.bundles.find((one) => one.id === silent.id)).toMatchObject({
        madeAt: null,
        job: { state: 'REFUSED', refusal: 'time-stamp.unreachable' },
      });
      // Nothing was written of a copy that never left.
      expect(silent.shown.artefacts[0]?.entries.map((one) => one.code)).toEqual(['RECEIVED', 'COPIED']);
    } finally {
      Object.assign(home.kernel.config, { timeStamps: undefined });
      await authority.close();
    }
  });

  it('is refused where there is nothing to bundle, and its making fails where a file is not what came in', async () => {
    const file = await home.opened();
    const ask = {
      file,
      recipient: 'Đơn vị mẫu',
      why: 'Chuyển',
      key: await identityToRecipient(await generateIdentity()),
    };
    expect(code(await startBundle(await home.of('lead'), ask))).toBe('bundle.empty');
    await kept(file);
    await triggers('disable');
    await home.owner.query(
      "update offences.custody_artefact set digest = decode(repeat('ab', 32), 'hex') where file_id = $1",
      [file],
    );
    await triggers('enable');
    const { id } = must(await startBundle(await home.of('lead'), ask));
    await runOpenLongJob(home.platform(), { kind: BUNDLE_JOB, objectId: id });
    expect(must(await readCustody(await home.of('lead'), { file })).bundles[0]?.job).toMatchObject({
      state: 'REFUSED',
      refusal: 'evidence.damaged',
    });
  });
});

describe('by machine', () => {
  it('a chain comes with what was hashed, is written on, and its bundle taken, by who has a part in the file and by nobody else', async () => {
    const file = await home.opened();
    const { id: artefact } = await kept(file);
    let who: keyof OffencesHome['units'] = 'lead';
    const api = openTestApi(home, 'desk', offencesModule, async () => (await home.of(who)).actor);
    const get = (path: string) => api.request(`/api/v1/offence-files/${file}${path}`);
    const post = (path: string, body: object) =>
      api.request(`/api/v1/offence-files/${file}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const entry = (body: object) => post(`/custody/${artefact}/entries`, body);
    expect((await entry({ code: 'SEALED', why: 'Niêm phong' })).status).toBe(204);
    expect(await (await entry({ code: 'SEALED', why: 'Niêm phong' })).json()).toMatchObject({
      code: 'custody.does-not-follow',
    });
    expect((await entry({ code: 'OPENED', why: 'Đọc' })).status).toBe(422);
    const told = (await (await get('/custody')).json()) as FileCustody;
    const [one] = told.artefacts;
    expect(one?.entries.map((each) => each.code)).toEqual(['RECEIVED', 'SEALED']);
    let previous = custodyStart(artefact, one?.sha256 as string).toString('hex');
    for (const each of one?.entries ?? []) {
      expect(each.previous).toBe(previous);
      const hashed = [Buffer.from(each.previous, 'hex'), Buffer.from(each.body), Buffer.from(each.mac, 'hex')];
      previous = createHash('sha256').update(Buffer.concat(hashed)).digest('hex');
      expect(each.hash).toBe(previous);
    }
    expect(await (await get('/custody/check')).json()).toEqual({ artefacts: [{ artefact, number: 1, entries: 2 }] });

    const identity = await generateIdentity();
    const ask = { recipient: 'Viện kiểm sát mẫu', why: 'Chuyển hồ sơ', key: await identityToRecipient(identity) };
    const { id: bundle } = (await (await post('/bundles', ask)).json()) as { id: string };
    expect(await (await get(`/bundles/${bundle}`)).json()).toMatchObject({ code: 'bundle.not-made' });
    await runOpenLongJob(home.platform(), { kind: BUNDLE_JOB, objectId: bundle });
    const taken = await get(`/bundles/${bundle}`);
    expect(taken.headers.get('content-disposition')).toMatch(/filename="GC-.*\.zip\.age"/);
    expect(
      openContainer(await openSealed(Buffer.from(await taken.arrayBuffer()), identity))?.files.length,
    ).toBeGreaterThan(5);
    for (who of ['stranger', 'partner', 'communePolice', 'coordinator'] as const)
      for (const answer of [
        await get('/custody'),
        await get('/custody/check'),
        await get(`/bundles/${bundle}`),
        await entry({ code: 'RETURNED', why: 'Trả', party: 'Mẫu' }),
        await post('/bundles', ask),
      ])
        expect([who, answer.status >= 403 && answer.status <= 404]).toEqual([who, true]);
  });
});

describe('lists of hashes', () => {
  it('come in from another force, and leave as VICS and CASE with an entry in their chain', async () => {
    const file = await home.opened();
    const media = { MediaID: 1, Category: 0, MD5: 'A'.repeat(32), RelativeFilePath: 'ten.jpg' };
    const vics = {
      '@odata.context': 'http://x/ProjectVic/DataModels/2.0.xml/US/$metadata#Media',
      value: [media, { ...media, MD5: 'B'.repeat(32), Category: null }, {}],
    };
    const bring = async (document: unknown) =>
      importHashes(await home.of('lead'), {
        file,
        format: 'VICS',
        bytes: Buffer.from(JSON.stringify(document)),
        ...words,
      });
    const got = must(await bring(vics));
    expect(got).toMatchObject({ entries: 2, refused: 1, dropped: { RelativeFilePath: 2 } });
    expect(code(await bring({ ...vics, value: [{ ...media, Thumb: 'A'.repeat(600) }] }))).toBe('hash-list.holds-media');
    expect(code(await bring({ value: [] }))).toBe('hash-list.unreadable');
    const leave = async (format: 'VICS' | 'CASE', who: 'lead' | 'intake' = 'lead') =>
      exportHashes(await home.of(who), { file, artefact: got.id, format, why: 'Trao đổi', party: 'Lực lượng bạn mẫu' });
    expect(code(await leave('VICS', 'intake'))).toBe('access.not-permitted');
    const out = JSON.parse(must(await leave('VICS')).bytes.toString('utf8'));
    expect(out.value.map((one: { Category: number | null }) => one.Category)).toEqual([0, null]);
    expect(must(await leave('CASE')).bytes.toString('utf8')).not.toContain('ten.jpg');
    const [one] = must(await readCustody(await home.of('lead'), { file })).artefacts;
    expect(one?.entries.map((entry) => entry.code)).toEqual(['RECEIVED', 'COPIED', 'COPIED']);
    const other = await kept(file);
    expect(
      code(
        await exportHashes(await home.of('lead'), {
          file,
          artefact: other.id,
          format: 'VICS',
          why: 'Trao đổi',
          party: 'X',
        }),
      ),
    ).toBe('hash-list.none');
  });
});
