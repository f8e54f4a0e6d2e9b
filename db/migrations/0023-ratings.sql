-- The matters behind each figure are found by the time they count on. Locks matters and assignments against writing while the indexes are built (about 1 min for 5 million).

-- The path comes after the time, so that a month of a small area is chosen within the index and read newest first.
create index matters_by_acceptance on matters (accepted_at desc, id desc, area_path) where accepted_at is not null and not private;
create index matters_by_handling on matters (handled_at desc, id desc, area_path) where handled_at is not null and not private;
create index matters_by_rating on matters (rated_at desc, id desc, area_path) where rated_at is not null and not private;
create index assignments_by_dispatch on assignments (dispatched_at desc, id desc);
