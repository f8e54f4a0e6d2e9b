-- Figures are kept, not computed: how each matter came out, and the counts of areas, organisations and times. Rewrites matters (about 2 min for 5 million) and locks it meanwhile.

-- How a matter came out, as figures count it. Each change keeps it with the matter, so that no figure asks its history.
alter table matters
  add column handled_in_time boolean,
  add column extended boolean not null default false,
  add column suspended_once boolean not null default false,
  add column rated_at timestamptz,
  add column rated_solved boolean,
  add column rated_stars integer,
  -- Who led when it was rated.
  add column rated_lead_id uuid;
alter table assignments add column claimed_in_time boolean;

update matters m set
  handled_in_time = case when m.handled_at is null then null else coalesce(
    (select m.handled_at <= c.due_at from clocks c where c.matter_id = m.id and c.kind = 'handle' and c.assignment_id is null
     and c.stopped_at is not null order by c.started_at desc, c.id desc limit 1), true) end,
  extended = exists (select 1 from requests r where r.matter_id = m.id and r.kind = 'extend' and r.granted),
  suspended_once = exists (select 1 from requests r where r.matter_id = m.id and r.kind = 'suspend' and r.granted)
where m.handled_at is not null or exists (select 1 from requests r where r.matter_id = m.id and r.granted);
update matters m set rated_at = r.at, rated_solved = r.solved, rated_stars = r.stars, rated_lead_id = (
  select a.organisation_id from assignments a where a.matter_id = m.id and a.part = 'lead' and a.dispatched_at <= r.at
  and a.state in ('claimed', 'finished') order by a.dispatched_at desc, a.id desc limit 1)
from (select distinct on (matter_id) matter_id, at, solved, stars from ratings order by matter_id, at desc, id desc) r
where r.matter_id = m.id;
update assignments a set claimed_in_time = coalesce(
  (select a.claimed_at <= c.due_at from clocks c where c.matter_id = a.matter_id and c.kind = 'claim' and c.assignment_id = a.id
   order by c.started_at desc, c.id desc limit 1), true)
where a.claimed_at is not null;

-- What an action adds to the counts, written by the statement of the action itself. A job folds these rows into the tables
-- below and removes them: two actions of one street never wait for the same row.
create table tally_changes (
  id uuid primary key,
  matter_id uuid not null,
  area_id uuid not null,
  -- In the city's own time.
  day date not null,
  category_code text,
  source text not null,
  severity text not null,
  kind text not null,
  organisation_id uuid,
  -- What is counted, by name, and how many more or fewer.
  counts jsonb not null
);

-- Of an area and all below it, a month each. What has no category yet has the category ''.
create table figure_months (
  area_id uuid not null,
  month date not null,
  category_code text not null,
  source text not null,
  severity text not null,
  kind text not null,
  reported integer not null default 0,
  closed integer not null default 0,
  withdrawn integer not null default 0,
  merged integer not null default 0,
  refused integer not null default 0,
  solved_in_grid integer not null default 0,
  reworked integer not null default 0,
  reopened integer not null default 0,
  supervised integer not null default 0,
  accepted integer not null default 0,
  handled integer not null default 0,
  handled_in_time integer not null default 0,
  handled_extended integer not null default 0,
  handled_suspended integer not null default 0,
  rated integer not null default 0,
  rated_solved integer not null default 0,
  rated_content integer not null default 0,
  dispatched integer not null default 0,
  claimed integer not null default 0,
  claimed_in_time integer not null default 0,
  returned integer not null default 0,
  primary key (area_id, month, category_code, source, severity, kind)
);

-- The same by day, only of areas that have others below them and only by the uppermost category: a grid has one matter a day at most.
create table figure_days (
  area_id uuid not null,
  day date not null,
  category_code text not null,
  kind text not null,
  reported integer not null default 0,
  closed integer not null default 0,
  withdrawn integer not null default 0,
  merged integer not null default 0,
  refused integer not null default 0,
  solved_in_grid integer not null default 0,
  reworked integer not null default 0,
  reopened integer not null default 0,
  supervised integer not null default 0,
  accepted integer not null default 0,
  handled integer not null default 0,
  handled_in_time integer not null default 0,
  handled_extended integer not null default 0,
  handled_suspended integer not null default 0,
  rated integer not null default 0,
  rated_solved integer not null default 0,
  rated_content integer not null default 0,
  dispatched integer not null default 0,
  claimed integer not null default 0,
  claimed_in_time integer not null default 0,
  returned integer not null default 0,
  primary key (area_id, day, category_code, kind)
);

-- What an organisation did in an area and all below it.
create table figure_organisations (
  organisation_id uuid not null,
  area_id uuid not null,
  month date not null,
  category_code text not null,
  dispatched integer not null default 0,
  claimed integer not null default 0,
  claimed_in_time integer not null default 0,
  returned integer not null default 0,
  finished integer not null default 0,
  finished_in_time integer not null default 0,
  led integer not null default 0,
  reworked integer not null default 0,
  rated integer not null default 0,
  rated_solved integer not null default 0,
  rated_content integer not null default 0,
  primary key (organisation_id, area_id, month, category_code)
);
create index figure_organisations_area on figure_organisations (area_id, month);

-- How long it took: how many in each step of time, so that medians add up over areas and months. A step is a tenth longer than the one before.
create table figure_times (
  area_id uuid not null,
  month date not null,
  category_code text not null,
  kind text not null,
  -- Minutes from the report to being accepted, and to being handled.
  response integer[] not null default '{}',
  handling integer[] not null default '{}',
  primary key (area_id, month, category_code, kind)
);

-- A row while the figures are counted anew, page by page: no figure is told meanwhile. A city that has matters already begins with it.
create table figure_rebuilds (
  single boolean primary key default true check (single),
  -- The last matter that was counted; null before the first, when what was kept is still to be removed.
  counted_to uuid,
  counted integer not null default 0
);
insert into figure_rebuilds (counted_to) select null where exists (select 1 from matters);

grant select, insert, delete on tally_changes to "${role}";
grant select, insert, update, delete on figure_months, figure_days, figure_organisations, figure_times, figure_rebuilds to "${role}";
