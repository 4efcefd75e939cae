import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { readTarget } from './block-entry.ts';
import { openBlockHome } from './block-lists.testing.ts';
import { proposeBlock } from './propose-block.ts';

const label = (length: number) => 'a'.repeat(length);
const long = `${label(63)}.${label(63)}.${label(63)}.`;

describe('what somebody wants blocked', () => {
  it.each([
    ['xau.example.', 'xau.example'],
    ['.xau..example', 'xau.example'],
    ['XAU.Example', 'xau.example'],
    ['ｘａｕ。example', 'xau.example'],
    ['xau\u00ad.example', 'xau.example'],
    ['xau.example:8080', 'xau.example'],
    ['tên-miền.example', 'xn--tn-min-iva0322d.example'],
    ['faß.example', 'xn--fa-hia.example'],
    ['_dmarc.xau.example', '_dmarc.xau.example'],
    [`${long}${label(61)}`, `${long}${label(61)}`],
  ])('%s is the name %s', (written, value) => {
    expect(must(readTarget('DOMAIN', written, undefined))).toMatchObject({ value, host: value });
  });

  it.each([
    ...[
      '',
      '.',
      'example',
      'xau.1',
      '-xau.example',
      'xau-.example',
      '*.xau.example',
      'a:b@xau.example',
      'xau.example/a',
      'xau.example?x',
    ],
    ...[
      `${label(64)}.example`,
      `${long}${label(62)}`,
      'xau.example"',
      'xau.example;',
      'xau.example\n$INCLUDE /etc/passwd',
      'xau.vn\u202e',
    ],
  ])('%j is no name', (written) => {
    expect(code(readTarget('DOMAIN', written, undefined))).toBe('block-entry.target-unusable');
  });

  it.each(['203.0.113.9', '0x7f.1', '2130706433', '[2001:db8::1]', 'http://203.0.113.9/a'])(
    'the address %s is blocked as no name and no page, whatever order there is',
    (written) => {
      for (const kind of ['DOMAIN', 'HOST', 'URL'] as const)
        expect(code(readTarget(kind, written, 'Quyết định số 1'))).toBe('block-entry.address-needs-order');
    },
  );

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ])('the address %s stands as %s, and not without an order', (written, value) => {
    expect(must(readTarget('IP', written, 'Quyết định số 1'))).toMatchObject({ value, host: value });
    expect(code(readTarget('IP', written, undefined))).toBe('block-entry.address-needs-order');
  });

  it.each([
    ...['203.0.113.009', '203.0.113.0/24', '203.0.113.9:53', '0x7f.1', 'xau.example', '2001:db8::1%eth0', ''],
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '100.64.0.1',
      '192.168.1.1',
      '0.0.0.0',
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
    ],
  ])('%j is no address that can be blocked', (written) => {
    expect(code(readTarget('IP', written, 'Quyết định số 1'))).toBe('block-entry.target-unusable');
  });
});

describe('an address in the lists', () => {
  const home = fileFixture(() => openBlockHome());

  it('needs an order of more than blanks, and the table takes none without', async () => {
    const { analyst } = await home.now();
    const later = (days: number) => new Date(home.clock.now().getTime() + days * 86_400_000);
    const input = {
      kind: 'IP',
      value: '203.0.113.10',
      reason: 'CSAM',
      basis: 'CYBER_2025_25',
      reviewAt: later(10),
      expiresAt: later(20),
    } as const;
    for (const legalOrder of [undefined, '', ' \t'])
      expect(code(await proposeBlock(analyst, { ...input, legalOrder }))).toBe('block-entry.address-needs-order');
    const { id } = must(await proposeBlock(analyst, { ...input, legalOrder: 'Quyết định số 1' }));
    await expect(
      home.owner.query('update takedown.block_entry set legal_order = null where id = $1', [id]),
    ).rejects.toThrow(/check constraint/);
  });
});
