-- Series: what may be one matter in several files and reports, proposed to those who see all of what it rests on, taken or refused by a person.

-- How a file or a report is worded, as a MinHash signature whose values are keyed digests: no word can be tried on it, and two can be compared.
create table offences.wording (
  node integer primary key references offences.node,
  -- Of the class that sees the text.
  visibility integer not null references offences.visibility_class,
  signature bytea not null check (octet_length(signature) = 256),
  made_at timestamptz not null
);
create index wording_made on offences.wording (made_at);
create table offences.wording_band (
  key bigint not null,
  node integer not null references offences.wording on delete cascade,
  primary key (key, node)
);
create index wording_band_of on offences.wording_band (node);

create table offences.series (
  id uuid primary key,
  reference text not null unique check (reference ~ '^CV-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- The unit that it is proposed to, which sees all of what it rests on; null for who coordinates the whole country.
  audience text,
  state text not null check (state in ('PROPOSED', 'TAKEN', 'REFUSED', 'LAPSED')),
  -- Of audience and members: the same is proposed once.
  once_mark bytea not null unique check (octet_length(once_mark) = 32),
  members integer not null check (members >= 2),
  found_at timestamptz not null,
  -- Code of the list of reasons.
  reason text,
  decided_by uuid,
  decided_agency text,
  decided_at timestamptz,
  check ((state in ('TAKEN', 'REFUSED')) = (reason is not null) and (reason is null) = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create index series_of_audience on offences.series (audience, state, found_at desc);

create table offences.series_member (
  series_id uuid not null references offences.series,
  node integer not null references offences.node,
  -- Of the class that sees the member.
  visibility integer not null references offences.visibility_class,
  primary key (series_id, node)
);
create index series_member_of_node on offences.series_member (node);

create table offences.series_support (
  series_id uuid not null references offences.series,
  one integer not null,
  other integer not null,
  rule text not null check (rule in ('IDENTIFIER', 'TARGET', 'WORDING')),
  -- The identifier that both have; null for wording.
  identifier integer references offences.node,
  identifier_kind text,
  -- Hundredths of likeness of wording; null otherwise.
  likeness smallint check (likeness between 0 and 100),
  foreign key (series_id, one) references offences.series_member,
  foreign key (series_id, other) references offences.series_member,
  check (one < other)
);
create index series_support_of on offences.series_support (series_id);

-- Until when arrivals were looked at.
create table offences.series_scan (
  id uuid primary key,
  upto timestamptz not null,
  arrivals integer not null,
  proposed integer not null,
  at timestamptz not null
);
create index series_scan_last on offences.series_scan (upto desc);
create index link_made on offences.link (made_at);

revoke execute on all functions in schema offences from public;
grant select, insert, update (visibility, signature, made_at), delete on offences.wording to lachan_app;
grant select, insert, delete on offences.wording_band to lachan_app;
grant select, insert, update (state, reason, decided_by, decided_agency, decided_at) on offences.series to lachan_app;
grant select, insert on offences.series_member, offences.series_support, offences.series_scan to lachan_app;
