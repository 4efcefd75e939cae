import { describe, expect, test } from 'vitest';
import { protectionStep } from '../../vocabulary/index.ts';
import { endsCase, groupOfAct, processPhases, stepNumbers, stepOfClock } from './process-map.ts';
import { caseActCodes, caseActs } from './protection-case.ts';

describe('the map of the process', () => {
  test('has each step of the law once, in its order', () => {
    expect(processPhases.flatMap(({ steps }) => [...steps])).toEqual(protectionStep.codes);
    expect(Object.keys(stepNumbers)).toEqual(protectionStep.codes);
  });

  test('knows which acts keep the child safe and which end the case', () => {
    const of = (group: string) => caseActCodes.filter((act) => groupOfAct(act) === group).sort();
    expect(of('safety')).toEqual(['decide-emergency', 'decide-further-emergency', 'note-new-danger']);
    expect(of('ends')).toEqual(
      [
        'close',
        'end-deceased',
        'end-false',
        'end-lost',
        'merge',
        'reopen',
        'return-from-court',
        'send-to-court',
        'transfer',
      ].sort(),
    );
    expect(caseActCodes.filter(endsCase)).not.toContain('reopen');
    expect(caseActCodes.filter(endsCase)).toContain('close');
  });

  test('leads each clock that an act meets to the step of the act', () => {
    for (const act of caseActCodes)
      for (const rule of caseActs[act].meets) expect(stepOfClock(rule), rule).toBeDefined();
    expect(stepOfClock('DL-SEP-15D')).toBe('SEPARATE');
    expect(stepOfClock('no-such-rule')).toBeUndefined();
  });
});
