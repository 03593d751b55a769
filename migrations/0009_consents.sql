-- What a person agreed to, in which wording, and when. Written in the transaction of what it allows; never changed.
-- It outlives the account's number and name, to which nothing in it leads back.
create table consents (
  account_id text not null references accounts (id),
  kind text not null,
  version text not null,
  at bigint not null,
  -- Agreeing to the same words again changes nothing.
  primary key (account_id, kind, version)
);
