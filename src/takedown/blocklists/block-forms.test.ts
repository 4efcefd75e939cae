import { expect, it } from 'vitest';
import { StructuredErrors } from './block-error.ts';
import {
  domainList,
  HASH,
  hashesWith,
  hashOf,
  jsonList,
  type ListedEntry,
  prefixesOf,
  sortedHashes,
  urlList,
  zoneFile,
  zoneRecords,
} from './block-forms.ts';

const entry = (kind: ListedEntry['kind'], value: string, code = 'AAAA-BBBB'): ListedEntry => ({
  kind,
  value,
  code,
  reason: 'CSAM',
  agency: 'MPS-A05',
});
const text = (pieces: Iterable<string>) => [...pieces].join('');
const entries = [
  entry('DOMAIN', 'xau.example'),
  entry('HOST', 'a.may.example'),
  entry('URL', 'b.example/trang?x=1'),
  entry('IP', '203.0.113.9'),
];

it('writes apex and wildcard of a domain, a host alone, no page, and an address backwards', () => {
  expect(zoneRecords('base', entries, { stopPage: 'chan.example.' }).lines).toEqual([
    'xau.example CNAME chan.example.',
    '*.xau.example CNAME chan.example.',
    'a.may.example CNAME chan.example.',
    '32.9.113.0.203.rpz-ip CNAME chan.example.',
  ]);
  expect(zoneRecords('delta', [], { stopPage: null }, [entry('DOMAIN', 'cho-qua.example')]).lines).toEqual([
    'cho-qua.example CNAME rpz-passthru.',
    '*.cho-qua.example CNAME rpz-passthru.',
  ]);
  expect(zoneRecords('base', [entry('IP', '2001:db8::1')], { stopPage: null }).lines).toEqual([
    '128.1.zz.db8.2001.rpz-ip CNAME .',
  ]);
});

it('refuses one bad line by itself and tells it, and keeps the zone', () => {
  const label = 'a'.repeat(60);
  const long = `${label}.${label}.${label}.${'a'.repeat(53)}.vn`;
  const bad = [
    entry('DOMAIN', 'a.vn\n@ SOA evil. evil. 9 9 9 9 9', 'BAD0-0001'),
    entry('HOST', 'a b.vn', 'BAD0-0002'),
    entry('DOMAIN', '$INCLUDE', 'BAD0-0003'),
    entry('DOMAIN', long, 'BAD0-0004'),
    entry('IP', 'x', 'BAD0-0005'),
  ];
  const zone = zoneRecords('base', [...bad, entry('HOST', 'ok.example')], { stopPage: null });
  expect(zone.lines).toEqual(['ok.example CNAME .']);
  expect(zone.refused.map(({ code }) => code)).toEqual(bad.map(({ code }) => code));
});

it('keeps owner and zone within 255 octets to the octet', () => {
  const tail = '.base.rpz.lachan.'.length;
  const label = 'a'.repeat(63);
  const room = 255 - tail - 1;
  const name = `${label}.${label}.${label}.`;
  const fits = `${name}${'a'.repeat(room - name.length - 3)}.vn`;
  expect(zoneRecords('base', [entry('HOST', fits)], { stopPage: null }).refused).toEqual([]);
  const over = `${name}${'a'.repeat(room - name.length - 2)}.vn`;
  expect(zoneRecords('base', [entry('HOST', over)], { stopPage: null }).refused).toHaveLength(1);
  expect(zoneRecords('base', [entry('DOMAIN', fits)], { stopPage: null }).refused).toHaveLength(1);
});

it('has a head whose serial is the version and whose answers are kept 30 seconds', () => {
  expect(zoneFile(7, ['a.vn CNAME .'])).toBe(
    '$TTL 30\n@ SOA localhost. hostmaster.localhost. 7 30 15 604800 30\n@ NS localhost.\na.vn CNAME .\n',
  );
});

it('writes lists of pages, of names and for programs', () => {
  expect(text(urlList(entries))).toBe('xau.example/\na.may.example/\nb.example/trang?x=1\n');
  expect(text(domainList(entries))).toBe('xau.example\na.may.example\n');
  const list = (of: readonly ListedEntry[]) => {
    const errors = new StructuredErrors({
      portal: 'https://treem.example',
      organisations: new Map([['MPS-A05', 'Cục "A05"']]),
    });
    return JSON.parse(text(jsonList(3, new Date('2026-11-28T00:00:00Z'), of, errors)));
  };
  const said = {
    c: ['https://treem.example/chan/{code}', 'tel:111'],
    j: 'Trang này bị chặn vì có tài liệu xâm hại tình dục trẻ em.',
    o: 'Cục "A05"',
    l: 'vi',
    inc: '{code}',
  };
  // An agency that nobody can name any more is called by its code; what is blocked is in no word that a resolver gives on.
  const old = { ...entry('HOST', 'cu.example', 'CCCC-DDDD'), agency: 'CU', reason: 'CU' };
  expect(list([...entries, old])).toEqual({
    version: 3,
    issued: '2026-11-28T00:00:00.000Z',
    ede: 16,
    entries: [
      ...entries.map(({ kind, value }) => ({ kind, value, code: 'AAAA-BBBB', error: 0 })),
      { kind: 'HOST', value: 'cu.example', code: 'CCCC-DDDD', error: 1 },
    ],
    errors: [said, { ...said, j: '', o: 'CU' }],
  });
  expect(list([])).toMatchObject({ entries: [], errors: [] });
});

it('answers a prefix with every full hash behind it, and no other', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => entry('DOMAIN', `t${at}.example`));
  const hashes = sortedHashes(many);
  expect(hashes.length).toBe(5_000 * HASH);
  for (const { value } of many.slice(0, 200)) {
    const hash = hashOf('DOMAIN', value);
    expect(hashesWith(hashes, hash.readUInt32BE(0)).map((one) => one.toString('hex'))).toContain(hash.toString('hex'));
  }
  expect(hashesWith(hashes, hashOf('DOMAIN', 'khong.example').readUInt32BE(0))).toEqual([]);
  const twice = Buffer.concat([hashes.subarray(0, HASH), hashes.subarray(0, HASH)]);
  expect(hashesWith(twice, hashes.readUInt32BE(0))).toHaveLength(2);
  expect(prefixesOf(twice)).toEqual(hashes.subarray(0, 4));
});
