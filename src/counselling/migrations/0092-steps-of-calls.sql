-- Which steps of a call were heard: an exchange tells a step as often as it likes, and it happens once.

create table counselling.call_step (
  call_id uuid not null references counselling.phone_call on delete cascade,
  contact_id uuid not null references counselling.contact,
  -- By the exchange's clock.
  at timestamptz not null,
  step text not null check (char_length(step) between 1 and 40),
  primary key (call_id, at, step)
);

grant select, insert on counselling.call_step to lachan_app;

-- Which call the newest try of a call-back is: what an earlier one still tells is of a line that no longer stands.
alter table counselling.call_back add column call_id uuid;
grant update (call_id) on counselling.call_back to lachan_app;
