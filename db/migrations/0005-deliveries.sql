-- Notices reach people outside the product: preferences, contact addresses, deliveries and the envelopes that carry them.
-- Locks notices for a moment: two columns get constant defaults, which rewrites nothing, and its check is read through once.

-- Told to the phone number left with a report, for whoever reported without an account.
alter table notices add column to_contact boolean not null default false;
alter table notices drop constraint notices_addressed;
alter table notices add constraint notices_addressed
  check (num_nonnulls(account_id, area_id, organisation_id) + to_followers::integer + to_contact::integer = 1);
-- Lets a reader continue exactly where it stopped, as for timeline_entries. Notices of before count as read.
alter table notices add column transaction_id bigint not null default 0;
alter table notices alter column transaction_id set default (pg_current_xact_id()::text::bigint);
create index notices_transaction on notices (transaction_id);

-- Up to where the notices have been given out: every transaction below the horizon, and of those from it on these.
create table notice_cursor (
  one boolean primary key default true check (one),
  horizon bigint not null,
  read jsonb not null
);

-- What a person chose; who has no row has the defaults of the program.
create table notice_preferences (
  account_id uuid primary key references accounts (id),
  choices jsonb not null,
  -- Minutes after local midnight; null: no quiet hours.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_to integer check (quiet_to between 0 and 1439),
  digest_at integer check (digest_at between 0 and 1439),
  changed_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);

-- Where a person can be reached besides their phone number: encrypted, found by a keyed hash.
-- A web push subscription is the address of a browser, an open id that of a mini-program.
create table contact_addresses (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  channel text not null check (channel in ('push', 'mini_program', 'mail', 'sms')),
  cipher bytea not null,
  hash bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  code_hash bytea,
  code_until timestamptz,
  code_tries integer not null default 0
);
create unique index contact_addresses_in_use on contact_addresses (account_id, channel, hash) where ended_at is null;
create index contact_addresses_hash on contact_addresses (channel, hash) where ended_at is null;

-- One message through one channel to one address. Who has an account is told there; else the contact of a matter.
create table envelopes (
  id uuid primary key,
  purpose text not null check (purpose in ('notice', 'digest', 'test')),
  account_id uuid references accounts (id),
  contact_of_matter_id uuid references matters (id),
  channel text not null check (channel in ('push', 'mini_program', 'mail', 'sms')),
  -- Null: the phone number of the account, or of the matter's contact.
  address_id uuid references contact_addresses (id),
  -- When a digest closes; null for what goes out alone.
  digest_at timestamptz,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'given_up', 'unknown', 'dropped')),
  -- When to look at it next: not before this it is sent, tried again, or taken from a worker that went silent.
  due_at timestamptz not null,
  attempts integer not null default 0,
  -- Who is at it; only the bearer of the token may write what came of it.
  claim_token uuid,
  -- Set before the message leaves: from then on it may have arrived.
  begun_at timestamptz,
  settled_at timestamptz,
  provider_id text,
  reason text,
  created_at timestamptz not null,
  check (num_nonnulls(account_id, contact_of_matter_id) = 1)
);
create index envelopes_due on envelopes (due_at) where state in ('pending', 'sending');
create index envelopes_settled on envelopes (settled_at) where settled_at is not null;
create unique index envelopes_digest on envelopes (account_id, channel, address_id, digest_at) nulls not distinct
  where digest_at is not null and state = 'pending';

-- A notice for one person through one channel, once.
create table deliveries (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  -- Null: the contact of the notice's matter.
  account_id uuid references accounts (id),
  channel text not null,
  address_id uuid references contact_addresses (id),
  envelope_id uuid not null references envelopes (id),
  unique nulls not distinct (notice_id, account_id, channel, address_id)
);
create index deliveries_envelope on deliveries (envelope_id);

grant select, insert, update on notice_cursor, notice_preferences, contact_addresses, envelopes, deliveries to "${role}";
grant delete on envelopes, deliveries to "${role}";
revoke update on deliveries from "${role}";
