-- One confirmation code that was sent. Only a keyed hash of the code is kept.
create table challenges (
  id text primary key,
  purpose text not null,
  phone_number text not null,
  code_hash text not null,
  -- Guesses compared with this code; raised and checked in one statement.
  attempts bigint not null default 0 check (attempts between 0 and 10),
  created_at bigint not null,
  expires_at bigint not null,
  consumed_at bigint
);
create index challenges_by_number on challenges (phone_number, expires_at);
create index challenges_by_expiry on challenges (expires_at);

-- When codes went to a number lately: at most ten times, epoch milliseconds, oldest first, as a JSON list. Its row is
-- the lock that parallel sends to one number queue for. It knows the number by a keyed hash only: an account that ends
-- takes its number along, but must not take the limits on sending to it along too.
create table phone_sends (
  phone_hash text primary key,
  sent_at_list text not null,
  updated_at bigint not null
);
create index phone_sends_by_time on phone_sends (updated_at);
