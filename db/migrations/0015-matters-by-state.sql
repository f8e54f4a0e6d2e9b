-- Lists of a state that few matters are in, as refused or merged, from all that ever were. Locks matters against writing while the index is built, about 1 s for a million.

-- Nearly all matters are closed; those are found by the list of all.
create index matters_by_state on matters (state, reported_at desc, id desc) where state <> 'closed';
