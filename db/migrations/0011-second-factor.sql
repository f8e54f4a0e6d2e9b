-- A second factor for staff, sessions that wait for it, and who made an account. Locks sessions and accounts for a moment: both get a column without a default.

-- One authenticator app a person. The secrets are encrypted like phone numbers; a new one replaces the old only when a code of it was given.
create table second_factors (
  account_id uuid primary key references accounts (id),
  secret_cipher bytea,
  confirmed_at timestamptz,
  -- The 30 seconds of the last code that was taken; neither it nor one before is taken again.
  last_step bigint,
  pending_cipher bytea,
  pending_until timestamptz,
  check ((secret_cipher is null) = (confirmed_at is null)),
  check ((pending_cipher is null) = (pending_until is null))
);

-- Ten a person, each for one sign-in without the app; only their keyed hashes.
create table recovery_codes (
  account_id uuid not null references accounts (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Set while only the password was right: what has to come before the session opens anything.
alter table sessions add column awaits text check (awaits in ('second_factor', 'enrolment'));

-- Whoever made an account looks after it until it has a post.
alter table accounts add column created_by uuid references accounts (id);

grant select, insert, update, delete on second_factors, recovery_codes to "${role}";
