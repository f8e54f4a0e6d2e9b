-- The whole loop of domain.md §2 and §3: questions, requests, supervision, followers, links, clocks with pauses, other kinds.
-- Adds columns and tables. Takes a short exclusive lock on matters, assignments, clocks, ratings, notices and sessions; rewrites nothing.

alter table matters
  -- The desk that answers for the matter: of its place at first, another after escalation, appeal or a third return.
  add column desk_area_id uuid references areas (id),
  -- Where it goes on after waiting for its reporter, a suspension or a merger.
  add column resume_state text,
  add column appealed_at timestamptz,
  add column merged_into_id uuid references matters (id),
  add column parent_id uuid references matters (id),
  -- Until when reporter and followers may rate; fixed at verification.
  add column rate_until timestamptz,
  add column remind_count integer not null default 0,
  add column reminded_at timestamptz,
  -- Accounts, and receipts by the id of their follower or merged matter, that follow besides the reporter.
  add column follower_ids uuid[] not null default '{}',
  add column supporter_count integer not null default 0,
  -- The highest card ever raised; cards only rise.
  add column card_level text,
  -- What the kind asks for beyond a text and a place.
  add column form jsonb not null default '{}',
  -- True: seen only by its desk and the organisations that work on it, not by every area above.
  add column private boolean not null default false,
  -- The version at the last entry that changed what somebody decides on; reminders and notes do not count.
  add column substance_version integer not null default 0;
update matters set
  desk_area_id = coalesce(holder_area_id, area_id),
  substance_version = version;
alter table matters alter column desk_area_id set not null;
create index matters_answering_desk on matters (desk_area_id, reported_at desc) where closed_at is null;
create index matters_followers on matters using gin (follower_ids) where follower_ids <> '{}';
create index matters_parent on matters (parent_id) where parent_id is not null;
create index matters_merged_into on matters (merged_into_id) where merged_into_id is not null;

alter table assignments
  add column whistle boolean not null default false,
  add column arrived_at timestamptz,
  add column arrived_distance_m integer;

-- A limit is counted from its start without its pauses; amount and unit are those in force when it was last computed.
-- A clock without an amount runs to a fixed date (a plan, an answer asked for by a day).
alter table clocks
  add column limit_amount integer,
  add column limit_unit text,
  add column extended_days integer not null default 0,
  -- [[from, to], …]; the last `to` is null while the clock is paused.
  add column pauses jsonb not null default '[]',
  -- 0 nothing has happened, 1 it was near, 2 it has passed, from 3 on how often it has climbed.
  add column step integer not null default 0,
  -- When something happens by itself; null when stopped, paused or at the top.
  add column next_at timestamptz;
update clocks set next_at = due_at where stopped_at is null and fired_at is null;
drop index clocks_due;
alter table clocks drop column fired_at;
create index clocks_next on clocks (next_at) where next_at is not null;
-- Paused, at the top of their climb, or waiting for child matters.
create index clocks_standing on clocks (kind, matter_id) where stopped_at is null and next_at is null;

alter table ratings
  add column given_by text not null default 'reporter' check (given_by in ('reporter', 'follower', 'call_back'));

-- What a handler asks and a desk rules on: to give back, for more time, for a suspension.
create table requests (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  assignment_id uuid not null references assignments (id),
  kind text not null check (kind in ('return', 'extend', 'suspend')),
  reason text,
  words text not null,
  asked_days integer,
  plan_date timestamptz,
  asked_at timestamptz not null,
  asked_by uuid references accounts (id),
  -- The desk that rules.
  to_area_id uuid not null references areas (id),
  ruled_at timestamptz,
  ruled_by uuid references accounts (id),
  -- Null when it lapsed because the matter went on.
  granted boolean,
  granted_days integer,
  ruling_words text
);
create index requests_matter on requests (matter_id);
create index requests_open on requests (to_area_id, kind, asked_at) where ruled_at is null;
create unique index requests_one_open on requests (assignment_id) where ruled_at is null;

create table supervision_cards (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  level text not null check (level in ('ordinary', 'yellow', 'red')),
  -- The superior area that asks; by a person, or by itself when a limit has passed.
  area_id uuid not null references areas (id),
  raised_by uuid references accounts (id),
  instruction text not null,
  raised_at timestamptz not null,
  answer_by timestamptz not null,
  to_area_id uuid references areas (id),
  to_organisation_id uuid references organisations (id),
  answered_at timestamptz,
  answered_by uuid references accounts (id),
  answer text,
  -- Another card took its place, or the matter ended.
  ended_at timestamptz,
  check (num_nonnulls(to_area_id, to_organisation_id) = 1)
);
create index supervision_cards_matter on supervision_cards (matter_id);
create index supervision_cards_open on supervision_cards (area_id, raised_at) where answered_at is null and ended_at is null;

-- Append-only: who joined a matter somebody else had reported ("me too"), by account or with a receipt of their own.
create table followers (
  id uuid primary key,
  matter_id uuid not null references matters (id),
  account_id uuid references accounts (id),
  receipt_hash bytea,
  joined_at timestamptz not null,
  check (num_nonnulls(account_id, receipt_hash) = 1)
);
create unique index followers_account on followers (matter_id, account_id) where account_id is not null;
create unique index followers_receipt on followers (receipt_hash) where receipt_hash is not null;

-- Append-only: what belongs together.
create table matter_links (
  matter_id uuid not null references matters (id),
  other_id uuid not null references matters (id),
  relation text not null check (relation in ('child', 'related', 'task')),
  at timestamptz not null,
  account_id uuid,
  primary key (matter_id, other_id, relation)
);
create index matter_links_other on matter_links (other_id);

alter table notices
  add column urgent boolean not null default false,
  add column to_followers boolean not null default false,
  drop constraint notices_check,
  add constraint notices_addressed check (num_nonnulls(account_id, area_id, organisation_id) + to_followers::integer = 1);
create index notices_followers on notices (matter_id, id desc) where to_followers;

alter table sessions
  -- A session opened by the receipt of somebody who joined: sees the matter, but did not report it.
  add column receipt_follower_id uuid references followers (id);

grant select, insert, update on requests, supervision_cards to "${role}";
grant select, insert on followers, matter_links to "${role}";
