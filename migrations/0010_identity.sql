-- Identity: who acts is sealed by the program and checked by the database; what each role may do, and where, is
-- asked by restrictive policies on every table beside the city's own.

create schema signin;
comment on schema signin is 'Accounts, sessions and keys of sign-in. The application''s roles see nothing of it.';

create table signin.seal_key (
  only_one boolean primary key default true constraint there_is_one_seal_key check (only_one),
  inner_key bytea not null,
  outer_key bytea not null
);
comment on table signin.seal_key is 'The two padded keys of HMAC-SHA-256 under which identities are sealed; written at every start by whoever opens the office.';

-- The identity in hand ------------------------------------------------------------------------------------------

create function platform.seal_fits() returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog
  return coalesce((
    select current_setting('payung.seal', true) = encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(concat_ws(E'\x1f',
      current_setting('payung.regency_code', true), current_setting('payung.actor', true),
      current_setting('payung.capacity', true), current_setting('payung.device', true)), 'UTF8'))), 'hex')
    from signin.seal_key k), false);
comment on function platform.seal_fits() is
  'Whether the identity of the transaction was sealed by the program: nobody with SQL alone can take another''s name.';

create or replace function platform.current_actor() returns text
  language sql stable parallel safe
  return case when platform.seal_fits() then nullif(current_setting('payung.actor', true), '') end;
comment on function platform.current_actor() is 'Who acts; null when the identity is not sealed.';

create function platform.current_device() returns text
  language sql stable parallel safe
  return nullif(current_setting('payung.device', true), '');
comment on function platform.current_device() is 'The browser from which the act comes; null for the command line.';

-- Officials and what they may do ----------------------------------------------------------------------------------

create table platform.official (
  regency_code    text not null,
  official_id     uuid not null,
  version_no      bigint generated always as identity,
  name            text not null constraint official_has_a_name check (length(btrim(name)) > 0),
  email           text not null constraint email_is_lower_case check (email = lower(btrim(email)) and email <> ''),
  employee_number text not null constraint employee_number_is_stated check (length(btrim(employee_number)) > 0),
  recorded_by     text not null default platform.current_actor(),
  recorded_at     timestamptz not null default transaction_timestamp(),
  primary key (regency_code, official_id, version_no)
);
comment on table platform.official is
  'Persons with an account. employee_number (NIP, or another number of one person) keeps one person from two accounts. A correction is a newer version.';

create function platform.refuse_second_account() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.regency_code || '/official', 0));
  if exists (
    select from platform.official o
    where o.regency_code = new.regency_code and o.official_id <> new.official_id
      and (o.employee_number = new.employee_number or o.email = new.email))
  then
    raise exception 'employee number or address belongs to another account' using errcode = 'unique_violation', constraint = 'one_account_a_person';
  end if;
  return new;
end $$;
create trigger one_account_a_person before insert on platform.official for each row execute function platform.refuse_second_account();

create table platform.role_grant (
  regency_code text not null,
  grant_no     bigint generated always as identity,
  official_id  uuid not null,
  role         text not null,
  area_code    text not null,
  granted      boolean not null,
  recorded_by  text not null default platform.current_actor(),
  recorded_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, grant_no),
  constraint role_is_known check (role in ('officer', 'approver', 'finance', 'verifier', 'field-officer', 'rt-head', 'perisai-agent', 'liaison',
    'planner', 'auditor', 'administrator')),
  constraint area_is_in_the_regency check (area_code = regency_code or area_code like regency_code || '.%'),
  constraint nobody_grants_to_oneself check (recorded_by <> 'user:' || official_id)
);
comment on table platform.role_grant is
  'A role given or taken, in an area (regency, kecamatan, kelurahan, RW as kelurahan/number). The newest row of official, role and area holds.';

create view platform.published_role with (security_invoker = true) as
  select regency_code, official_id, role, area_code, recorded_by as granted_by, recorded_at as granted_at
  from (
    select distinct on (regency_code, official_id, role, area_code) *
    from platform.role_grant order by regency_code, official_id, role, area_code, grant_no desc
  ) newest
  where granted;
comment on view platform.published_role is 'Roles in force.';

create view platform.published_official with (security_invoker = true) as
  select distinct on (regency_code, official_id) regency_code, official_id, name, email, employee_number, recorded_by, recorded_at
  from platform.official order by regency_code, official_id, version_no desc;
comment on view platform.published_official is 'Officials as last recorded.';

do $$
declare t text;
begin
  foreach t in array array['official', 'role_grant'] loop
    execute format('alter table platform.%I enable row level security', t);
    execute format('alter table platform.%I force row level security', t);
    execute format('create policy act_in_its_regency on platform.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on platform.%I to payung_app, payung_job', t);
  end loop;
end $$;
grant select on platform.published_role, platform.published_official to payung_app, payung_job;

create function platform.rights_of(role text) returns text[]
  language sql immutable parallel safe
  return case role
    when 'officer' then array['figures.read', 'people.read', 'participants.read', 'rows.read', 'ledger.read', 'identifiers.unmask', 'loads.write',
      'people.resolve', 'programmes.decide', 'people.assess', 'rosters.make', 'batches.send', 'cards.print', 'requests.handle', 'law.propose']
    when 'approver' then array['figures.read', 'people.read', 'participants.read', 'rows.read', 'ledger.read', 'loads.approve', 'merges.approve',
      'rosters.approve', 'batches.approve', 'payments.approve', 'law.confirm']
    when 'finance' then array['figures.read', 'ledger.read', 'bills.make', 'payments.record']
    when 'verifier' then array['figures.read', 'people.read', 'participants.read', 'identifiers.unmask']
    when 'field-officer' then array['people.read', 'participants.read']
    when 'liaison' then array['participants.read']
    when 'planner' then array['figures.read']
    when 'auditor' then array['figures.read', 'people.read', 'participants.read', 'rows.read', 'ledger.read', 'audit.read', 'identifiers.unmask']
    when 'administrator' then array['audit.read', 'accounts.manage', 'installation.manage', 'law.propose']
    else array[]::text[]
  end;
comment on function platform.rights_of(text) is 'What a role may do; the same list as src/platform/access/rights.ts, which a test compares.';

create function platform.holds_keys() returns boolean
  language sql stable parallel safe
  return platform.current_actor() ~ '^(os|demo|job):';
comment on function platform.holds_keys() is
  'Whether the actor is the command line or a job: whoever runs it reads the key file of the data folder, so roles cannot bind it; four eyes do.';

create function platform.grants_in_hand(wanted text) returns setof text
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select distinct area_code from (
    select distinct on (role, area_code) role, area_code, granted
    from platform.role_grant
    where regency_code = platform.current_regency() and 'user:' || official_id = platform.current_actor()
    order by role, area_code, grant_no desc
  ) newest
  where granted and wanted = any (platform.rights_of(role));
end;
comment on function platform.grants_in_hand(text) is 'Areas in which the actor holds a right.';

create function platform.holds(wanted text) returns boolean
  language sql stable parallel safe
  return platform.holds_keys() or exists (select from platform.grants_in_hand(wanted) area where area = platform.current_regency());
comment on function platform.holds(text) is 'Whether the actor holds a right for the whole regency.';

create function platform.counts_only() returns boolean
  language sql stable parallel safe
  return current_setting('payung.capacity', true) = 'figures' and platform.seal_fits();
comment on function platform.counts_only() is
  'Whether this transaction answers figures and nothing of one person: sealed by the program for those routes alone.';

create function platform.sees(wanted text) returns boolean
  language sql stable parallel safe
  return platform.holds(wanted) or platform.counts_only();
comment on function platform.sees(text) is 'Whether every row that needs the right is visible.';

-- People in sight of an area ---------------------------------------------------------------------------------------

alter table resolution.person_version add column rw text generated always as (
  lpad(substring(upper(address) from '\mRW[ .:/]*0*([0-9]{1,3})\M'), 3, '0')) stored;
comment on column resolution.person_version.rw is 'RW number of the address, three digits; null when the address states none.';
create index person_version_by_kelurahan on resolution.person_version (regency_code, kelurahan_code, person_id);

create function resolution.people_in_sight(wanted text) returns setof uuid
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select p.person_id from (
    select distinct on (v.person_id) v.person_id, v.kecamatan_code, v.kelurahan_code, v.rw
    from resolution.person_version v
    where v.regency_code = platform.current_regency()
      and v.person_id in (
        select near.person_id from resolution.person_version near
        join platform.grants_in_hand(wanted) area on near.kelurahan_code = split_part(area, '/', 1) or near.kecamatan_code = area
        where near.regency_code = platform.current_regency())
    order by v.person_id, v.run_no desc
  ) p
  join platform.grants_in_hand(wanted) area
    on area in (p.kecamatan_code, p.kelurahan_code, p.kelurahan_code || '/' || p.rw)
  group by p.person_id;
end;
comment on function resolution.people_in_sight(text) is
  'Persons whose newest golden record lies in an area where the actor holds the right.';

create function resolution.rows_in_sight(wanted text) returns setof uuid
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select a.row_id from resolution.assignment a
  where a.regency_code = platform.current_regency() and a.person_id in (select resolution.people_in_sight(wanted))
    and not exists (
      select from resolution.assignment later
      where later.regency_code = a.regency_code and later.row_id = a.row_id and later.run_no > a.run_no);
end;
comment on function resolution.rows_in_sight(text) is 'Rows that speak, as last assigned, of persons in sight.';

create function resolution.identifiers_in_sight(wanted text) returns setof uuid
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select v.nik_id from resolution.person_version v
  where v.regency_code = platform.current_regency() and v.nik_id is not null and v.person_id in (select resolution.people_in_sight(wanted));
end;
comment on function resolution.identifiers_in_sight(text) is 'Vault rows of persons in sight.';

do $$
declare f text;
begin
  foreach f in array array['platform.seal_fits()', 'platform.grants_in_hand(text)', 'platform.refuse_second_account()',
    'resolution.people_in_sight(text)', 'resolution.rows_in_sight(text)', 'resolution.identifiers_in_sight(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to payung_app, payung_job, payung_rotation', f);
  end loop;
end $$;
create index assignment_by_person on resolution.assignment (regency_code, person_id);

-- Who sees which rows: restrictive, beside the policy of the city -----------------------------------------------------

do $$
declare
  seen record;
begin
  for seen in
    select * from (values
      ('intake.record',                     'people.read',       'row_id in (select resolution.rows_in_sight(%L))'),
      ('intake.registry_fact',              'people.read',       'row_id in (select resolution.rows_in_sight(%L))'),
      ('intake.insurer_fact',               'people.read',       'row_id in (select resolution.rows_in_sight(%L))'),
      ('intake.civil_fact',                 'people.read',       'row_id in (select resolution.rows_in_sight(%L))'),
      ('intake.disability_fact',            'people.read',       'row_id in (select resolution.rows_in_sight(%L))'),
      ('intake.raw_block',                  'rows.read',         'false'),
      ('resolution.person',                 'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('resolution.assignment',             'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('resolution.person_version',         'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('resolution.doubt',                  'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('eligibility.decision',              'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('allocation.place',                  'people.read',       'person_id in (select resolution.people_in_sight(%L))'),
      ('enrolment.batch_line',              'participants.read', 'person_id in (select resolution.people_in_sight(%L))'),
      ('enrolment.reply_line',              'participants.read', 'person_id in (select resolution.people_in_sight(%L))'),
      ('cards.card',                        'participants.read', 'person_id in (select resolution.people_in_sight(%L))'),
      ('contributions.bill_line',           'ledger.read',       'person_id in (select resolution.people_in_sight(''participants.read''))')
    ) as kind (name, wanted, in_area)
  loop
    execute format('create policy seen_by_right on %s as restrictive for select to payung_app, payung_job using ((select platform.sees(%L)) or '
      || seen.in_area || ')', seen.name, seen.wanted, seen.wanted);
  end loop;
end $$;

create policy seen_by_right on platform.identifier as restrictive for select to payung_app, payung_job using (
  (select platform.holds('people.read') or platform.holds('participants.read'))
  or identifier_id in (select resolution.identifiers_in_sight('people.read')));
create policy seen_by_right on platform.data_key as restrictive for select to payung_app, payung_job using (
  (select platform.holds('rows.read') or platform.holds('participants.read')));

-- Every other table about the city's work: whoever is somebody. -------------------------------------------------------
do $$
declare t text;
begin
  foreach t in array array['platform.journal', 'platform.setting', 'platform.official', 'platform.role_grant', 'intake.load', 'resolution.run', 'programme.version',
    'eligibility.run', 'allocation.run', 'allocation.roster_approval', 'enrolment.batch', 'enrolment.reply', 'contributions.account',
    'contributions.transfer', 'contributions.posting', 'contributions.bill', 'contributions.payment', 'cards.print_run', 'cards.sheet'] loop
    execute format('create policy seen_by_somebody on %s as restrictive for select to payung_app, payung_job using ((select platform.current_actor() is not null))', t);
  end loop;
end $$;

-- Who writes what -----------------------------------------------------------------------------------------------------

do $$
declare written record;
begin
  for written in
    select * from (values
      ('intake.load', 'loads.write'), ('intake.raw_block', 'loads.write'), ('intake.record', 'loads.write'), ('intake.registry_fact', 'loads.write'),
      ('intake.insurer_fact', 'loads.write'), ('intake.civil_fact', 'loads.write'), ('intake.disability_fact', 'loads.write'),
      ('platform.identifier', 'loads.write'),
      ('resolution.run', 'people.resolve'), ('resolution.person', 'people.resolve'), ('resolution.assignment', 'people.resolve'),
      ('resolution.person_version', 'people.resolve'), ('resolution.doubt', 'people.resolve'),
      ('programme.version', 'programmes.decide'),
      ('eligibility.run', 'people.assess'), ('eligibility.decision', 'people.assess'),
      ('allocation.run', 'rosters.make'), ('allocation.place', 'rosters.make'),
      ('allocation.roster_approval', 'rosters.approve'),
      ('enrolment.batch', 'batches.send'), ('enrolment.batch_line', 'batches.send'), ('enrolment.reply', 'batches.send'), ('enrolment.reply_line', 'batches.send'),
      ('contributions.bill', 'bills.make'), ('contributions.bill_line', 'bills.make'),
      ('contributions.payment', 'payments.record'),
      ('cards.print_run', 'cards.print'), ('cards.sheet', 'cards.print'), ('cards.card', 'cards.print'),
      ('platform.official', 'accounts.manage'), ('platform.role_grant', 'accounts.manage')
    ) as kind (name, wanted)
  loop
    execute format('create policy written_by_right on %s as restrictive for insert to payung_app, payung_job with check ((select platform.holds(%L)))',
      written.name, written.wanted);
  end loop;
end $$;
create policy written_by_right on platform.data_key as restrictive for insert to payung_app, payung_job with check (
  (select platform.holds('loads.write') or platform.holds('batches.send')));
create policy written_by_right on platform.setting as restrictive for insert to payung_app, payung_job with check ((select platform.holds('installation.manage')));
do $$
declare t text;
begin
  foreach t in array array['contributions.account', 'contributions.transfer', 'contributions.posting'] loop
    execute format('create policy written_by_right on %s as restrictive for insert to payung_app, payung_job with check (
      (select platform.holds(''bills.make'') or platform.holds(''payments.record'') or platform.holds(''payments.approve'')))', t);
  end loop;
end $$;
create policy written_by_somebody on platform.journal as restrictive for insert to payung_app, payung_job with check (
  (select platform.current_actor() is not null) and actor = (select platform.current_actor()));
