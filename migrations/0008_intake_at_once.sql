-- Intake, made light: what was checked row by row is checked once a statement, or once a load. The guards run as the
-- owner, as foreign keys do: whoever brings a row need not see it. A decision record tells why, and what it saves.

-- A row's id: its load's id, with the row number in the last four bytes. Rows of a sheet thus lie in file order, and the
-- id is known as soon as the load's is.
create function intake.row_id(load_id uuid, row_no integer) returns uuid
  language sql immutable strict parallel safe
  return (left(load_id::text, 28) || lpad(to_hex(row_no), 8, '0'))::uuid;
comment on function intake.row_id(uuid, integer) is
  'UUIDv8 of a row: the first 12 bytes of its load''s id (90 bits of hash), then the row number. The same cells, the same id, on any machine.';

-- Every record is of a load. A foreign key on each of 200,000 records asks the same question 200,000 times; the loads
-- that records name are kept once each, and the foreign key is theirs. It is checked when the act is committed, so that
-- records may come in before the counts of their load are known.
create table intake.record_load (
  regency_code text not null,
  load_id      uuid not null,
  primary key (regency_code, load_id),
  constraint records_belong_to_a_load foreign key (regency_code, load_id) references intake.load
    deferrable initially deferred
);
comment on table intake.record_load is
  'The loads that records name, each once. Filled by a trigger of intake.record and by nobody else; stands between its rows and intake.load.';
alter table intake.record_load enable row level security;
alter table intake.record_load force row level security;
create policy act_in_its_regency on intake.record_load using (regency_code = platform.current_regency());

create function intake.note_loads_of_records() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  insert into intake.record_load (regency_code, load_id)
  select distinct regency_code, load_id from arrived
  on conflict do nothing;
  return null;
end $$;
comment on function intake.note_loads_of_records() is 'After a statement that brought records: the loads they name are noted.';

-- The owner sees no row of a forced table; for what is there already he must, for one statement.
alter table intake.record no force row level security;
alter table intake.record_load no force row level security;
insert into intake.record_load (regency_code, load_id) select distinct regency_code, load_id from intake.record;
alter table intake.record force row level security;
alter table intake.record_load force row level security;
alter table intake.record drop constraint record_belongs_to_a_load;
create trigger records_belong_to_a_load after insert on intake.record
  referencing new table as arrived for each statement execute function intake.note_loads_of_records();
create trigger changed_records_belong_to_a_load after update on intake.record
  referencing new table as arrived for each statement execute function intake.note_loads_of_records();

-- Every fact is of a record: asked once a statement, for all of its rows.
create function intake.require_records_of_facts() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if exists (
    select from arrived a
    where not exists (select from intake.record r where r.regency_code = a.regency_code and r.row_id = a.row_id)
  ) then
    raise foreign_key_violation using
      message = format('a fact for intake.%s names a record that does not exist', tg_table_name),
      table = tg_table_name, schema = tg_table_schema, constraint = tg_table_name || '_is_of_a_record';
  end if;
  return null;
end $$;
comment on function intake.require_records_of_facts() is 'After a statement that brought facts: each is of a record, or the statement fails.';

-- And no record goes while facts are of it. (Nobody may delete or change one today; whoever may one day is held by this.)
create function intake.keep_records_of_facts() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if exists (select from gone g where g.regency_code is distinct from platform.current_regency()) then
    raise insufficient_privilege using message = 'records change within an act of their regency only: elsewhere nobody sees their facts';
  end if;
  if exists (
    select from gone g
    where not exists (select from intake.record r where r.regency_code = g.regency_code and r.row_id = g.row_id)
      and (exists (select from intake.registry_fact f where f.regency_code = g.regency_code and f.row_id = g.row_id)
        or exists (select from intake.insurer_fact f where f.regency_code = g.regency_code and f.row_id = g.row_id)
        or exists (select from intake.civil_fact f where f.regency_code = g.regency_code and f.row_id = g.row_id)
        or exists (select from intake.disability_fact f where f.regency_code = g.regency_code and f.row_id = g.row_id))
  ) then
    raise foreign_key_violation using message = 'a record is still named by a fact',
      schema = 'intake', table = 'record', constraint = 'record_keeps_its_facts';
  end if;
  return null;
end $$;
comment on function intake.keep_records_of_facts() is 'After records went or changed their id: none may have left a fact behind.';
create trigger record_keeps_its_facts after delete on intake.record
  referencing old table as gone for each statement execute function intake.keep_records_of_facts();
create trigger changed_record_keeps_its_facts after update on intake.record
  referencing old table as gone for each statement execute function intake.keep_records_of_facts();

do $$
declare fact text;
begin
  foreach fact in array array['registry_fact', 'insurer_fact', 'civil_fact', 'disability_fact'] loop
    execute format('alter table intake.%I drop constraint %I', fact, fact || '_is_of_a_record');
    execute format('create trigger %I after insert on intake.%I referencing new table as arrived
      for each statement execute function intake.require_records_of_facts()', fact || '_is_of_a_record', fact);
    execute format('create trigger %I after update on intake.%I referencing new table as arrived
      for each statement execute function intake.require_records_of_facts()', 'changed_' || fact || '_is_of_a_record', fact);
  end loop;
end $$;

-- An index that begins with the regency compares one equal text at every step before it comes to what tells rows
-- apart. The keys begin with it, so that one regency is one shard; this index is no key.
drop index intake.record_by_nik;
create index record_by_nik on intake.record (nik_id) where nik_id is not null;

-- What a decision rested on must be told as it was then: versions of persons and of what lists said of them.
create view resolution.published_person_version with (security_invoker = true) as
  select v.regency_code, v.person_id, p.member_number, v.run_no, v.merged_into, v.row_count, v.identity_row, v.registry_row,
         v.name, v.title, v.sex, v.born_on, v.nik_id, v.nik_state, v.kecamatan_code, v.kelurahan_code, v.address,
         v.decile, v.occupation, v.relation
  from resolution.person_version v
  join resolution.person p on p.regency_code = v.regency_code and p.person_id = v.person_id;
comment on view resolution.published_person_version is
  'Every golden record a person ever had, by the run that made it; the newest is in published_person.';

create view resolution.published_evidence_version with (security_invoker = true) as
  select e.regency_code, a.person_id, e.row_id, e.kind, e.code, e.detail, e.from_on, e.active, a.run_no,
         (select min(later.run_no) from resolution.assignment later
          where later.regency_code = a.regency_code and later.row_id = a.row_id and later.run_no > a.run_no) as until_run_no
  from intake.published_evidence e
  join resolution.assignment a on a.regency_code = e.regency_code and a.row_id = e.row_id
  where a.person_id is not null;
comment on view resolution.published_evidence_version is
  'What lists say of persons, from the run that gave the row to the person until the run that gave it to another (null: to this day).';

grant select on resolution.published_person_version, resolution.published_evidence_version to payung_app, payung_job;
