-- The queue of a desk, second page, as PostgreSQL gets it. Written by desk.test.ts with UPDATE_GOLDEN=1.
with "open" as not materialized (select "r"."id", "r"."reference", "r"."channel", "r"."received_at", "r"."informant_type", "r"."portal_band", "r"."age_band", "r"."sex", "r"."province_code", "r"."commune_code", "r"."desk_code", "r"."organisation", "r"."status", "r"."urgency", "r"."incident_codes", "r"."danger_now", "r"."still_going_on", "r"."safe_contact", "r"."story_signals", "r"."language", "r"."assigned_to", "r"."duplicate_of", "r"."version", "r"."screened_at", "r"."first_reply_at", "r"."last_message_at", "r"."unanswered", "r"."closed_at", "r"."next_due_from", "r"."next_due_at", "r"."next_due_rule", "r"."sealed_by", "r"."filed_by", "r"."is_demonstration", "r"."queue_rank", "r"."queue_due", "r"."queue_danger" as "danger", "r"."queue_due" as "due", "r"."id" as "place"
from "intake"."report" as "r"
where ((false or "r"."desk_code" = any($1::text[]) or false or false)
  and ("r"."desk_code" = any($2::text[]) or false))
  and "r"."desk_code" = $3
  and r.is_open), "page" as ((select *, 'kept' as "part"
from "open"
where "danger" = false
  and due >= $4
  and due < $5
  and (due, place) > ($6, $7)
order by "due", "place"
limit $8) union all (select *, 'late' as "part"
from "open"
where "danger" = false
  and due < $9
order by "queue_rank", "due", "place"
limit $10) union all (select *, 'no-clock' as "part"
from "open"
where "danger" = false
  and due = $11
order by "due", "place"
limit $12)) select *
from "page"
limit $13
