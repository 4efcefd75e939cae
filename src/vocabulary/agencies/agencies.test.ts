import { describe, expect, it } from 'vitest';
import {
  agenciesAt,
  agencyFunction,
  agencyKind,
  agencyLevel,
  centralAgencies,
  functionsAt,
  holdersOf,
} from '../index.ts';

const today = '2026-11-24';

describe('agencies', () => {
  it('have codes of their own, and parents and predecessors that exist', () => {
    const all = new Map([...centralAgencies, ...agenciesAt(today)].map((a) => [a.code, a]));
    expect(agenciesAt(today).length).toBe(new Set(agenciesAt(today).map((a) => a.code)).size);
    for (const a of all.values()) {
      expect(agencyKind.has(a.kind) && agencyLevel.has(a.level)).toBe(true);
      if (a.parent !== undefined) expect([a.code, all.has(a.parent)]).toEqual([a.code, true]);
      for (const p of a.predecessors) expect([a.code, all.has(p)]).toEqual([a.code, true]);
      for (const f of a.functions) {
        expect(agencyFunction.has(f.function)).toBe(true);
        expect([a.code, f.legalBasis !== '' && f.source !== '']).toEqual([a.code, true]);
      }
    }
  });

  it('are six for each of 34 provinces and two for each of 3,321 communes', () => {
    const by = (level: string) => agenciesAt(today).filter((a) => a.level === level).length;
    expect([by('PROVINCE'), by('COMMUNE')]).toEqual([34 * 6, 3321 * 2]);
    expect(agenciesAt(today).find((a) => a.code === 'UBND-00004')).toMatchObject({
      nameVi: 'Ủy ban nhân dân phường Ba Đình',
      parent: 'P-01',
      adminUnit: '00004',
    });
    expect(agenciesAt('2025-06-30').some((a) => a.level === 'COMMUNE')).toBe(false);
  });

  it('hand over on 1 March 2025: children to health, the network to public security', () => {
    const who = (code: 'COORDINATE_VNCOP' | 'SUPERVISE_CASES', day: `${number}-${number}-${number}`) =>
      holdersOf(code, day)
        .filter((a) => a.level === 'CENTRAL')
        .map((a) => a.code);
    expect(who('COORDINATE_VNCOP', '2025-02-28')).toEqual(['MIC-AIS']);
    expect(who('COORDINATE_VNCOP', '2025-03-01')).toEqual(['MPS-A05']);
    expect(who('SUPERVISE_CASES', '2025-02-28')).toContain('MOLISA-DCA');
    expect(who('SUPERVISE_CASES', today)).toEqual(['MOH-MCD', 'C111']);
    expect(agenciesAt(today).some((a) => ['MOLISA', 'MIC', 'VNISA'].includes(a.code))).toBe(false);
  });

  it('leave no function without a holder today, and the commune owns the case', () => {
    for (const code of agencyFunction.codes) expect([code, holdersOf(code, today).length > 0]).toEqual([code, true]);
    expect(holdersOf('OWN_CASE', today, '00004').map((a) => a.code)).toEqual(['UBND-00004']);
    expect(holdersOf('ORDER_TAKEDOWN', today, '79').map((a) => a.code)).toEqual([
      'MPS-A05',
      'MOCST-ABEI',
      'SVHTTDL-79',
    ]);
  });

  it('lose their functions when they end', () => {
    const molisa = centralAgencies.find((a) => a.code === 'MOLISA');
    expect(molisa && functionsAt(molisa, '2025-02-28').length).toBe(1);
    expect(molisa && functionsAt(molisa, '2025-03-01')).toEqual([]);
  });
});
