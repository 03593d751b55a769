-- An account is one phone number that has proved itself. phone_number and name become null when the account ends;
-- the row stays as a nameless tombstone, so that referrals keep their two ends.
create table accounts (
  id text primary key,
  phone_number text,
  name text,
  -- Codes are never reassigned, so the tombstone keeps its own. 6 to 8: longer codes need no migration.
  invite_code text not null check (length(invite_code) between 6 and 8),
  created_at bigint not null,
  ended_at bigint,
  -- Decides between parallel first sign-ins: one number, one account.
  constraint accounts_phone_number_once unique (phone_number),
  -- Decides a collision of two random draws.
  constraint accounts_invite_code_once unique (invite_code),
  check ((phone_number is null) = (ended_at is not null))
);
