import { describe, expect, it } from 'vitest';
import { agenciesAt, functionsAt, holdersOf } from './agencies.ts';
import { role } from './role.ts';
import { mayHoldRole, roleHolderRules } from './role-holder.ts';

const today = '2026-11-24';
const facts = (code: string, day: `${number}-${number}-${number}` = today) => {
  const agency = agenciesAt(day).find((one) => one.code === code);
  if (!agency) throw new Error(code);
  return { kind: agency.kind, level: agency.level, functions: functionsAt(agency, day).map((one) => one.function) };
};

describe('who may hold which role', () => {
  it('every role of the desk has a rule, and the people of the portal have none', () => {
    const ruled = new Set(roleHolderRules.flatMap((one) => one.roles));
    expect([...ruled].sort()).toEqual(
      role.terms
        .filter((term) => term.desk)
        .map((term) => term.code)
        .sort(),
    );
  });

  it('by function, kind and level on the day', () => {
    for (const [code, agency, holds] of [
      ['111_counsellor', 'C111', true],
      ['111_counsellor', 'MOH-MCD', false],
      ['hash_db_approver', 'MPS-A05', true],
      ['hash_db_approver', 'C111', false],
      ['ministry_child_officer', 'MOH-MCD', true],
      ['ministry_child_officer', 'C111', false],
      ['ministry_child_officer', 'SYT-01', false],
      ['province_child_officer', 'SYT-01', true],
      ['province_child_officer', 'MOH-MCD', false],
      ['commune_chair', 'UBND-00004', true],
      ['commune_chair', 'CAX-00004', false],
      ['police_investigator', 'CAX-00004', true],
      ['police_investigator', 'UBND-00004', false],
      ['listening_supervisor', 'MOH-MCD', true],
      ['listening_supervisor', 'C111', false],
      ['takedown_officer', 'SVHTTDL-01', true],
      ['takedown_officer', 'SYT-01', false],
      ['editor', 'MOH-MCD', true],
      ['editor', 'C111', true],
      ['editor', 'MPS-A05', false],
      ['sysadmin', 'MOH', true],
      ['sysadmin', 'SYT-01', false],
      ['auditor', 'NCMEC', false],
      ['auditor', 'SYT-01', true],
    ] as const)
      expect([code, agency, mayHoldRole(code, facts(agency), today)]).toEqual([code, agency, holds]);
    expect(holdersOf('RUN_HASH_DB', '2025-02-28').map((one) => one.code)).toEqual(['MIC-AIS']);
    expect(mayHoldRole('hash_db_approver', facts('MPS-A05', '2025-02-28'), '2025-02-28')).toBe(false);
  });
});
