-- Numbers are kept here as keyed hashes: an account that ends leaves none behind, and does not shed what counts against it.

-- Who asked for a code: a keyed hash of the network. Their own guess may use the try that is kept back from strangers.
alter table challenges add column source text;
create index challenges_by_success on challenges (consumed_at) where consumed_at is not null;

-- Counters of limits. A row is one key's window; it is checked and raised in one statement.
create table limit_windows (
  name text not null,
  key text not null,
  count bigint not null,
  resets_at bigint not null,
  primary key (name, key)
);
create index limit_windows_by_end on limit_windows (resets_at);

-- Wrong guesses against a number in the last 30 days: its failure score. One row a guess.
create table guess_failures (
  id text primary key,
  phone_hash text not null,
  source text not null,
  -- How many live codes the guess was compared with.
  weight bigint not null,
  at bigint not null
);
create index guess_failures_by_number on guess_failures (phone_hash, at);
create index guess_failures_by_time on guess_failures (at);

-- How long one address must wait before its next guess at one number.
create table penalties (
  phone_hash text not null,
  source text not null,
  failures bigint not null,
  until bigint not null,
  updated_at bigint not null,
  primary key (phone_hash, source)
);
create index penalties_by_time on penalties (updated_at);

-- Devices that have signed in with a number: some of its sendings are kept back for them.
create table known_devices (
  phone_hash text not null,
  device text not null,
  seen_at bigint not null,
  primary key (phone_hash, device)
);
create index known_devices_by_time on known_devices (seen_at);

-- The global governor: since when, and until when at least, guessing is above its limit.
create table governor (
  id bigint primary key check (id = 1),
  tripped_at bigint not null,
  over_at bigint not null
);
insert into governor (id, tripped_at, over_at) values (1, 0, 0);

-- Codes sent and codes that were entered rightly, by ten minutes, for the rules against paid-message fraud and for
-- budgets. Rows that everybody shares are spread over `shard`, so that sendings do not queue for one another.
create table send_counts (
  scope text not null,
  key text not null,
  period bigint not null,
  shard bigint not null,
  sent bigint not null,
  verified bigint not null,
  primary key (scope, key, period, shard)
);
create index send_counts_by_period on send_counts (period);
