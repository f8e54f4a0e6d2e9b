-- Photos, videos and documents, from the first byte of an upload to the timeline entry they belong to. Locks nothing: all tables are new.

-- Who may upload without an account: one row a permit, counted by the address it was given to.
create table upload_permits (
  id uuid primary key,
  address_hash bytea not null,
  at timestamptz not null
);
create index upload_permits_address on upload_permits (address_hash, at);
create index upload_permits_at on upload_permits (at);

-- What is being uploaded, and for 30 days what was, so that a repeated creation finds its first one. The id is the file's id too.
create table uploads (
  id uuid primary key,
  -- 'account:…', 'receipt:…' or 'permit:…', as a caller's idempotency keys are owned.
  owner text not null,
  -- Made by the client, one an intention.
  key text not null,
  kind text not null check (kind in ('image', 'video', 'document')),
  name text not null,
  bytes bigint not null check (bytes > 0),
  received bigint not null default 0 check (received between 0 and bytes),
  parts integer not null default 0,
  -- Where a photo was taken, encrypted, until the file is attached or a day has passed.
  place_cipher bytea,
  created_at timestamptz not null,
  unique (owner, key)
);
create index uploads_owner on uploads (owner, created_at);
create index uploads_created on uploads (created_at);

-- What has arrived: one row a request that brought bytes, written after the bytes are safe in the store.
create table upload_parts (
  upload_id uuid not null references uploads (id),
  start_at bigint not null,
  bytes bigint not null check (bytes > 0),
  store_key text not null,
  primary key (upload_id, start_at)
);
create index upload_parts_key on upload_parts (store_key);

create table files (
  id uuid primary key,
  owner text not null,
  kind text not null check (kind in ('image', 'video', 'document')),
  state text not null check (state in ('processing', 'ready', 'refused')),
  name text not null,
  -- Of what is stored, which for images is not what was sent. All null until it is ready.
  content_type text,
  bytes bigint,
  width integer,
  height integer,
  sha256 bytea,
  store_key text,
  thumbnail_key text,
  thumbnail_bytes bigint,
  refusal text,
  -- Runs of its processing that have begun and not come back: a file that ends the process is given up.
  attempts integer not null default 0,
  created_at timestamptz not null,
  check (state <> 'ready' or num_nulls(content_type, bytes, sha256, store_key) = 0),
  check ((state = 'refused') = (refusal is not null))
);
create index files_created on files (created_at);
create index files_processing on files (created_at) where state = 'processing';
create unique index files_store_key on files (store_key) where store_key is not null;
create unique index files_thumbnail_key on files (thumbnail_key) where thumbnail_key is not null;

-- Append-only: which timeline entry a file came with. A file is attached once.
create table attachments (
  file_id uuid primary key references files (id),
  matter_id uuid not null references matters (id),
  seq integer not null,
  visibility text not null check (visibility in ('public', 'internal')),
  role text
);
create index attachments_matter on attachments (matter_id, seq);

grant select, insert, update, delete on uploads, files to "${role}";
grant select, insert, delete on upload_permits, upload_parts to "${role}";
grant select, insert on attachments to "${role}";
