import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  assignReport,
  confirmReport,
  fileReport,
  openReport,
  receiptView,
  recordCall,
  screenReport,
  startVerifying,
} from '../../intake/index.ts';
import { anonymous } from '../../kernel/index.ts';
import { openCase } from '../index.ts';
import { COMMUNE, openCasesHome, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

it('hands an emergency over while somebody verifies it, and nothing else that is being verified', async () => {
  const desk = home.as(home.counsellor);
  const file = async (key: string, outcome: 'NORMAL' | 'EMERGENCY', urgency: 'U1' | 'U2') => {
    const { receipt } = must(
      await fileReport(home.context(anonymous), {
        idempotencyKey: key,
        report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.' },
      }),
    );
    const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [
      receipt.locator,
    ]);
    const report = rows[0].report_id as string;
    const { triage } = must(await openReport(await desk, { report }));
    const screened = must(
      await screenReport(await desk, {
        report,
        version: triage.version,
        outcome,
        urgency,
        incidentCodes: ['OI-GROOM'],
      }),
    );
    const taken = must(
      await assignReport(await desk, { report, version: screened.version, to: home.counsellor.person }),
    );
    must(await startVerifying(await desk, { report, version: taken.version }));
    return report;
  };
  const usual = await file('verified-key-0001', 'NORMAL', 'U2');
  expect(code(await openCase(await desk, { report: usual, commune: COMMUNE, reception }))).toBe(
    'case.report-not-confirmed',
  );
  const emergency = await file('verified-key-0002', 'EMERGENCY', 'U1');
  must(await openCase(await desk, { report: emergency, commune: COMMUNE, reception }));
});

it('hands an emergency over before anybody has verified it, and what is not one only when it was confirmed', async () => {
  const desk = home.as(home.counsellor);
  const { receipt } = must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: 'emergency-key-0001',
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.', danger: { now: 'yes' } },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  const report = rows[0].report_id as string;
  const now = async () => must(await openReport(await desk, { report }));
  const screen = async (outcome: 'NORMAL' | 'EMERGENCY', urgency: 'U1' | 'U2', because?: string) =>
    must(
      await screenReport(await desk, {
        report,
        version: (await now()).triage.version,
        outcome,
        urgency,
        incidentCodes: ['OI-GROOM'],
        because,
      }),
    );
  await screen('NORMAL', 'U2', 'Em bấm nhầm.');
  expect(code(await openCase(await desk, { report, commune: COMMUNE, reception }))).toBe('case.report-not-confirmed');
  await screen('EMERGENCY', 'U1');

  // Those on duty were called: whom, by the list, and nobody else.
  must(await recordCall(await desk, { report, whom: 'POLICE-113' }));
  expect(code(await recordCall(await desk, { report, whom: '0912345678' as never }))).toBe('request.invalid');
  expect((await now()).events.filter((event) => event.code === 'called').map(({ codes }) => codes)).toEqual([
    { whom: 'POLICE-113' },
  ]);

  must(await openCase(await desk, { report, commune: COMMUNE, reception }));
  await home.work();
  const handed = await now();
  expect(
    handed.clocks.filter(({ rule }) => ['DL-FWD', 'DL-EMERG-12H'].includes(rule)).every(({ metAt }) => metAt),
  ).toBe(true);
  expect(must(await receiptView(home.context(anonymous), receipt)).timeline.map((step) => step.code)).toContain(
    'case-opened',
  );
  // It is verified afterwards, and asks for no second hand-over.
  const taken = must(
    await assignReport(await desk, { report, version: handed.triage.version, to: home.counsellor.person }),
  );
  const verifying = must(await startVerifying(await desk, { report, version: taken.version }));
  must(await confirmReport(await desk, { report, version: verifying.version }));
  expect((await now()).clocks.filter(({ rule, metAt }) => rule === 'DL-FWD' && metAt === null)).toEqual([]);
});
