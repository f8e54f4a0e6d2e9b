-- Finds the open matters in a rectangle of the map. Locks matters against writing while the index is built, about 1 s for 5 million.

create index matters_on_map on matters (latitude, longitude) where closed_at is null and latitude is not null;
