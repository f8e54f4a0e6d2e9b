-- Lists that cost the same on every page, search by words, and one's own saved views. Locks matters against writing while its indexes are built, about 40 s for 5 million.

-- Each order of a list ends in the id, as the cursor does. What is below an area is read area by area and merged.
drop index matters_by_area;
create index matters_by_area on matters (area_path, reported_at desc, id desc);
drop index matters_open_by_area;
create index matters_open_by_area on matters (area_path, reported_at desc, id desc) where closed_at is null;
drop index matters_open_newest;
create index matters_open_newest on matters (reported_at desc, id desc) where closed_at is null;
-- By limit; what has none comes last.
create index matters_open_due on matters ((coalesce(due_at, 'infinity'::timestamptz)), id) where closed_at is null;
create index matters_open_due_by_area on matters (area_path, (coalesce(due_at, 'infinity'::timestamptz)), id) where closed_at is null;
drop index matters_held_by_area;
create index matters_held_by_area on matters (holder_area_id, state, reported_at desc, id desc) where holder_area_id is not null;
create index matters_suspended on matters (reported_at desc, id desc) where state = 'suspended' and closed_at is null;
create index matters_by_category on matters (category_code, reported_at desc, id desc);
create index matters_of_other_kinds on matters (kind, reported_at desc, id desc) where kind <> 'event';
create index matters_private on matters (desk_area_id, reported_at desc, id desc) where private;
create index matters_organisations on matters using gin (organisation_ids) where organisation_ids <> '{}';
create index assignments_awaited on assignments (matter_id) where whistle and arrived_at is null and state in ('dispatched', 'claimed');

-- What a matter is found by: the words of its text and address, and a keyed hash of the last four digits of the number left with it.
-- A table of its own, because matters change seven times and their words hardly ever.
create table matter_search (
  matter_id uuid primary key references matters (id),
  words tsvector not null,
  phone_end_hash bytea
);
create index matter_search_words on matter_search using gin (words);
create index matter_search_phone_end on matter_search (phone_end_hash) where phone_end_hash is not null;

-- One row while matters of before have yet to get their words: up to which id it is done. Gone when all have.
create table search_backlog (
  one boolean primary key default true check (one),
  done_to uuid not null
);
insert into search_backlog (done_to) select '00000000-0000-0000-0000-000000000000' where exists (select 1 from matters);

create table saved_views (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  name text not null,
  -- As the contract's ListFilters.
  filters jsonb not null,
  place integer not null,
  created_at timestamptz not null,
  unique (account_id, name)
);

grant select, insert, update on matter_search to "${role}";
grant select, insert, update, delete on search_backlog, saved_views to "${role}";
