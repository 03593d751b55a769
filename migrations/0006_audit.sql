-- What happened to accounts and sessions, and what was refused and why. Rows are only added; only retention removes them.
-- It holds no number: phone_hash is an HMAC with a key of its own, so that a number can be looked up but not read.
create table audit_events (
  -- A UUIDv7: sorts by time, so the primary key also serves retention.
  id text primary key,
  at bigint not null,
  kind text not null,
  -- No foreign keys: an event outlives its session, and says what was so at its time.
  account_id text,
  session_id text,
  phone_hash text,
  -- The limit or rule that decided, for refusals.
  rule text,
  -- What else there is to say, as a JSON object; never a code, a token or a full number.
  details text
);
create index audit_events_by_account on audit_events (account_id, id) where account_id is not null;
create index audit_events_by_number on audit_events (phone_hash, id) where phone_hash is not null;
