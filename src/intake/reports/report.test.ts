import { describe, expect, it } from 'vitest';
import { informantType, type ReportStatus, reportStatus } from '../../vocabulary/index.ts';
import {
  closedStatuses,
  gravestUrgency,
  hasReporter,
  nextStatus,
  openActs,
  openStatuses,
  type ReportAct,
  reportActs,
  urgenciesOf,
} from './report.ts';

/** domain.md 5.2, written out a second time: each state with the acts that are open in it. Everything else is refused. */
const screenings = {
  'screen:EMERGENCY': 'EMERGENCY',
  'screen:NORMAL': 'NORMAL',
  'screen:INFO_ONLY': 'INFO_ONLY',
  'screen:OUT_OF_SCOPE': 'OUT_OF_SCOPE',
} as const;
const table: Record<ReportStatus, Partial<Record<ReportAct, ReportStatus>>> = {
  RECEIVED: { ...screenings, 'mark-duplicate': 'DUPLICATE' },
  SCREENED: {},
  EMERGENCY: { ...screenings, 'start-verifying': 'VERIFYING', 'mark-duplicate': 'DUPLICATE' },
  NORMAL: { ...screenings, 'start-verifying': 'VERIFYING', 'mark-duplicate': 'DUPLICATE' },
  INFO_ONLY: { ...screenings, 'give-feedback': 'FEEDBACK_GIVEN', close: 'CLOSED' },
  OUT_OF_SCOPE: { ...screenings, 'give-feedback': 'FEEDBACK_GIVEN', close: 'CLOSED' },
  DUPLICATE: { reopen: 'REOPENED' },
  VERIFYING: {
    confirm: 'CONFIRMED',
    'find-unfounded': 'UNFOUNDED',
    'find-unverifiable': 'UNVERIFIABLE',
    'mark-duplicate': 'DUPLICATE',
  },
  CONFIRMED: { route: 'ROUTED' },
  UNFOUNDED: { 'give-feedback': 'FEEDBACK_GIVEN', close: 'CLOSED' },
  UNVERIFIABLE: { 'give-feedback': 'FEEDBACK_GIVEN', close: 'CLOSED' },
  ROUTED: { 'give-feedback': 'FEEDBACK_GIVEN' },
  FEEDBACK_GIVEN: { close: 'CLOSED' },
  CLOSED: { reopen: 'REOPENED' },
  REOPENED: { ...screenings, 'start-verifying': 'VERIFYING', 'mark-duplicate': 'DUPLICATE' },
};

describe('the states of a report', () => {
  it.each(reportStatus.codes.flatMap((status) => reportActs.map((act) => [status, act] as const)))(
    '%s, %s',
    (status, act) => {
      expect(nextStatus(status, act)).toBe(table[status][act]);
    },
  );

  it('offers exactly the acts that are open', () => {
    for (const status of reportStatus.codes) expect(openActs(status).sort()).toEqual(Object.keys(table[status]).sort());
  });

  it('lets every state but SCREENED, where none rests, be reached and left', () => {
    const reached = new Set<ReportStatus>(['RECEIVED']);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const status of [...reached])
        for (const act of openActs(status)) reached.add(nextStatus(status, act) as ReportStatus);
    }
    expect(reportStatus.codes.filter((status) => !reached.has(status))).toEqual(['SCREENED']);
    for (const status of reached) expect(openActs(status).length).toBeGreaterThan(0);
  });

  it('counts closed and joined reports, and no others, as out of the queue', () => {
    expect([...closedStatuses, ...openStatuses].sort()).toEqual([...reportStatus.codes].sort());
    expect(closedStatuses).toEqual(['CLOSED', 'DUPLICATE']);
  });

  it.each(reportStatus.codes)(
    '%s, told by nobody: nobody is answered, and it ends once it has been passed on',
    (status) => {
      for (const act of reportActs) {
        const passedOn = act === 'close' && ['ROUTED', 'CONFIRMED'].includes(status);
        const expected = act === 'give-feedback' ? undefined : passedOn ? 'CLOSED' : table[status][act];
        expect([act, nextStatus(status, act, false)]).toEqual([act, expected]);
      }
      expect(openActs(status, false)).not.toContain('give-feedback');
    },
  );

  it('was told by somebody, unless the platform itself has seen it', () => {
    expect(informantType.codes.filter((informant_type) => !hasReporter({ informant_type }))).toEqual(['MONITORING']);
  });

  it('stays as grave as it ever was', () => {
    const screened = (urgency: string, suggested: string) => ({ code: 'screened', codes: { urgency, suggested } });
    const report = { urgency: 'U4', danger_now: 'no' } as const;
    expect(gravestUrgency(report, [])).toBe('U4');
    expect(gravestUrgency({ urgency: null, danger_now: 'unknown' }, [])).toBeNull();
    expect(gravestUrgency({ ...report, danger_now: 'yes' }, [])).toBe('U1');
    expect(gravestUrgency(report, [screened('U2', 'U3'), screened('U4', 'U3')])).toBe('U2');
    expect(gravestUrgency(report, [screened('U4', 'U1')])).toBe('U1');
    expect(gravestUrgency(report, [{ code: 'assigned', codes: { urgency: 'U1' } }])).toBe('U4');
  });

  it('ties U1 to emergencies', () => {
    expect(urgenciesOf('EMERGENCY')).toEqual(['U1']);
    expect(urgenciesOf('NORMAL')).toEqual(['U2', 'U3']);
    for (const outcome of ['INFO_ONLY', 'OUT_OF_SCOPE'] as const) expect(urgenciesOf(outcome)).toEqual(['U4']);
    for (const outcome of ['NORMAL', 'INFO_ONLY', 'OUT_OF_SCOPE'] as const)
      expect(urgenciesOf(outcome)).not.toContain('U1');
  });
});
