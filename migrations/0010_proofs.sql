-- Proofs of work that were accepted: the primary key decides which of several parallel uses is the first. A row is of no
-- use once its challenge has expired, because an expired one is refused by its signed date.
create table used_proofs (
  id text primary key,
  expires_at bigint not null
);
create index used_proofs_by_expiry on used_proofs (expires_at);
