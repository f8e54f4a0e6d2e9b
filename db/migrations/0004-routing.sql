-- Routing rules as versions and drafts, and a version on categories so that two rule keepers cannot overwrite one another.
-- Locks categories for a moment: a column with a constant default is added without rewriting the table. The rest is new.

-- Append-only: each row is a whole rule set, and the greatest number is the one in force. No row: no rules yet.
create table routing_versions (
  number integer primary key,
  published_at timestamptz not null,
  -- Null when the version came with the city.
  account_id uuid references accounts (id),
  note text not null,
  rules jsonb not null
);

-- What each rule keeper is writing; kept until published or discarded.
create table routing_drafts (
  account_id uuid primary key references accounts (id),
  revision bigint not null,
  -- 0: begun before any version was published.
  based_on integer not null,
  note text not null,
  saved_at timestamptz not null,
  rules jsonb not null
);

alter table categories add column version integer not null default 1;

grant select, insert on routing_versions to "${role}";
grant select, insert, update, delete on routing_drafts to "${role}";
