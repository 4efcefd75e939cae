-- A contact by a network: which conversations are its own, where its answers go, and letters that reached two of our boxes.

alter table counselling.contact add network text;
-- The conversation that the child last wrote in: answers go there. Null where it writes on our own page.
alter table counselling.contact add answers_by uuid;
grant update (network, answers_by) on counselling.contact to lachan_app;

create table counselling.contact_conversation (
  conversation_id uuid primary key,
  contact_id uuid not null references counselling.contact,
  account_id uuid not null,
  network text not null,
  joined_at timestamptz not null,
  -- By writing first, by the child's own six words, or since the same letter came to another box of ours.
  joined_by text not null check (joined_by in ('writing', 'words', 'same-letter'))
);
create index contact_conversation_of_contact on counselling.contact_conversation (contact_id);

create table counselling.contact_letter (
  -- Keyed digest of the letter's own identifier, which is the same in every box that it reached.
  mark bytea primary key check (length(mark) = 32),
  contact_id uuid not null references counselling.contact,
  came_at timestamptz not null
);
create index contact_letter_of_contact on counselling.contact_letter (contact_id);

grant select, insert, update (contact_id, joined_at, joined_by) on counselling.contact_conversation to lachan_app;
grant select, insert on counselling.contact_letter to lachan_app;
