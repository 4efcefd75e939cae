import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newCode, newId } from '../../kernel/index.ts';
import { openDocument, orderFile, previewOrder } from './open-document.ts';
import { orderDetail } from './order-detail.ts';
import { openOrdersHome } from './orders.testing.ts';

const home = fileFixture(() => openOrdersHome('2026-11-24T02:00:00Z'));
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);

/** A file that a member's machine reported of an item, as its flags say. */
async function fileOf(item: string, viewed: boolean | null): Promise<void> {
  const [report, part] = [newId<'machine-report'>(), newId<'part'>()];
  await home.owner.query(
    `insert into takedown.machine_report (id, reference, agency, client, body_mark, form, test, state, incident_type, incident_at, urgent, sealed, quality,
       opened_at, changed_at, expires_at, finished_at)
     values ($1, $2, 'MAU-NEN-TANG', 'may', decode(repeat('00', 32), 'hex'), 'JSON', false, 'FINISHED', 'CSAM', now(), false, '\\x00', 50, now(), now(), now(), now())`,
    [report, `BT-${newCode()}`],
  );
  await home.owner.query(
    `insert into takedown.machine_report_part (id, report_id, agency, shown, kind, place, viewed, quality, added_at, item_id)
     values ($1, $2, 'MAU-NEN-TANG', true, 'FILE', 0, $3, 50, now(), $4)`,
    [part, report, viewed, item],
  );
  await home.owner.query(
    "update takedown.arrival set object_kind = 'machine-report-part', object_id = $2 where item_id = $1 and object_kind is null",
    [item, part],
  );
}

it('the documents and the draft of an order for what no provider viewed open to police by a ground of law alone', async () => {
  const { id, item, addressee } = await home.sent('https://noi-mau.example/chua-xem');
  const document = { order: id, kind: 'ORDER' } as const;
  must(await openDocument(as('orderer'), document));
  await fileOf(item, null);
  expect(must(await orderDetail(as('orderer'), { order: id })).needsGround).toBe(true);
  expect(code(await openDocument(as('orderer'), document))).toBe('machine-report.ground-needed');
  expect(code(await openDocument(as('orderer'), { ...document, ground: 'NO_SUCH' }))).toBe(
    'machine-report.ground-needed',
  );
  for (const format of ['pdf', 'docx'] as const)
    expect(code(await orderFile(as('orderer'), { ...document, format }))).toBe('machine-report.ground-needed');
  must(await openDocument(as('orderer'), { ...document, ground: 'PROCEEDINGS' }));
  // Who is bound by no criminal procedure, and who was ordered, open it as before.
  must(await openDocument(as('ministry'), document));
  must(await openDocument(as('member'), document));
  expect(must(await orderDetail(as('ministry'), { order: id })).needsGround).toBe(false);
  expect(must(await orderDetail(as('member'), { order: id })).needsGround).toBe(false);

  const other = await home.verified('https://noi-mau.example/chua-xem/2');
  await fileOf(other, false);
  const order = await home.propose(other, addressee);
  expect(code(await previewOrder(as('second'), { order }))).toBe('machine-report.ground-needed');
  must(await previewOrder(as('second'), { order, ground: 'CHILD_IN_DANGER' }));
  must(await previewOrder(as('ministry'), { order }));
  const { rows } = await home.owner.query<{ body: string }>(
    "select body from kernel.audit_entry where action = 'takedown-order.open' and body like '%basis%' order by at",
  );
  expect(rows.flatMap(({ body }) => /CHILD_IN_DANGER|PROCEEDINGS/.exec(body)?.[0] ?? []).sort()).toEqual([
    'CHILD_IN_DANGER',
    'PROCEEDINGS',
  ]);
});

it('one file that somebody viewed opens them again', async () => {
  const { id, item } = await home.sent('https://noi-mau.example/da-xem');
  await fileOf(item, true);
  must(await openDocument(as('orderer'), { order: id, kind: 'ORDER' }));
});
