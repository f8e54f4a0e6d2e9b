-- The matters behind each figure are found by the time they count on; areas and organisations are evaluated. Locks matters and assignments against writing while the indexes are built (about 1 min for 5 million).

-- The path comes after the time, so that a month of a small area is chosen within the index and read newest first.
create index matters_by_acceptance on matters (accepted_at desc, id desc, area_path) where accepted_at is not null and not private;
create index matters_by_handling on matters (handled_at desc, id desc, area_path) where handled_at is not null and not private;
create index matters_by_rating on matters (rated_at desc, id desc, area_path) where rated_at is not null and not private;
create index assignments_by_dispatch on assignments (dispatched_at desc, id desc);

-- What is evaluated and how; a version is whole and never changed.
create table evaluation_rubrics (
  rubric_id uuid not null,
  version integer not null,
  -- As the contract's Rubric.
  content jsonb not null,
  note text not null,
  saved_by uuid not null references accounts (id),
  saved_at timestamptz not null,
  primary key (rubric_id, version)
);

-- One round of evaluating the areas of a level, or the organisations of a kind, in an area over a period.
create table evaluation_cycles (
  id uuid primary key,
  rubric_id uuid not null,
  rubric_version integer not null,
  area_id uuid not null references areas (id),
  first_day date not null,
  last_day date not null,
  state text not null,
  version integer not null,
  created_by uuid not null references accounts (id),
  created_at timestamptz not null,
  publicity_from timestamptz,
  publicity_until timestamptz,
  ended_at timestamptz,
  foreign key (rubric_id, rubric_version) references evaluation_rubrics (rubric_id, version)
);
create unique index evaluation_cycles_once on evaluation_cycles (rubric_id, area_id, first_day, last_day) where state <> 'dropped';
create index evaluation_cycles_due on evaluation_cycles (publicity_until) where state = 'publicity';

-- Who is evaluated in a cycle: an area or an organisation, never a person.
create table evaluation_sheets (
  id uuid primary key,
  cycle_id uuid not null references evaluation_cycles (id),
  area_id uuid references areas (id),
  organisation_id uuid references organisations (id),
  version integer not null,
  -- The figures and points as they were when the review began; null before.
  lines jsonb,
  -- As awarded; of one that is not ranked only the points.
  total double precision,
  place integer,
  stars integer,
  check ((area_id is null) <> (organisation_id is null))
);
create index evaluation_sheets_cycle on evaluation_sheets (cycle_id);

-- What was done and said in a cycle, in order; nothing is changed or removed.
create table evaluation_entries (
  id uuid primary key,
  cycle_id uuid not null references evaluation_cycles (id),
  -- In order within the cycle, from 1.
  seq integer not null,
  sheet_id uuid references evaluation_sheets (id),
  action text not null,
  account_id uuid references accounts (id),
  at timestamptz not null,
  content jsonb not null,
  unique (cycle_id, seq)
);

grant select, insert on evaluation_rubrics, evaluation_entries to "${role}";
grant select, insert, update on evaluation_cycles, evaluation_sheets to "${role}";
