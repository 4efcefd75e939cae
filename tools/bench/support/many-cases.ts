import type pg from 'pg';

export interface ManyCases {
  readonly cases: number;
  readonly eventsPerCase: number;
  /** Official codes of the communes that the cases are spread over; the first gets one case in a hundred more. */
  readonly communes: readonly { readonly code: string; readonly province: string }[];
  /** When the clocks of these cases end, spread over the day that begins here. */
  readonly dueFrom: Date;
}

/** Fills the case tables in bulk with rows that hold codes and times only, as a nation's year would leave them; the owner's connection writes. */
export async function insertManyCases(owner: pg.Pool, input: ManyCases): Promise<void> {
  const codes = input.communes.map((one) => one.code);
  const provinces = input.communes.map((one) => one.province);
  const client = await owner.connect();
  try {
    await client.query('drop table if exists bulk');
    await client.query(
      `create temporary table bulk as
       select uuidv7() as id, uuidv7() as incident, n, ($2::text[])[place] as commune, ($3::text[])[place] as province
       from (select n, case when n % 100 = 0 then 1 else 1 + n % cardinality($2::text[]) end as place from generate_series(1, $1::int) as n) as numbered`,
      [input.cases, codes, provinces],
    );
    await client.query(
      `insert into cases.incident (id, opened_at, opened_by_agency, is_demonstration) select incident, $1::timestamptz - interval '3 days', 'C111', true from bulk`,
      [input.dueFrom],
    );
    await client.query(
      `insert into cases.protection_case (id, incident_id, reference, commune_code, province_code, owner_agency, reporting_agency, status, urgency, age_band, information_at, opened_at,
         last_act_at, last_act, next_due_from, next_due_at, next_due_rule, is_demonstration)
       select id, incident,
         (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((n::bigint + 40503) * 2654435761 % 1099511627776 / power(32, place)::bigint % 32)::int, 1), '' order by place) from generate_series(0, 3) as place)
           || '-' || (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((n::bigint + 40503) * 2654435761 % 1099511627776 / power(32, place)::bigint % 32)::int, 1), '' order by place) from generate_series(4, 7) as place),
         commune, province, 'UBND-' || commune, 'C111', (array['INITIAL_RISK', 'SPECIFIC_RISK', 'PLAN_DRAFT', 'PLAN_SUBMITTED', 'IMPLEMENTING'])[1 + n % 5], (array['U1', 'U2', 'U3', 'U3'])[1 + n % 4], 'A12_13',
         $1::timestamptz - interval '3 days', $1::timestamptz - interval '3 days', $1::timestamptz - interval '2 days', 'opened',
         $1::timestamptz - interval '3 days', $1::timestamptz + n % 86400 * interval '1 second', 'DL-PLAN-7WD', true
       from bulk`,
      [input.dueFrom],
    );
    await client.query(
      `insert into cases.event (id, case_id, code, at, recorded_at, actor_kind, agency, codes)
       select uuidv7(), id, (array['opened', 'start-initial-risk', 'form-submitted', 'assigned', 'implementation-logged'])[1 + place % 5], $1::timestamptz - interval '3 days' + place * interval '1 hour',
         $1::timestamptz - interval '3 days' + place * interval '1 hour', 'person', 'UBND-' || commune, '{"form": "FORM-02"}'
       from bulk cross join generate_series(1, $2::int) as place`,
      [input.dueFrom, input.eventsPerCase],
    );
    await client.query(
      `insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, urgency, started_at, warn_at, due_at, owner_agency, owner_role, province_code, commune_code, escalates_to)
       select uuidv7(), 'DL-PLAN-7WD.2017', 'DL-PLAN-7WD', 'case', id, id, 'opened', (array['U1', 'U2', 'U3', 'U3'])[1 + n % 4], $1::timestamptz - interval '3 days', $1::timestamptz - interval '1 day' + n % 86400 * interval '1 second',
         $1::timestamptz + n % 86400 * interval '1 second', 'UBND-' || commune, 'commune_chair', province, commune, 'PROVINCE'
       from bulk`,
      [input.dueFrom],
    );
    await client.query('drop table bulk');
  } finally {
    client.release();
  }
  // As a year of work would leave them: otherwise the database's own cleaning of all of it at once is what would be measured.
  for (const table of ['cases.protection_case', 'cases.event', 'cases.incident', 'clocks.clock'])
    await owner.query(`vacuum (analyze) ${table}`);
}
