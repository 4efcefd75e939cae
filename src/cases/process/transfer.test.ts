import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { caseView, decide, transferCase } from '../index.ts';
import { COMMUNE, drive, FAR, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('a child who moves', () => {
  it('is handed over: a case at the new commune with the child’s facts, the old file readable there, and nowhere else', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('IMPLEMENTING');
    expect(
      code(
        await transferCase(await one.officer(), {
          ...one.on,
          version: await one.version(),
          commune: NEIGHBOUR,
          reason: 'x',
        }),
      ),
    ).toBe('access.not-permitted');
    expect(
      code(
        await transferCase(await one.chair(), {
          ...one.on,
          version: await one.version(),
          commune: COMMUNE,
          reason: 'x',
        }),
      ),
    ).toBe('transfer.same-commune');
    expect(
      code(
        await transferCase(await one.chair(), { ...one.on, version: await one.version(), commune: FAR, reason: 'x' }),
      ),
    ).toBe('case.desk-has-no-key');
    const moved = must(
      await transferCase(await one.chair(), {
        ...one.on,
        version: await one.version(),
        commune: NEIGHBOUR,
        reason: 'Gia đình chuyển nhà.',
      }),
    );
    await home.work();
    const there = await home.as(home.neighbourOfficer);
    const fresh = must(await caseView(there, { case: moved.case, read: ['identity'] }));
    expect(fresh.overview).toMatchObject({ reference: moved.reference, status: 'OPEN', owner: `UBND-${NEIGHBOUR}` });
    expect(fresh.file?.child?.name).toBe('Lê Thị Mẫu');
    const old = must(await caseView(there, { ...one.on, read: ['narrative', 'identity'] }));
    expect(old.overview.status).toBe('TRANSFERRED');
    expect(old.file?.child?.name).toBe('Lê Thị Mẫu');
    expect(code(await caseView(await one.officer(), { case: moved.case }))).toBe('record.not-found');
    expect(code(await decide(there, { ...one.on, version: old.overview.version, act: 'reopen', reason: 'x' }))).toBe(
      'access.not-permitted',
    );
  });
});
