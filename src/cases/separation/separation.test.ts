import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { caseView, mergeCases, separate } from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

const hours = (n: number) => n * 3_600_000;

describe('a separation', () => {
  it('is decided, lasts 15 days at most with every prolongation, and longer only by an authority', async () => {
    const one = drive(home, (await openOwnCase(home, { urgency: 'U1' })).id);
    must(await one.act('officer', 'start-initial-risk'));
    const sep = async (who: 'officer' | 'chair', act: Parameters<typeof separate>[1]['act'], more: object = {}) =>
      separate(await (who === 'chair' ? one.chair() : one.officer()), {
        ...one.on,
        version: await one.version(),
        act,
        ...more,
      });
    expect(code(await sep('officer', 'propose'))).toBe('case.needs-reason');
    must(await sep('officer', 'propose', { ground: 'CARER_IS_OFFENDER' }));
    expect(code(await sep('officer', 'propose', { ground: 'CARER_IS_OFFENDER' }))).toBe('separation.already-running');
    expect(code(await sep('officer', 'decide'))).toBe('case.not-your-role');
    expect(code(await sep('chair', 'put-in-force'))).toBe('separation.act-not-open');
    must(await sep('chair', 'decide'));
    const start = home.clock.now();
    const day = (n: number) => new Date(start.getTime() + n * hours(24));
    expect(code(await sep('chair', 'put-in-force', { until: day(17) }))).toBe('separation.too-long');
    must(await sep('chair', 'put-in-force', { until: day(7) }));
    home.clock.advance(hours(24 * 6));
    expect(code(await sep('chair', 'prolong', { until: day(16.9) }))).toBe('separation.too-long');
    const prolonged = must(await sep('chair', 'prolong'));
    expect(prolonged.until?.toISOString().slice(0, 10)).toBe(day(15).toISOString().slice(0, 10));
    expect(code(await sep('chair', 'extend-by-authority', { until: day(40) }))).toBe('separation.needs-authority');
    expect(
      must(
        await sep('chair', 'extend-by-authority', {
          until: day(40),
          authority: 'Tòa án nhân dân khu vực',
          documentNumber: '5/QĐ-TA',
        }),
      ).status,
    ).toBe('EXTENDED_BY_AUTHORITY');
    const other = await openOwnCase(home);
    expect(
      code(
        await mergeCases(await one.officer(), { ...one.on, version: await one.version(), into: other.id, reason: 'x' }),
      ),
    ).toBe('case.separation-running');
    must(await sep('chair', 'lift'));
    const clocks = must(await caseView(await one.officer(), one.on)).overview.clocks;
    expect(
      clocks.filter((clock) => clock.rule.startsWith('DL-SEP')).map((clock) => [clock.rule, clock.status]),
    ).toEqual([
      ['DL-SEP-12H', 'met'],
      ['DL-SEP-15D', 'met'],
    ]);
  });
});
