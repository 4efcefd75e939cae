import type pg from 'pg';

/**
 * Fills the tables with rows as filing and screening leave them, but for the sealed parts, which a list never reads.
 * Moments are to the millisecond, as the platform writes them.
 * @param open the part of them that is not closed, 0 to 1
 */
export async function fillReports(owner: pg.Pool, count: number, open = 0.1): Promise<void> {
  await owner.query('select setseed(0.5)');
  const chunk = 50_000;
  for (let done = 0; done < count; done += chunk) await owner.query(FILL, [Math.min(chunk, count - done), open]);
  await owner.query('analyze intake.report; analyze intake.event; analyze clocks.clock');
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FILL = `
  with fresh as (
    select uuidv7() as id, date_trunc('milliseconds', now() - random() * interval '5 years') as received_at, random() as kind, random() as open_draw,
      (select string_agg(substr('${ALPHABET}', 1 + floor(random() * 32)::int, 1), '') from generate_series(1, 8 + n * 0)) as code
    from generate_series(1, $1) as n
  ), made as (
    insert into intake.report (id, reference, channel, received_at, informant_type, age_band, sex, province_code, desk_code, organisation,
      status, urgency, danger_now, language, sealed_by, next_due_from, next_due_at, next_due_rule, closed_at)
    select id, substr(code, 1, 4) || '-' || substr(code, 5, 4), 'WEB', received_at, 'CHILD', 'A12_13', 'OTHER_UNK',
      (array['01', '79', '48', '31', '92', '22', '38', '40'])[1 + floor(random() * 8)::int], '111-intake', 'C111',
      case when open_draw < $2 then 'RECEIVED' else 'CLOSED' end,
      case when kind < 0.02 then 'U1' when kind < 0.2 then 'U2' when kind < 0.7 then 'U3' else null end, 'unknown', 'vi', 'server',
      case when open_draw < $2 then received_at end, case when open_draw < $2 then received_at + interval '2 hours' end,
      case when open_draw < $2 then 'DL-SCREEN' end, case when open_draw >= $2 then received_at + interval '3 days' end
    from fresh
    on conflict do nothing
    returning id, received_at
  ), events as (
    insert into intake.event (id, report_id, code, at, actor_kind)
    select uuidv7(), id, code, received_at + step * interval '1 hour', 'system'
    from made cross join (values (0, 'REPORT_RECEIVED'), (1, 'REPORT_SCREENED'), (2, 'REPORT_CLOSED')) as step(step, code)
  )
  insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, started_at, warn_at, due_at, owner_agency, escalates_to, status, ended_at)
  select uuidv7(), 'DL-SCREEN.2025', 'DL-SCREEN', 'report', id, id, 'filed', received_at, received_at + interval '1 hour', received_at + interval '2 hours', 'C111',
    'CENTRAL', 'met', received_at + interval '1 hour' from made`;
