-- Numbers that an account has let go of, by ending or by moving to another number: known by a keyed hash only. Somebody
-- who comes back by such a number gets a new account, but is nobody's new referral.
create table erased_phone_numbers (
  phone_hash text primary key,
  erased_at bigint not null
);
