-- Finds what was reported near a place while somebody types the same again. Locks matters against writing while the index is built, about 10 s for 5 million.

-- A cell is 0.005 degrees square, some 500 m: a search of 250 m around touches six at most. Open matters have no closed_at
-- and stand together at the end of their cell, so a cell with years of history costs no more than its last weeks.
create index matters_by_cell on matters (((floor(latitude * 200)::bigint * 100000 + floor(longitude * 200)::bigint)), closed_at)
  where kind = 'event' and latitude is not null;
