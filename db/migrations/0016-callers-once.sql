-- A caller counts once for a matter, by a keyed hash of their number; the number itself is not kept. Locks followers against writing while the index is built, well under a second.
alter table followers add column contact_hash bytea;
create unique index followers_contact on followers (matter_id, contact_hash) where contact_hash is not null;
