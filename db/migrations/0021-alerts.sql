-- What stands out of the usual: surges, hot spots, and what returns. New tables only, locks nothing.
create table alerts (
  id uuid primary key,
  -- surge, hot_spot, repeat
  kind text not null,
  -- The smallest area with a desk that holds it.
  area_id uuid not null references areas (id),
  area_path text not null,
  category_code text not null,
  -- H3 cell of a hot spot or of the place of a repeat; '' for a surge.
  cell text not null,
  -- open, taken, set_aside
  state text not null,
  -- In the city's own days: of when it is, and until when it was last found.
  since date not null,
  last_found date not null,
  -- The days that were counted.
  counted_from date not null,
  counted_to date not null,
  seen integer not null,
  -- Null for a repeat, which is a rule and no chance.
  expected double precision,
  chance double precision,
  -- What the explanation is made of; never words, never a person.
  explanation jsonb not null,
  -- Those behind it; empty for a surge, whose matters follow from area, category and days.
  matter_ids uuid[] not null,
  found_at timestamptz not null,
  -- What became of it: task or supervision with that matter, or the reason why nothing.
  taken_as text,
  taken_matter_id uuid references matters (id),
  set_aside_reason text,
  settled_at timestamptz,
  settled_by uuid references accounts (id),
  -- Somebody is turning it into something at this moment: whose intention, and until when it keeps others out.
  claim_owner text,
  claim_key text,
  claimed_until timestamptz,
  unique (kind, category_code, area_id, cell, since)
);
-- Is this one known already? Only those found lately are asked.
create index alerts_lately on alerts (last_found, kind);

-- The last look for each kind: how much past there was, and how many series shared the budget of false alarms.
create table alert_looks (
  kind text primary key,
  at timestamptz not null,
  day date not null,
  past_days integer not null,
  is_enough boolean not null,
  knows_season boolean not null,
  tests integer not null
);

grant select, insert, update on alerts, alert_looks to "${role}";
