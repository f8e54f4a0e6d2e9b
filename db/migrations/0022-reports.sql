-- Documents made on order: monthly reports and exported lists, and the plans by which reports are made. New tables only; locks nothing.

-- A report made by itself each month. One that is no longer wanted is ended and stays, as what it made names it.
create table report_plans (
  id uuid primary key,
  area_id uuid not null references areas (id),
  -- The desk that is told; without one it is whoever set it up.
  desk_area_id uuid references areas (id),
  account_id uuid not null references accounts (id),
  day integer not null constraint report_plans_day check (day between 1 and 28),
  format text not null,
  locale text not null,
  kept_days integer not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index report_plans_once on report_plans (area_id, coalesce(desk_area_id, account_id), format, locale) where ended_at is null;

create table documents (
  id uuid primary key,
  kind text not null,
  format text not null,
  locale text not null,
  -- Of a report or a table of figures.
  area_id uuid references areas (id),
  -- Of a report, its first day.
  month date,
  -- What was asked for, as the contract has it.
  request jsonb not null,
  -- In whose sight it is made, and whose it is unless a plan has ordered it.
  account_id uuid not null references accounts (id),
  plan_id uuid references report_plans (id),
  state text not null default 'waiting',
  name text not null,
  done integer not null default 0,
  total integer,
  -- The run that makes it. When it has said nothing for a while another one takes over, and what the first still says counts no more.
  run uuid,
  heard_at timestamptz,
  runs integer not null default 0,
  ordered_at timestamptz not null,
  ended_at timestamptz,
  kept_days integer not null,
  expires_at timestamptz,
  store_key text,
  bytes bigint,
  sha256 bytea
);
-- A plan makes one document a month, however many servers look.
create unique index documents_of_plan on documents (plan_id, month) where plan_id is not null;
create index documents_account on documents (account_id, id desc);
create index documents_area on documents (area_id, id desc) where plan_id is not null;
create index documents_unfinished on documents (state, id) where state in ('waiting', 'working');
create index documents_expiring on documents (expires_at) where store_key is not null;
create index documents_store_key on documents (store_key) where store_key is not null;

grant select, insert, update on report_plans, documents to "${role}";
