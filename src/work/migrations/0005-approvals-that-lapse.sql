-- What waited and is no longer wanted, because its object went another way, has lapsed: its asker did not take it back.
alter table work.approval drop constraint approval_decision_check, drop constraint approval_check1;
alter table work.approval
  add constraint approval_decision_check check (decision in ('APPROVED', 'REFUSED', 'WITHDRAWN', 'LAPSED')),
  -- The rule stands here once more: nobody decides on what they asked for or made.
  add constraint approval_by_another_check
    check (decision is null or decision in ('WITHDRAWN', 'LAPSED') or (decided_by <> asked_by and not decided_by::text = any (made_by)));
