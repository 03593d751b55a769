-- What was handed to a messaging provider. `text` and `code` are filled in development mode only, for the inbox.
create table messages (
  id text primary key,
  phone_number text not null,
  purpose text not null,
  provider text not null,
  status text not null check (status in ('sending', 'sent', 'failed')),
  created_at bigint not null,
  text text,
  code text
);
create index messages_by_number on messages (phone_number, id);
create index messages_by_time on messages (created_at);
