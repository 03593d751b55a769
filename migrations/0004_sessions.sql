-- A sign-in on one device. Refresh tokens are derived, so not even their hashes are kept: `refresh_salt` and the number
-- of the current token say which one is valid.
create table sessions (
  id text primary key,
  account_id text not null references accounts (id),
  refresh_salt text not null,
  refresh_number bigint not null,
  refreshed_at bigint not null,
  created_at bigint not null,
  last_used_at bigint not null,
  -- The idle end, moved on by each refresh; never beyond the absolute end.
  expires_at bigint not null,
  absolute_end_at bigint not null,
  ended_at bigint,
  user_agent text,
  -- The client's address, shortened to its network.
  network text not null
);
create index sessions_by_account on sessions (account_id, created_at);
create index sessions_by_expiry on sessions (expires_at);

-- Keys that sign access tokens, shared by all processes. The private key is sealed with a key from SECRET_KEY.
create table signing_keys (
  id text primary key,
  -- Keys are numbered, so that two processes which make a key at once make the same number, and one of them loses.
  number bigint not null unique,
  public_jwk text not null,
  sealed_private_jwk text not null,
  created_at bigint not null,
  retired_at bigint
);
