-- The first tables of a city: areas, people, categories, the loop. Locks nothing: all tables are new.
-- Every name is unqualified: a city is a schema, chosen by the connection's search_path.
-- Append-only tables are protected by the rights at the end: the application's role may only add to them.

-- What this city is and how it is set up -----------------------------------------------------------

create table settings (
  name text primary key,
  value jsonb not null
);

-- Areas --------------------------------------------------------------------------------------------

create table levels (
  code text primary key,
  rank integer not null unique,
  name_zh text not null,
  name_en text not null,
  has_desk boolean not null
);

create table areas (
  id uuid primary key,
  code text not null,
  name text not null,
  level text not null references levels (code),
  parent_id uuid references areas (id),
  -- '1.4.27.': the ordinals from the top down, each with a dot, so that a subtree is one range of an index.
  path text collate "C" not null unique,
  children_made integer not null default 0,
  area_class text not null default 'town' check (area_class in ('core', 'town', 'village')),
  valid_from timestamptz not null,
  valid_to timestamptz,
  version integer not null default 1
);
create unique index areas_code_in_use on areas (code) where valid_to is null;
create index areas_parent on areas (parent_id);

create table area_boundaries (
  area_id uuid not null references areas (id),
  valid_from timestamptz not null,
  valid_to timestamptz,
  geometry jsonb not null,
  source text not null,
  given_in text not null check (given_in in ('wgs84', 'gcj02', 'cgcs2000')),
  primary key (area_id, valid_from)
);

-- Append-only: what happened to an area, so that names and parents of any day can be told.
create table area_changes (
  id uuid primary key,
  area_id uuid not null references areas (id),
  at timestamptz not null,
  change text not null,
  reason text,
  before jsonb,
  after jsonb,
  account_id uuid
);
create index area_changes_area on area_changes (area_id, at);

create table area_successions (
  predecessor_id uuid not null references areas (id),
  successor_id uuid not null references areas (id),
  at timestamptz not null,
  primary key (predecessor_id, successor_id)
);
create index area_successions_successor on area_successions (successor_id);

-- People -------------------------------------------------------------------------------------------

create table organisations (
  id uuid primary key,
  code text not null unique,
  kind text not null,
  name_zh text not null,
  name_en text not null,
  ended_at timestamptz
);

create table accounts (
  id uuid primary key,
  login_name text unique,
  display_name text not null,
  password_hash text,
  must_change_password boolean not null default false,
  -- Encrypted; found by its keyed hash. Never in the clear at rest (quality.md §3).
  phone_cipher bytea,
  phone_hash bytea unique,
  locale text not null default 'zh' check (locale in ('zh', 'en')),
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table posts (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  role text not null,
  area_id uuid references areas (id),
  organisation_id uuid references organisations (id),
  valid_from timestamptz not null,
  valid_to timestamptz,
  paired_post_id uuid references posts (id),
  check (num_nonnulls(area_id, organisation_id) = 1)
);
create index posts_account on posts (account_id);
create index posts_area on posts (area_id, role);
create index posts_organisation on posts (organisation_id, role);

create table sessions (
  token_hash bytea primary key,
  account_id uuid references accounts (id),
  -- A session opened by a receipt code sees this one matter and nothing else.
  receipt_matter_id uuid,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  absolute_until timestamptz not null,
  ended_at timestamptz,
  user_agent text not null,
  check (num_nonnulls(account_id, receipt_matter_id) = 1)
);
create index sessions_account on sessions (account_id) where ended_at is null;

create table phone_codes (
  id uuid primary key,
  phone_hash bytea not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  valid_until timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index phone_codes_phone on phone_codes (phone_hash, created_at desc);

-- Failed attempts, counted per account and per address; the subject is a keyed hash, never the name itself.
create table failed_attempts (
  subject bytea not null,
  at timestamptz not null,
  id uuid primary key
);
create index failed_attempts_subject on failed_attempts (subject, at desc);

-- Append-only: who did what outside a matter's own timeline.
create table audit_entries (
  id uuid primary key,
  at timestamptz not null,
  account_id uuid,
  action text not null,
  object_kind text not null,
  object_id text,
  detail jsonb not null
);
create index audit_entries_at on audit_entries (at desc);

-- Categories and limits ------------------------------------------------------------------------------

create table categories (
  code text primary key,
  parent_code text references categories (code),
  family text not null check (family in ('component', 'event', 'livelihood')),
  name_zh text not null,
  name_en text not null,
  severity text not null,
  default_organisation_code text,
  filing_condition_zh text not null,
  filing_condition_en text not null,
  closing_condition_zh text not null,
  closing_condition_en text not null,
  words text[] not null,
  ended_at timestamptz
);

-- The most specific row wins: category, then severity, then area class (domain.md §3).
create table limits (
  id uuid primary key,
  clock text not null,
  category_code text references categories (code),
  severity text,
  area_class text,
  amount integer not null check (amount > 0),
  unit text not null check (unit in ('minutes', 'hours', 'days', 'working_hours', 'working_days')),
  unique nulls not distinct (clock, category_code, severity, area_class)
);

-- The loop -------------------------------------------------------------------------------------------

create sequence matter_numbers increment by 50 cache 1;

create table matters (
  id uuid primary key,
  number text not null unique,
  kind text not null,
  state text not null,
  -- The number of timeline entries; an action names the version it saw.
  version integer not null,
  chain_head bytea not null,
  text text not null,
  address text,
  category_code text references categories (code),
  severity text not null,
  source text not null,
  anonymous boolean not null,
  reporter_account_id uuid references accounts (id),
  receipt_hash bytea,
  contact_cipher bytea,
  contact_hash bytea,
  longitude double precision,
  latitude double precision,
  place_given_in text,
  located text not null,
  area_id uuid not null references areas (id),
  area_path text collate "C" not null,
  holder_area_id uuid references areas (id),
  holder_organisation_id uuid references organisations (id),
  -- Every organisation that has or had an assignment: who besides the areas may see the matter.
  organisation_ids uuid[] not null default '{}',
  reported_at timestamptz not null,
  accepted_at timestamptz,
  handled_at timestamptz,
  verified_at timestamptz,
  closed_at timestamptz,
  -- The date the reporter was told; fixed at acceptance.
  promised_at timestamptz,
  -- The nearest open limit and when its light turns yellow; null when nobody has to act.
  due_at timestamptz,
  yellow_at timestamptz,
  rework_count integer not null default 0,
  return_count integer not null default 0,
  reopen_count integer not null default 0,
  solved_on_spot boolean not null default false,
  sampled boolean not null default false,
  refusal_reason text,
  refusal_words text,
  public_answer text
) with (fillfactor = 80);
create unique index matters_receipt on matters (receipt_hash) where receipt_hash is not null;
create index matters_held_by_area on matters (holder_area_id, reported_at) where holder_area_id is not null;
create index matters_held_by_organisation on matters (holder_organisation_id, reported_at) where holder_organisation_id is not null;
create index matters_open_by_area on matters (area_path, reported_at desc) where closed_at is null;
create index matters_open_newest on matters (reported_at desc, id) where closed_at is null;
create index matters_by_area on matters (area_path, reported_at desc);
create index matters_newest on matters (reported_at desc, id desc);
create index matters_reporter on matters (reporter_account_id, reported_at desc) where reporter_account_id is not null;

create table assignments (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  organisation_id uuid not null references organisations (id),
  part text not null check (part in ('lead', 'co_handler')),
  state text not null,
  instruction text,
  dispatched_at timestamptz not null,
  claimed_at timestamptz,
  finished_at timestamptz,
  handler_account_id uuid references accounts (id),
  result text,
  return_reason text,
  due_at timestamptz
);
create index assignments_matter on assignments (matter_id);
create index assignments_open on assignments (organisation_id, state, dispatched_at) where state in ('dispatched', 'claimed');
create index assignments_handler on assignments (handler_account_id) where state = 'claimed';

-- Append-only and chained: the truth of a matter (architecture.md, principle 2).
-- `transaction_id` lets a reader of the live stream continue exactly where it stopped.
create table timeline_entries (
  matter_id uuid not null references matters (id),
  seq integer not null,
  at timestamptz not null,
  account_id uuid,
  actor_role text not null,
  actor_area_id uuid,
  actor_organisation_id uuid,
  action text not null,
  from_state text,
  to_state text not null,
  holder_area_id uuid,
  holder_organisation_id uuid,
  visibility text not null check (visibility in ('public', 'internal')),
  content jsonb not null,
  content_digest bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  transaction_id bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (matter_id, seq)
);
create index timeline_entries_transaction on timeline_entries (transaction_id);

create table clocks (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  assignment_id uuid,
  kind text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  yellow_at timestamptz not null,
  stopped_at timestamptz,
  fired_at timestamptz,
  calendar_announced boolean not null
);
create index clocks_matter on clocks (matter_id);
create index clocks_due on clocks (due_at) where stopped_at is null and fired_at is null;

-- Append-only.
create table ratings (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  account_id uuid,
  at timestamptz not null,
  solved boolean not null,
  stars integer not null check (stars between 1 and 5),
  reasons text[] not null,
  words text
);
create index ratings_matter on ratings (matter_id, at desc);

-- One line in an inbox: of a person, or of whoever holds a post at an area or organisation.
create table notices (
  id uuid primary key,
  at timestamptz not null,
  event text not null,
  matter_id uuid references matters (id),
  account_id uuid references accounts (id),
  area_id uuid references areas (id),
  organisation_id uuid references organisations (id),
  facts jsonb not null,
  check (num_nonnulls(account_id, area_id, organisation_id) = 1)
);
create index notices_account on notices (account_id, id desc) where account_id is not null;
create index notices_area on notices (area_id, id desc) where area_id is not null;
create index notices_organisation on notices (organisation_id, id desc) where organisation_id is not null;

-- Up to which notice each person has read.
create table notice_readings (
  account_id uuid primary key references accounts (id),
  up_to uuid not null
);

create table idempotency_keys (
  owner text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (owner, key)
);
create index idempotency_keys_at on idempotency_keys (at);

-- Rights ---------------------------------------------------------------------------------------------

grant select, insert, update on all tables in schema "${schema}" to "${role}";
grant usage on sequence matter_numbers to "${role}";
revoke update on timeline_entries, audit_entries, area_changes, area_successions, ratings, notices from "${role}";
grant delete on idempotency_keys, sessions, phone_codes, failed_attempts to "${role}";
