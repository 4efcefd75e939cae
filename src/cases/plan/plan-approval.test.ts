import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());

test('a plan that waited before approvals had a table of their own waits after, for the same content', async () => {
  const waits = drive(home, (await openOwnCase(home)).id);
  await waits.to('PLAN_SUBMITTED');
  const approved = drive(home, (await openOwnCase(home)).id);
  await approved.to('PLAN_APPROVED');
  const approvals = async () =>
    (
      await home.owner.query(
        "select object_id, agency, made_by, asked_by, asked_at, digest, decision, decided_by from work.approval where kind = 'case-plan' order by object_id",
      )
    ).rows;
  const now = await approvals();
  expect(now).toHaveLength(2);

  // As the tables were: who submitted and who decided stood with the plan.
  await home.owner.query(
    'alter table cases.plan add column submitted_at timestamptz, add column submitted_by text, add column decided_at timestamptz, add column decided_by text',
  );
  await home.owner.query(
    `update cases.plan set submitted_at = asked_at, submitted_by = asked_by::text, decided_at = approval.decided_at, decided_by = approval.decided_by::text
     from work.approval as approval where approval.object_id = plan.id::text`,
  );
  await home.owner.query("delete from work.approval where kind = 'case-plan'");
  await home.owner.query(readFileSync(new URL('../migrations/0009-plans-to-approvals.sql', import.meta.url), 'utf8'));
  expect(await approvals()).toEqual(now);
  await waits.fill('chair', 'FORM-05');
  must(await waits.act('chair', 'approve-plan'));
});
