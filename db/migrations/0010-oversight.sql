-- What a city decides about itself, and indexes for supervising and auditing it. Locks supervision_cards, matters and audit_entries against writing while their indexes are built, seconds for a million matters.

-- Append-only: each row is all of the settings, and the greatest version is in force. No row: as the program begins.
create table city_settings (
  version integer primary key,
  changed_at timestamptz not null,
  changed_by uuid references accounts (id),
  value jsonb not null
);
grant select, insert on city_settings to "${role}";

-- Cards of a whole city by age come from the cards, those of a small area from its matters that ever had one: few of all.
create index supervision_cards_oldest on supervision_cards (raised_at, id) where answered_at is null and ended_at is null;
create index supervision_cards_answered on supervision_cards (answered_at desc, id desc) where answered_at is not null;
create index matters_carded on matters (area_path) where card_level is not null;

drop index audit_entries_at;
create index audit_entries_newest on audit_entries (at desc, id desc);
create index audit_entries_by_account on audit_entries (account_id, at desc, id desc) where account_id is not null;
create index audit_entries_by_action on audit_entries (action, at desc, id desc);
create index audit_entries_of_object on audit_entries (object_kind, object_id, at desc, id desc);
