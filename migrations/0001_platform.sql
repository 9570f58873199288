-- Platform: who may do what, ids made of content, the vault of identifiers, the journal of acts.
-- Runs as payung_owner. Roles (payung_owner, payung_app, payung_job, payung_rotation) exist before.

create schema platform;
grant usage on schema platform to payung_app, payung_job, payung_rotation;

create function platform.current_regency() returns text
  language sql stable parallel safe
  return nullif(current_setting('payung.regency_code', true), '');
comment on function platform.current_regency() is
  'Regency of the act in hand, set for one transaction; null (no row is visible) outside an act.';

create function platform.current_actor() returns text
  language sql stable parallel safe
  return nullif(current_setting('payung.actor', true), '');
comment on function platform.current_actor() is 'Who acts; set for one transaction.';

create function platform.uuid8(hash bytea) returns uuid
  language sql immutable strict parallel safe
  return encode(
    set_byte(set_byte(substr(hash, 1, 16), 6, (get_byte(hash, 6) & 15) | 128), 8, (get_byte(hash, 8) & 63) | 128),
    'hex')::uuid;
comment on function platform.uuid8(bytea) is
  'UUIDv8 (RFC 9562) of the first 16 bytes of a hash; the same as kernel uuidOfHash.';

create function platform.refresh_statistics(tables regclass[]) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
declare t regclass;
begin
  foreach t in array tables loop
    execute format('analyze %s', t);
  end loop;
end $$;
revoke all on function platform.refresh_statistics(regclass[]) from public;
grant execute on function platform.refresh_statistics(regclass[]) to payung_app, payung_job;
comment on function platform.refresh_statistics(regclass[]) is
  'ANALYZE after tens of thousands of rows came in. Without it the planner takes row-level security to leave a handful of rows, and joins person by person. Runs as the owner, changes no row.';

-- The vault: the one table that holds NIK and KK numbers.
create table platform.identifier (
  regency_code  text not null,
  identifier_id uuid not null,
  kind          text not null constraint identifier_is_of_a_known_kind check (kind in ('nik', 'kk')),
  key_version   smallint not null,
  ciphertext    bytea not null,
  blind_index   bytea not null,
  primary key (regency_code, identifier_id),
  constraint identifier_stands_once unique (regency_code, kind, blind_index)
);
comment on table platform.identifier is
  'Vault. NIK and KK: AES-256-GCM ciphertext (nonce 12, text, tag 16) under key_version; blind_index is HMAC-SHA-256 for exact look-up. Only payung_rotation updates or deletes.';

create table platform.data_key (
  regency_code text not null,
  data_key_id  uuid not null,
  key_version  smallint not null,
  wrapped_key  bytea not null,
  primary key (regency_code, data_key_id)
);
comment on table platform.data_key is
  'One AES-256 key per load or sent batch, wrapped by the master key. Destroying the row destroys what it encrypted.';

create table platform.journal (
  regency_code text not null,
  entry_no     bigint generated always as identity,
  at           timestamptz not null default transaction_timestamp(),
  actor        text not null default platform.current_actor(),
  act          text not null,
  subject      text not null,
  body         jsonb not null,
  primary key (regency_code, entry_no)
);
comment on table platform.journal is
  'What happened, written in the same transaction as the thing itself; later rooms and the audit read it.';

create table platform.setting (
  regency_code text not null,
  name         text not null,
  set_at       timestamptz not null default clock_timestamp(),
  setting_no   bigint generated always as identity,
  value        jsonb not null,
  primary key (regency_code, name, setting_no)
);
comment on table platform.setting is 'Choices of this installation; the newest of a name holds.';

alter table platform.identifier enable row level security;
alter table platform.identifier force row level security;
alter table platform.data_key enable row level security;
alter table platform.data_key force row level security;
alter table platform.journal enable row level security;
alter table platform.journal force row level security;
alter table platform.setting enable row level security;
alter table platform.setting force row level security;
create policy act_in_its_regency on platform.identifier using (regency_code = platform.current_regency());
create policy act_in_its_regency on platform.data_key using (regency_code = platform.current_regency());
create policy act_in_its_regency on platform.journal using (regency_code = platform.current_regency());
create policy act_in_its_regency on platform.setting using (regency_code = platform.current_regency());

grant select, insert on platform.identifier, platform.data_key, platform.journal, platform.setting
  to payung_app, payung_job;
grant select, update, delete on platform.identifier, platform.data_key to payung_rotation;
