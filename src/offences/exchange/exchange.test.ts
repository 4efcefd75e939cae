import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase, writeCase } from './case-uco.ts';
import { readIcse } from './icse.ts';
import { joinSame, type MediaHash, noHash, type ReadHashes, type ReadResult } from './media-hash.ts';
import { readVics, writeVics } from './vics.ts';

/** Closed shapes of our own, after the published data model: what is not named may not be there. */
const hexOf = (length: number) => ({ type: 'string', pattern: `^[0-9A-F]{${length}}$` });
const VICS = {
  type: 'object',
  additionalProperties: false,
  required: ['@odata.context', 'value'],
  properties: {
    '@odata.context': {
      const: 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media',
    },
    value: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['MediaID', 'Category'],
        properties: {
          MediaID: { type: 'integer', minimum: 1 },
          Category: { type: ['integer', 'null'], minimum: 0, maximum: 99 },
          MD5: hexOf(32),
          SHA1: hexOf(40),
          PhotoDNA: { type: 'string', pattern: '^[A-Za-z0-9+/]{192}$' },
          MediaSize: { type: 'integer', minimum: 0 },
          MimeType: { type: 'string', pattern: '^(image|video|audio|application)/' },
          DateUpdated: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
          IsPrecategorized: { enum: ['true', 'false'] },
          IsDistributed: { enum: ['true', 'false'] },
          VictimIdentified: { enum: ['true', 'false'] },
          OffenderIdentified: { enum: ['true', 'false'] },
          AlternativeHashes: {
            type: 'array',
            minItems: 1,
            maxItems: 1,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['HashName', 'HashValue'],
              properties: {
                HashName: { const: 'SHA256' },
                HashValue: { type: 'string', pattern: '^[0-9A-F]{64}$' },
              },
            },
          },
        },
      },
    },
  },
};

const id = {
  type: 'string',
  pattern: '^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
};
const reference = { type: 'object', additionalProperties: false, required: ['@id'], properties: { '@id': id } };
const literal = (type: string, pattern: string) => ({
  type: 'object',
  additionalProperties: false,
  required: ['@type', '@value'],
  properties: { '@type': { const: type }, '@value': { type: 'string', pattern } },
});
const node = (type: string, properties: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required: ['@id', '@type', ...required],
  properties: { '@id': id, '@type': { const: type }, ...properties },
});
const list = (items: object) => ({ type: 'array', items });
const name = { type: 'string', minLength: 1 };
const CASE = {
  type: 'object',
  additionalProperties: false,
  required: ['@context', '@graph'],
  properties: {
    '@context': { type: 'object', additionalProperties: { type: 'string' } },
    '@graph': list({
      oneOf: [
        node('case-investigation:Investigation', { 'uco-core:name': name, 'uco-core:object': list(reference) }, [
          'uco-core:object',
        ]),
        node('uco-identity:Organization', { 'uco-core:name': name }, ['uco-core:name']),
        node('uco-tool:Tool', { 'uco-core:name': name }, ['uco-core:name']),
        node(
          'case-investigation:InvestigativeAction',
          {
            'uco-action:startTime': literal('xsd:dateTime', 'Z$'),
            'uco-action:performer': reference,
            'uco-action:instrument': list(reference),
            'uco-action:result': list(reference),
          },
          ['uco-action:performer'],
        ),
        node(
          'case-investigation:ProvenanceRecord',
          { 'case-investigation:exhibitNumber': name, 'uco-core:object': list(reference) },
          ['uco-core:object'],
        ),
        node(
          'uco-observable:File',
          {
            'uco-core:hasFacet': {
              type: 'array',
              minItems: 1,
              maxItems: 1,
              items: node(
                'uco-observable:ContentDataFacet',
                {
                  'uco-observable:hash': {
                    type: 'array',
                    minItems: 1,
                    items: node(
                      'uco-types:Hash',
                      {
                        'uco-types:hashMethod': { enum: ['MD5', 'SHA1', 'SHA256'] },
                        'uco-types:hashValue': literal('xsd:hexBinary', '^([0-9A-F]{2})+$'),
                      },
                      ['uco-types:hashMethod', 'uco-types:hashValue'],
                    ),
                  },
                  'uco-observable:sizeInBytes': { type: 'integer', minimum: 0 },
                  'uco-observable:mimeType': { type: 'string' },
                },
                ['uco-observable:hash'],
              ),
            },
          },
          ['uco-core:hasFacet'],
        ),
      ],
    }),
  },
};

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const vicsJudge = ajv.compile(VICS);
const caseJudge = ajv.compile(CASE);

const digits = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const entry: fc.Arbitrary<MediaHash> = fc.record({
  md5: digits(32),
  sha1: orNull(digits(40)),
  sha256: orNull(digits(64)),
  photoDna: orNull(
    fc.uint8Array({ minLength: 144, maxLength: 144 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  ),
  category: orNull(fc.nat(99)),
  bytes: orNull(fc.nat()),
  mimeType: orNull(fc.constantFrom('image/jpeg', 'video/mp4')),
  updatedAt: orNull(
    fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  ),
  precategorized: orNull(fc.boolean()),
  distributed: orNull(fc.boolean()),
  victimIdentified: orNull(fc.boolean()),
  offenderIdentified: orNull(fc.boolean()),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 12 }).map(joinSame);
const head = {
  reference: 'VP-ABCD-1234',
  artefact: 'VP-ABCD-1234/3',
  agency: 'MPS-A05',
  at: new Date('2026-12-01T03:00:00Z'),
};
const taken = (result: ReadResult): ReadHashes => {
  if ('fault' in result) throw new Error(result.fault);
  return result;
};

describe('Project VIC', () => {
  it('goes out by its shape and comes in as it went out, null and 0 apart', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const text = writeVics(given);
        expect(vicsJudge(JSON.parse(text)), JSON.stringify(vicsJudge.errors)).toBe(true);
        expect(taken(readVics(text))).toEqual({ entries: given, dropped: {}, refused: [] });
      }),
    );
    const nothing = { ...noHash, md5: 'a'.repeat(32) };
    const written = JSON.parse(writeVics([nothing, { ...nothing, md5: 'b'.repeat(32), category: 0 }]));
    expect(written.value.map((one: { Category: unknown }) => one.Category)).toEqual([null, 0]);
  });

  it('reads cases of 2.0 and media of 1.3 as other tools write them, and leaves out whatever names somebody', () => {
    const media = {
      MediaID: 7,
      Category: '0',
      MD5: 'ABCDEF0123456789ABCDEF0123456789',
      IsPrecategorized: 'true',
      VictimIdentified: 'False',
      DateUpdated: '2025-01-02T03:04:05-05:00',
      RelativeFilePath: 'a\\b.jpg',
      MediaFiles: [{ FileName: 'ten-tre.jpg', FilePath: 'C:/Users/Ten' }],
      Comments: 'Tên của trẻ',
      AlternativeHashes: [{ HashName: 'PhotoDNA', HashValue: 'aB'.repeat(144) }],
    };
    const second = taken(
      readVics(
        JSON.stringify({
          '@odata.context': 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases',
          value: [{ CaseID: '1', ContactName: 'Somebody', Media: [media] }],
        }),
      ),
    );
    expect(second.dropped).toEqual({ RelativeFilePath: 1, MediaFiles: 1, Comments: 1 });
    expect(second.entries).toEqual([
      {
        ...noHash,
        md5: 'abcdef0123456789abcdef0123456789',
        category: 0,
        precategorized: true,
        victimIdentified: false,
        updatedAt: '2025-01-02T08:04:05.000Z',
        photoDna: Buffer.from('ab'.repeat(144), 'hex').toString('base64'),
      },
    ]);
    expect(JSON.stringify(second)).not.toMatch(/ten-tre|Users|Tên/);
    const third = taken(
      readVics(
        JSON.stringify({
          'odata.metadata': 'http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media',
          value: [{ MD5: 'c'.repeat(32), Category: null }, { MD5: 'd41d8cd98f00b204e9800998ecf8427e' }, 'x'],
        }),
      ),
    );
    expect([third.entries[0]?.category, third.refused]).toEqual([null, [2, 3]]);
  });

  it('reads a hash set as it is passed on: PhotoDNA as a field of its own, flags as texts', () => {
    const photoDna = Buffer.alloc(144, 7).toString('base64');
    const set = taken(
      readVics(
        JSON.stringify({
          '@odata.context': 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media',
          value: [
            { MediaID: 1, Category: 2, MD5: 'C'.repeat(32), PhotoDNA: photoDna, IsDistributed: 'true', Series: 'X' },
          ],
        }),
      ),
    );
    expect(set.entries).toEqual([{ ...noHash, md5: 'c'.repeat(32), category: 2, photoDna, distributed: true }]);
    expect(set.dropped).toEqual({ Series: 1 });
  });

  it('takes nothing of a file that carries a picture, wherever it is hidden', () => {
    const context = 'http://x/ProjectVic/DataModels/2.0.xml/US/$metadata#Media';
    const good = { MD5: 'c'.repeat(32), Category: 1 };
    for (const more of [
      { Thumbnail: Buffer.alloc(600, 7).toString('base64') },
      { Comments: 'data:image/png;base64,AAAA' },
      { Deep: { er: [{ Bytes: Array.from({ length: 300 }, (_, at) => at % 256) }] } },
    ])
      expect(readVics(JSON.stringify({ '@odata.context': context, value: [good, { ...good, ...more }] }))).toEqual({
        fault: 'holds-media',
      });
  });

  it('takes any text without falling over', () => {
    const context = fc.constantFrom(
      'http://x/ProjectVic/DataModels/2.0.xml/US/$metadata#Media',
      'http://x/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases',
      '',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .tuple(context, fc.array(fc.anything({ withNullPrototype: false })))
            .map(([at, value]) => safeJson({ '@odata.context': at, value })),
        ),
        (text) => {
          const read = readVics(text);
          if ('entries' in read)
            for (const one of read.entries) expect(one.md5 ?? one.sha1 ?? one.sha256).toMatch(/^[0-9a-f]{32,64}$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const safeJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
};

describe('CASE/UCO', () => {
  it('goes out by its shape, the same each time, every node named once and every reference kept', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const text = writeCase(head, given);
        const document = JSON.parse(text);
        expect(caseJudge(document), JSON.stringify(caseJudge.errors?.slice(0, 3))).toBe(true);
        expect(writeCase(head, given)).toBe(text);
        const ids = document['@graph'].map((one: { '@id': string }) => one['@id']);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [, to] of text.matchAll(/\{"@id":"([^"]+)"\}/g)) expect(ids).toContain(to);
        const back = taken(readCase(text));
        expect(back.entries).toEqual(
          given.map(({ md5, sha1, sha256, bytes, mimeType }) => ({ ...noHash, md5, sha1, sha256, bytes, mimeType })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('comes in from another tool with other prefixes, without names and paths, and refuses a payload', () => {
    const file = {
      '@id': 'x:1',
      '@type': ['observable:ObservableObject'],
      'core:hasFacet': [
        { '@type': 'observable:FileFacet', 'observable:fileName': 'ten-tre.jpg' },
        {
          '@type': 'observable:ContentDataFacet',
          'observable:sizeInBytes': { '@type': 'xsd:integer', '@value': '12' },
          'observable:hash': {
            '@type': 'types:Hash',
            'types:hashMethod': { '@value': 'SHA-256' },
            'types:hashValue': { '@value': 'AB'.repeat(32) },
          },
        },
      ],
    };
    const document = (one: object) =>
      JSON.stringify({
        '@context': { core: 'https://ontology.unifiedcyberontology.org/uco/core/' },
        '@graph': [one, { '@type': 'uco-identity:Person', name: 'A' }],
      });
    const read = taken(readCase(document(file)));
    expect(read).toEqual({
      entries: [{ ...noHash, sha256: 'ab'.repeat(32), bytes: 12 }],
      dropped: { Person: 1 },
      refused: [],
    });
    const loaded = structuredClone(file);
    Object.assign(loaded['core:hasFacet'][1] as object, { 'observable:dataPayload': 'AAAA' });
    expect(readCase(document(loaded))).toEqual({ fault: 'holds-media' });
  });

  it('takes any text without falling over', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .array(fc.jsonValue())
            .map((graph) => JSON.stringify({ '@context': 'https://caseontology.org', '@graph': graph })),
        ),
        (text) => {
          readCase(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the export of ICSE', () => {
  const columns =
    'MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File Available;Media Type;Baseline';
  const read = (...lines: readonly string[]) => readIcse(Buffer.from([columns, ...lines, ''].join('\r\n')));

  it('is read without names of series, and no baseline is no judgement', async () => {
    const photo = Buffer.alloc(144, 9).toString('base64');
    const got = taken(
      await read(
        `${'A'.repeat(32)};${'B'.repeat(40)};${photo};15;true;false;;Tên chuỗi;3;true;Image;true`,
        `${'C'.repeat(32)};;zu kurz;16;;;;;;;;false`,
        ';;;17;;;;;;;;true',
      ),
    );
    expect(got.entries).toEqual([
      {
        ...noHash,
        md5: 'a'.repeat(32),
        sha1: 'b'.repeat(40),
        photoDna: photo,
        category: 1,
        distributed: true,
        victimIdentified: false,
      },
      { ...noHash, md5: 'c'.repeat(32) },
    ]);
    expect(got.refused).toEqual([3]);
    expect(got.dropped).toMatchObject({ 'Series name': 1, 'Image ID': 3 });
    expect(JSON.stringify(got)).not.toContain('Tên chuỗi');
  });

  it('of another shape, or with a picture in a cell, is refused', async () => {
    expect(await readIcse(Buffer.from('a;b\n1;2\n'))).toEqual({ fault: 'other-format' });
    expect(await read()).toEqual({ fault: 'empty' });
    expect(await read(`${'a'.repeat(32)};;;1;;;;${Buffer.alloc(600).toString('base64')};;;;true`)).toEqual({
      fault: 'holds-media',
    });
  });

  it('takes any bytes without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, named) => {
        await readIcse(named ? Buffer.concat([Buffer.from(`${columns}\n`), bytes]) : bytes);
      }),
      { numRuns: 200 },
    );
  });
});
