import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dig, startUnbound, systemProgram } from '../../../tools/test/dns-servers.ts';
import { type NamedEntry, ZONES, type ZoneName, zoneFile, zoneRecords } from './block-forms.ts';

const program = (name: string) => systemProgram(name) ?? '';
const lacks = (name: string) => (program(name) === '' ? ` (${name} is not installed: NOT TRIED)` : '');
const folder = mkdtempSync(join(tmpdir(), 'lachan-judges-'));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (kind: NamedEntry['kind'], value: string): NamedEntry => ({ kind, value, code: 'AAAA-AAAA' });
const label = 'a'.repeat(63);
/** A name of so many octets as text. */
const name = (length: number) => {
  const head = `${label}.${label}.${label}.`;
  return `${head}${'b'.repeat(length - head.length - 8)}.example`;
};
/** The longest that fits before the zone: 255 octets with the length of each label and the root. */
const fits = (zone: ZoneName) => 255 - 2 - ZONES[zone].length - 1;

const good: readonly NamedEntry[] = [
  entry('DOMAIN', 'xau.example'),
  entry('HOST', 'a.may.example'),
  entry('HOST', '_x.may.example'),
  entry('DOMAIN', 'xn--tn-min-iva0322d.example'),
  entry('URL', 'b.example/trang'),
  entry('IP', '203.0.113.9'),
  entry('IP', '2001:db8::1'),
  entry('IP', '2001:db8:1:2:3:4:5:6'),
];
const bad: readonly NamedEntry[] = [
  entry('DOMAIN', 'a.vn\n@ SOA evil. evil. 9 9 9 9 9'),
  entry('HOST', 'a b.vn'),
  entry('DOMAIN', '$INCLUDE'),
  entry('HOST', 'a;b.vn'),
  entry('HOST', 'a"b.vn'),
  entry('HOST', 'a\\b.vn'),
  entry('HOST', 'cham.example.'),
  entry('HOST', 'tên.example'),
  entry('HOST', `${'a'.repeat(64)}.example`),
  entry('IP', 'x'),
];
const zoneOf = (zone: ZoneName, entries: readonly NamedEntry[], more: readonly string[] = []) =>
  zoneFile(7, [...zoneRecords(zone, entries, { stopPage: 'chan.example.' }).lines, ...more]);

/** What BIND's judge says of a zone. */
function checkZone(zone: ZoneName, content: string): { readonly ok: boolean; readonly said: string } {
  const file = join(folder, `${zone}.rpz`);
  writeFileSync(file, content);
  try {
    return {
      ok: true,
      said: execFileSync(program('named-checkzone'), ['-D', ZONES[zone], file], { encoding: 'utf8', stdio: 'pipe' }),
    };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, said: `${stdout}${stderr}` };
  }
}

describe.skipIf(program('named-checkzone') === '')(`named-checkzone${lacks('named-checkzone')}`, () => {
  it.each(['delta', 'base'] as const)(
    'reads every record of the %s zone, bad lines among its entries or not',
    (zone) => {
      const read = checkZone(zone, zoneOf(zone, [...good, ...bad]));
      expect(read).toMatchObject({ ok: true });
      const owners = read.said
        .split('\n')
        .flatMap((line) => /^(\S+)\s+30\s+IN\s+CNAME\s+chan\.example\.$/.exec(line)?.[1] ?? []);
      expect(owners.sort()).toEqual(
        [
          ...['xau.example', '*.xau.example', 'a.may.example', '_x.may.example', 'xn--tn-min-iva0322d.example'],
          ...[
            '*.xn--tn-min-iva0322d.example',
            '32.9.113.0.203.rpz-ip',
            '128.1.zz.db8.2001.rpz-ip',
            '128.6.5.4.3.2.1.db8.2001.rpz-ip',
          ],
        ]
          .map((owner) => `${owner}.${ZONES[zone]}.`)
          .sort(),
      );
    },
  );

  it.each(['delta', 'base'] as const)('agrees to the octet on what is too long for the %s zone', (zone) => {
    const [longest, over] = [name(fits(zone)), name(fits(zone) + 1)];
    expect(zoneRecords(zone, [entry('HOST', longest)], { stopPage: null }).refused).toEqual([]);
    expect(checkZone(zone, zoneOf(zone, [entry('HOST', longest)])).ok).toBe(true);
    expect(zoneRecords(zone, [entry('HOST', over)], { stopPage: null }).lines).toEqual([]);
    expect(checkZone(zone, zoneOf(zone, [], [`${over} CNAME .`]))).toMatchObject({
      ok: false,
      said: expect.stringMatching(/too long|ran out of space/),
    });
    // With all below it, two octets more.
    const wide = name(fits(zone) - 2);
    expect(checkZone(zone, zoneOf(zone, [entry('DOMAIN', wide)])).ok).toBe(true);
    expect(zoneRecords(zone, [entry('DOMAIN', name(fits(zone) - 1))], { stopPage: null }).lines).toEqual([]);
    expect(checkZone(zone, zoneOf(zone, [], [`*.${name(fits(zone) - 1)} CNAME .`])).ok).toBe(false);
  });

  it.each(bad.filter(({ kind, value }) => kind !== 'IP' && !/^(?:cham|tên|\$)/.test(value)).map(({ value }) => value))(
    'would refuse the whole zone for the one line %j, or read it as another name',
    (value) => {
      const read = checkZone('base', zoneOf('base', good, [`${value} CNAME .`]));
      expect(read.ok && read.said.includes(`${value}.${ZONES.base}.`)).toBe(false);
    },
  );
});

describe.skipIf(program('unbound-checkconf') === '')(`unbound-checkconf${lacks('unbound-checkconf')}`, () => {
  const check = (rpz: string) => {
    const file = join(folder, 'unbound.conf');
    writeFileSync(
      file,
      `server:\n  directory: "${folder}"\n  chroot: ""\n  username: ""\n  module-config: "respip validator iterator"\n${rpz}`,
    );
    try {
      execFileSync(program('unbound-checkconf'), [file], { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  };

  it('agrees to the settings that operators are told, and not to a rule that does not exist', () => {
    const settings = `rpz:
  name: ${ZONES.delta}
  url: "https://ten-mien.example/block-lists/x/delta.rpz"
  allow-notify: 192.0.2.1
rpz:
  name: ${ZONES.base}
  url: "https://ten-mien.example/block-lists/x/base-nx.rpz"
  rpz-action-override: cname
  rpz-cname-override: "chan.example."
`;
    expect(check(settings)).toBe(true);
    expect(check(settings.replace('override: cname', 'override: dan-toi'))).toBe(false);
  });
});

describe.skipIf(program('unbound') === '' || program('dig') === '')(
  `a real Unbound${lacks('unbound')}`,
  { timeout: 60_000 },
  () => {
    it('blocks apex and all below, one host alone, names of other scripts and the longest, with bad lines among the entries', async () => {
      const zonefile = join(folder, 'unbound.rpz');
      const longest = name(fits('base'));
      writeFileSync(zonefile, zoneOf('base', [...bad, ...good, entry('HOST', longest)]));
      const unbound = await startUnbound([{ name: ZONES.base, zonefile }], ['*.example. 60 IN A 192.0.2.7']);
      try {
        const blocked = (asked: string) => /CNAME\s+chan\.example\./.test(dig(unbound.port, asked).answer);
        for (const asked of [
          'xau.example',
          'a.xau.example',
          'a.b.xau.example.',
          'XAU.example',
          'a.may.example',
          'xn--tn-min-iva0322d.example',
          longest,
        ])
          expect([asked, blocked(asked)]).toEqual([asked, true]);
        for (const asked of [
          'may.example',
          'b.may.example',
          'x.a.may.example',
          'khongxau.example',
          'b.example',
          'cham.example',
        ])
          expect([asked, blocked(asked)]).toEqual([asked, false]);
      } finally {
        await unbound.stop();
      }
    });
  },
);
