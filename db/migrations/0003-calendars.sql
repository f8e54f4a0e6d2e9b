-- Calendars become data, and limits keep who changed them and when (domain.md §3). Locks `limits`, which is small, for a moment.
-- `date` columns are days of local time.

-- Limits ---------------------------------------------------------------------------------------------

-- A limit that ends stays, so that the audit can name it; only those in force must be alone with their conditions.
alter table limits
  add column version integer not null default 1,
  add column changed_at timestamptz,
  add column changed_by uuid references accounts (id),
  add column ended_at timestamptz;
alter table limits drop constraint limits_clock_category_code_severity_area_class_key;
create unique index limits_in_force on limits (clock, category_code, severity, area_class) nulls not distinct where ended_at is null;

-- Calendars ------------------------------------------------------------------------------------------

-- The city's own calendar has neither area nor organisation. What an area's or an organisation's does not say, the one above does.
create table calendars (
  id uuid primary key,
  area_id uuid references areas (id),
  organisation_id uuid references organisations (id),
  -- How much working time counts as one working day.
  minutes_per_day integer not null check (minutes_per_day between 1 and 1440),
  -- False: works through public holidays and the local days of the calendars above it.
  keeps_holidays boolean not null,
  -- Counts every change of the calendar and of its hours, days and years; a change names the version it saw.
  version integer not null default 1,
  changed_at timestamptz,
  changed_by uuid references accounts (id),
  ended_at timestamptz,
  check (num_nonnulls(area_id, organisation_id) <= 1)
);
create unique index calendars_in_force on calendars (area_id, organisation_id) nulls not distinct where ended_at is null;

-- Weekly hours for a range of days, the last one included. Of several that hold on a day, the one that began last counts.
create table calendar_hours (
  id uuid primary key,
  calendar_id uuid not null references calendars (id),
  valid_from date not null,
  valid_to date,
  -- Seven lists from Monday on, each of pairs of minutes from midnight: [[[510, 720], [810, 1050]], …, [], []].
  week jsonb not null,
  set_at timestamptz,
  set_by uuid references accounts (id),
  ended_at timestamptz,
  check (valid_to is null or valid_to >= valid_from)
);
create unique index calendar_hours_in_force on calendar_hours (calendar_id, valid_from) where ended_at is null;

-- A day off or a working day by a decision of the place itself; it wins over public holidays and make-up days.
create table calendar_days (
  id uuid primary key,
  calendar_id uuid not null references calendars (id),
  day date not null,
  working boolean not null,
  -- Null on a working day: its usual hours.
  hours jsonb,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid references accounts (id),
  ended_at timestamptz
);
create unique index calendar_days_in_force on calendar_days (calendar_id, day) where ended_at is null;

-- Years whose holidays the city has entered and confirmed itself, because the holiday table does not know them.
create table confirmed_years (
  id uuid primary key,
  year integer not null,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid references accounts (id),
  ended_at timestamptz
);
create unique index confirmed_years_in_force on confirmed_years (year) where ended_at is null;

-- Every city has a calendar from the first moment on, those made before this migration too.
insert into calendars (id, minutes_per_day, keeps_holidays) values ('00000000-0000-7000-8000-000000000001', 450, true);
insert into calendar_hours (id, calendar_id, valid_from, week) values (
  '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '2000-01-01',
  '[[[510, 720], [810, 1050]], [[510, 720], [810, 1050]], [[510, 720], [810, 1050]], [[510, 720], [810, 1050]], [[510, 720], [810, 1050]], [], []]'
);

grant select, insert, update on calendars, calendar_hours, calendar_days, confirmed_years to "${role}";
