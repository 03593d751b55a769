-- Who brought whom. The primary key is the promise "once in a lifetime".
create table referrals (
  referee_id text primary key references accounts (id),
  referrer_id text not null references accounts (id),
  invite_code text not null,
  activated_at bigint not null,
  check (referee_id <> referrer_id)
);
-- A referrer's list, newest first, by cursor.
create index referrals_by_referrer on referrals (referrer_id, activated_at, referee_id);
-- The roll-up reads what came after its watermark, whoever the referrer is.
create index referrals_by_time on referrals (activated_at);

-- Exact counts without counting millions: what is below the watermark is counted here, what is above is counted on
-- reading. No row here is touched by an activation.
create table referral_counts (
  referrer_id text primary key references accounts (id),
  counted bigint not null
);
create table referral_watermark (
  id bigint primary key check (id = 1),
  counted_until bigint not null
);
insert into referral_watermark (id, counted_until) values (1, 0);
