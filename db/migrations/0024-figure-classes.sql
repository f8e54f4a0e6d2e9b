-- What a dashboard reads is kept in rows of its own, so that it reads as few of five million matters as of ten thousand. Locks nothing for long; all figures are counted anew.

-- By month and class of category, an area and all below it; of all classes together the category is '*'. Times stand beside: how many in
-- each step, so that medians add up over areas and months. A step is a tenth longer than the one before.
drop table figure_times;
create table figure_classes (
  area_id uuid not null,
  category_code text not null,
  month date not null,
  kind text not null,
  reported integer not null default 0,
  taken_up integer not null default 0,
  sent_out integer not null default 0,
  worked_off integer not null default 0,
  answered integer not null default 0,
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
  -- Minutes from the report to being accepted, and to being handled.
  response integer[] not null default '{}',
  handling integer[] not null default '{}',
  -- The category before the month: the months of '*' lie side by side.
  primary key (area_id, category_code, month, kind)
);
grant select, insert, update, delete on figure_classes to "${role}";

insert into figure_rebuilds (counted_to) select null where exists (select 1 from matters)
on conflict (single) do update set counted_to = null, counted = 0;
