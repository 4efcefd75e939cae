import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { playOffences } from './play-offences.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

it('invented files stand in several stages at two units, each says that it is a sample, and they are made once', async () => {
  const ctx = home.context(systemActor('test'));
  must(await syncAgencies(ctx));
  must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  expect(must(await playOffences(ctx, cast))).toBe(6);
  expect(must(await playOffences(ctx, cast))).toBe(0);
  const { rows } = await home.owner.query(
    `select lead_agency, stage, is_demonstration, (select count(*)::int from offences.file_stage where file_id = file.id and until_at is null) as open
     from offences.offence_file as file order by lead_agency, stage`,
  );
  expect(rows.map(({ lead_agency, stage }) => `${lead_agency} ${stage}`)).toEqual([
    'CAT-01 ADMIN_SANCTION',
    'CAT-01 INVESTIGATION',
    'CAT-01 JUDGED',
    'CAT-01 TIP',
    'CAT-01 VERIFYING_SOURCE',
    'CAT-79 INVESTIGATION',
  ]);
  expect(rows.every(({ is_demonstration, open }) => is_demonstration && open === 1)).toBe(true);
  const { rows: future } = await home.owner.query(
    'select count(*)::int as n from offences.offence_event where at > $1',
    [home.clock.now()],
  );
  expect(future[0].n).toBe(0);
  const { rows: requests } = await home.owner.query(
    'select state, count(*)::int as n from offences.offence_request group by state order by state',
  );
  expect(requests).toEqual([
    { state: 'ANSWERED', n: 1 },
    { state: 'DRAFTED', n: 1 },
    { state: 'SENT', n: 2 },
  ]);
  const { rows: tied } = await home.owner.query(
    `select (select count(*)::int from offences.identifier where is_demonstration) as identifiers,
       (select count(*)::int from offences.deconfliction_hit) as hits, (select count(*)::int from offences.deconfliction_pointer) as pointers,
       (select count(*)::int from offences.series where audience = 'CAT-01' and state = 'PROPOSED') as series`,
  );
  expect(tied).toEqual([{ identifiers: 4, hits: 1, pointers: 2, series: 1 }]);
  // Each person is a point of the graph, two of them with an identifier; two of one file and two of two files are held to be one.
  const { rows: persons } = await home.owner.query(
    `select link.origin_kind, class.level, count(*)::int as n from offences.link join offences.visibility_class as class on class.id = link.visibility
     join offences.node as src on src.id = link.src and src.kind = 8 where link.taken_back_at is null and link.is_demonstration group by 1, 2 order by 1, 2`,
  );
  expect(persons).toEqual([
    { origin_kind: 'offence-file', level: 'FILE', n: 2 },
    { origin_kind: 'person-of-interest', level: 'FILE', n: 3 },
    { origin_kind: 'same-person-claim', level: 'BOTH', n: 1 },
    { origin_kind: 'same-person-claim', level: 'FILE', n: 1 },
  ]);
}, 120_000);
