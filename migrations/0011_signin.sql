-- Sign-in: the tables of better-auth, written out, and those of Payung's own beside them. One login of its own reaches
-- them; what a role may do and who holds it stays in platform.

create table signin."user" (
  id                 uuid primary key,
  name               text not null,
  email              text not null unique,
  email_verified     boolean not null,
  image              text,
  created_at         timestamptz not null default current_timestamp,
  updated_at         timestamptz not null default current_timestamp,
  two_factor_enabled boolean,
  closed             boolean not null default false,
  demonstration      boolean not null default false
);
comment on table signin."user" is
  'Who may sign in: id is the official_id of platform.official. closed: an administrator has shut the account. demonstration: entered by one click, in a demonstration only.';

create table signin.session (
  id            uuid primary key default gen_random_uuid(),
  expires_at    timestamptz not null,
  token         text not null unique,
  created_at    timestamptz not null default current_timestamp,
  updated_at    timestamptz not null,
  ip_address    text,
  user_agent    text,
  user_id       uuid not null references signin."user" (id) on delete cascade,
  method        text,
  second_factor boolean,
  device        text
);
create index session_user_id_idx on signin.session (user_id);
comment on table signin.session is
  'Browsers that are signed in. method: password, provider, link or demonstration. second_factor: whether the roles that need one are active. device: hash of the browser''s own cookie.';

create table signin.account (
  id                       uuid primary key default gen_random_uuid(),
  account_id               text not null,
  provider_id              text not null,
  user_id                  uuid not null references signin."user" (id) on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default current_timestamp,
  updated_at               timestamptz not null,
  constraint tokens_of_the_provider_are_not_kept check (access_token is null and refresh_token is null and id_token is null)
);
create index account_user_id_idx on signin.account (user_id);
create unique index account_is_of_one_user on signin.account (provider_id, account_id);
comment on table signin.account is
  'How a user proves who it is: a password (credential, argon2id) or an account at the city''s provider (its subject).';

create table signin.verification (
  id         uuid primary key default gen_random_uuid(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_identifier_idx on signin.verification (identifier);
comment on table signin.verification is 'Sign-ins that are half done: waiting for the second factor, or for the provider to send the browser back.';

create table signin.two_factor (
  id                        uuid primary key default gen_random_uuid(),
  secret                    text not null,
  backup_codes              text not null,
  user_id                   uuid not null references signin."user" (id) on delete cascade,
  verified                  boolean,
  failed_verification_count integer,
  locked_until              timestamptz
);
create index two_factor_secret_idx on signin.two_factor (secret);
create index two_factor_user_id_idx on signin.two_factor (user_id);
comment on table signin.two_factor is 'Secrets of authenticator apps and the backup codes left, both encrypted with the sign-in key of the data folder.';

create table signin.rate_limit (
  id           uuid primary key default gen_random_uuid(),
  key          text not null unique,
  count        integer not null,
  last_request bigint not null
);
comment on table signin.rate_limit is 'Requests of one network address to one path within a window (milliseconds since 1970).';

-- Payung's own -----------------------------------------------------------------------------------------------------

create table signin.one_time_link (
  token_hash bytea primary key,
  user_id    uuid not null references signin."user" (id) on delete cascade,
  purpose    text not null constraint purpose_is_known check (purpose in ('invitation', 'new-password')),
  made_by    text not null,
  made_at    timestamptz not null default current_timestamp,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index one_time_link_by_user on signin.one_time_link (user_id);
comment on table signin.one_time_link is 'Links that an administrator hands over, as SHA-256 of their token: whoever holds one sets the password, once.';

create table signin.failure_count (
  bucket         text primary key,
  failures       integer not null,
  refused        integer not null default 0,
  last_failed_at timestamptz not null default current_timestamp,
  waits_until    timestamptz
);
create index failure_count_by_age on signin.failure_count (last_failed_at);
comment on table signin.failure_count is
  'Failed sign-ins in a row of one address, apart for each browser known to it: strangers cannot lock out a browser that signed in before. Buckets are keyed hashes.';

create table signin.known_device (
  user_id      uuid not null references signin."user" (id) on delete cascade,
  device       text not null,
  last_seen_at timestamptz not null default current_timestamp,
  primary key (user_id, device)
);
comment on table signin.known_device is 'Browsers in which somebody has signed in, by the hash of their own cookie.';

create table signin.used_code (
  user_id uuid not null references signin."user" (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null default current_timestamp,
  primary key (user_id, code_hash)
);
comment on table signin.used_code is 'Codes of authenticator apps that were accepted in the last minutes: none is accepted twice.';

grant usage on schema signin to payung_signin;
grant select, insert, update, delete on signin."user", signin.session, signin.account, signin.verification, signin.two_factor, signin.rate_limit,
  signin.one_time_link, signin.failure_count, signin.known_device, signin.used_code to payung_signin;

-- Rights that need a second factor -----------------------------------------------------------------------------------

create function platform.needs_second_factor(role text) returns boolean
  language sql immutable parallel safe
  return role = any (array['approver', 'finance', 'administrator']);
comment on function platform.needs_second_factor(text) is
  'Roles that a password alone does not open; the same list as src/platform/access/rights.ts, which a test compares.';

create or replace function platform.grants_in_hand(wanted text) returns setof text
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select distinct area_code from (
    select distinct on (role, area_code) role, area_code, granted
    from platform.role_grant
    where regency_code = platform.current_regency() and 'user:' || official_id = platform.current_actor()
    order by role, area_code, grant_no desc
  ) newest
  where granted and wanted = any (platform.rights_of(role))
    and not (platform.needs_second_factor(role) and current_setting('payung.capacity', true) is not distinct from 'one-factor');
end;
