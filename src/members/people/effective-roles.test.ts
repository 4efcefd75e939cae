import { describe, expect, test } from 'vitest';
import { areaOf, effectiveAssignments, type HolderFacts } from './effective-roles.ts';
import { agencyGrantsReach, grantReaches } from './grant-reach.ts';

const DAY = '2026-11-24';
const helpline: HolderFacts = { kind: 'HELPLINE', level: 'CENTRAL', adminUnit: null, functions: ['RUN_HELPLINE'] };
const province: HolderFacts = {
  kind: 'PROVINCIAL_DEPARTMENT',
  level: 'PROVINCE',
  adminUnit: '01',
  functions: ['SUPERVISE_CASES'],
};
const commune: HolderFacts = {
  kind: 'PEOPLES_COMMITTEE',
  level: 'COMMUNE',
  adminUnit: '00004',
  functions: ['OWN_CASE'],
};
const held = (role: string, more: object = {}) => ({ role, agency: 'A', ...more });

describe('the roles that give something', () => {
  test('are those that the agency may hold today, with their desk', () => {
    const given = [held('111_agent', { desk: 'D' }), held('dpo'), held('content_analyst'), held('nobody')];
    expect(effectiveAssignments(given, helpline, DAY)).toEqual([held('111_agent', { desk: 'D' }), held('dpo')]);
    expect(effectiveAssignments(given, { ...helpline, functions: [] }, DAY)).toEqual([held('dpo')]);
    expect(effectiveAssignments([], helpline, DAY)).toEqual([]);
  });

  test('are for the area of the agency, whatever was written beside them', () => {
    const officer = (more: object = {}) => held('province_child_officer', more);
    expect(effectiveAssignments([officer({ province: '79' })], province, DAY)).toEqual([officer({ province: '01' })]);
    expect(effectiveAssignments([officer()], province, DAY)).toEqual([officer({ province: '01' })]);
    const worker = held('commune_child_officer', { commune: '00008', province: '79' });
    expect(effectiveAssignments([worker], commune, DAY)).toEqual([held('commune_child_officer', { commune: '00004' })]);
  });

  test('of a central agency may be narrower than the nation; of a province, for one commune of its own', () => {
    expect(areaOf({ adminUnit: null }, {}, DAY)).toEqual({});
    expect(areaOf({ adminUnit: null }, { province: '01' }, DAY)).toEqual({ province: '01' });
    expect(areaOf({ adminUnit: null }, { commune: '00004' }, DAY)).toEqual({ commune: '00004' });
    expect(areaOf({ adminUnit: '01' }, { commune: '00004' }, DAY)).toEqual({ province: '01', commune: '00004' });
    // A commune of another province, and one that is none.
    expect(areaOf({ adminUnit: '79' }, { commune: '00004' }, DAY)).toEqual({ province: '79' });
    expect(areaOf({ adminUnit: '01' }, { commune: '99999' }, DAY)).toEqual({ province: '01' });
    expect(areaOf({ adminUnit: '00004' }, { province: '01' }, DAY)).toEqual({ commune: '00004' });
  });
});

describe('a grant', () => {
  const who = (...assignments: readonly object[]) => ({
    person: 'P',
    agency: 'A',
    assignments: assignments as { role: string; agency: string; desk?: string }[],
  });
  const reaches = (subjectKind: 'person' | 'agency' | 'desk', subject: string, one: ReturnType<typeof who>) =>
    grantReaches({ subjectKind, subject }, one);

  test('to a person reaches that person, while they hold any role', () => {
    expect(reaches('person', 'P', who(held('takedown_officer')))).toBe(true);
    expect(reaches('person', 'Q', who(held('takedown_officer')))).toBe(false);
    expect(reaches('person', 'P', who())).toBe(false);
  });

  test('to an agency reaches those who work on cases there', () => {
    expect(reaches('agency', 'A', who(held('facility_worker')))).toBe(true);
    expect(reaches('agency', 'A', who(held('agency_admin'), held('police_intake')))).toBe(true);
    expect(reaches('agency', 'B', who(held('facility_worker')))).toBe(false);
    for (const role of [
      'agency_admin',
      'sysadmin',
      'dpo',
      'auditor',
      'content_analyst',
      'report_author',
      'takedown_officer',
    ])
      expect([role, reaches('agency', 'A', who(held(role)))]).toEqual([role, false]);
    expect(reaches('agency', 'A', who())).toBe(false);
    expect(agencyGrantsReach([held('agency_admin'), held('commune_chair')])).toBe(true);
    expect(agencyGrantsReach([held('agency_admin')])).toBe(false);
  });

  test('to a desk reaches those who hold a role at it', () => {
    expect(reaches('desk', 'D', who(held('111_agent', { desk: 'D' })))).toBe(true);
    expect(reaches('desk', 'D', who(held('111_agent', { desk: 'E' }), held('dpo')))).toBe(false);
    expect(reaches('desk', 'A', who(held('111_agent')))).toBe(false);
  });
});
