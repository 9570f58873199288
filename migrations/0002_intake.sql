-- Intake: what the registries sent, kept as it arrived. Insert only.

create schema intake;
grant usage on schema intake to payung_app, payung_job;

create table intake.load (
  regency_code   text not null,
  load_id        uuid not null,
  content_sha256 bytea not null,
  file_sha256    bytea not null,
  file_name      text not null,
  sheet          text not null,
  source         text not null,
  layout         text not null,
  header_row_no  integer not null,
  headers        jsonb not null,
  physical_rows  integer not null,
  skipped        jsonb not null,
  row_count      integer not null,
  accepted       integer not null,
  warned         integer not null,
  quarantined    integer not null,
  data_key_id    uuid not null,
  code_version   text not null,
  loaded_by      text not null default platform.current_actor(),
  loaded_at      timestamptz not null default transaction_timestamp(),
  primary key (regency_code, load_id),
  constraint content_is_loaded_once unique (regency_code, content_sha256, source),
  constraint every_row_has_an_outcome check (row_count = accepted + warned + quarantined)
);
comment on table intake.load is
  'One sheet of one file, loaded once by its content. content_sha256 covers the cells as read, so the same sheet zipped again is the same load.';

create table intake.raw_block (
  regency_code text not null,
  load_id      uuid not null,
  block_no     integer not null,
  first_row_no integer not null,
  last_row_no  integer not null,
  ciphertext   bytea not null,
  primary key (regency_code, load_id, block_no),
  constraint raw_block_belongs_to_a_load foreign key (regency_code, load_id) references intake.load
);
comment on table intake.raw_block is
  'Every physical row of the sheet as it arrived, in blocks, deflated and encrypted under the load''s data key.';

create table intake.record (
  regency_code    text not null,
  row_id          uuid not null,
  load_id         uuid not null,
  row_no          integer not null,
  source          text not null,
  outcome         text not null constraint record_outcome_is_known check (outcome in ('accepted', 'warned', 'quarantined')),
  findings        text[] not null,
  nik_id          uuid,
  nik_state       text not null,
  name            text,
  title           text,
  name_key        text,
  born_on         date,
  sex             text constraint sex_is_stated_or_null check (sex in ('male', 'female')),
  kecamatan_code  text,
  kelurahan_code  text,
  primary key (regency_code, row_id),
  constraint record_belongs_to_a_load foreign key (regency_code, load_id) references intake.load
);
comment on table intake.record is
  'Who a row speaks of. Null means not stated or not readable; findings say which. One row of a sheet, one record.';
comment on column intake.record.nik_id is
  'Id in the vault. No foreign key, here and wherever facts name vault rows or data keys: erasing a person destroys the vault row, and the facts stay.';
comment on column intake.record.name_key is 'Name normalised for comparison (intake/name.ts); never shown.';
create index record_by_nik on intake.record (regency_code, nik_id) where nik_id is not null;

create table intake.registry_fact (
  regency_code   text not null,
  row_id         uuid not null,
  family_ref     text,
  individual_ref text,
  address        text,
  decile         smallint constraint decile_is_one_to_ten check (decile between 1 and 10),
  occupation     text,
  relation       text,
  marital        text,
  education      text,
  dukcapil_match boolean,
  primary key (regency_code, row_id),
  constraint registry_fact_is_of_a_record foreign key (regency_code, row_id) references intake.record
);
comment on table intake.registry_fact is 'What a poverty registry (P3KE) states of a person beside who it is.';

create table intake.insurer_fact (
  regency_code text not null,
  row_id       uuid not null,
  segment      text,
  payer        text,
  kpj          text,
  active       boolean,
  since_on     date,
  primary key (regency_code, row_id),
  constraint insurer_fact_is_of_a_record foreign key (regency_code, row_id) references intake.record
);
comment on table intake.insurer_fact is 'Whom the insurer already covers, in which segment (PU wage earner, BPU, JAKON), paid by whom.';

create table intake.civil_fact (
  regency_code text not null,
  row_id       uuid not null,
  event        text constraint civil_event_is_known check (event in ('dead', 'moved')),
  event_on     date,
  destination  text,
  primary key (regency_code, row_id),
  constraint civil_fact_is_of_a_record foreign key (regency_code, row_id) references intake.record
);
comment on table intake.civil_fact is 'Deaths and moves that the civil registry (Dukcapil) reports.';

create table intake.disability_fact (
  regency_code text not null,
  row_id       uuid not null,
  kind         text,
  degree       text,
  primary key (regency_code, row_id),
  constraint disability_fact_is_of_a_record foreign key (regency_code, row_id) references intake.record
);
comment on table intake.disability_fact is 'Disabilities by the kinds of UU 8/2016 art. 4, as the social office lists them.';

do $$
declare t text;
begin
  foreach t in array array['load', 'raw_block', 'record', 'registry_fact', 'insurer_fact', 'civil_fact', 'disability_fact'] loop
    execute format('alter table intake.%I enable row level security', t);
    execute format('alter table intake.%I force row level security', t);
    execute format('create policy act_in_its_regency on intake.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on intake.%I to payung_app, payung_job', t);
  end loop;
end $$;

create view intake.published_load with (security_invoker = true) as
  select regency_code, load_id, file_name, sheet, source, layout, content_sha256, file_sha256, physical_rows, skipped,
         row_count, accepted, warned, quarantined, loaded_by, loaded_at
  from intake.load;
comment on view intake.published_load is 'Loads and their counts.';

create view intake.published_record with (security_invoker = true) as
  select r.regency_code, r.row_id, r.load_id, r.row_no, r.source, r.outcome, r.findings, r.nik_id, r.nik_state,
         r.name, r.title, r.name_key, r.born_on, r.sex, r.kecamatan_code, r.kelurahan_code
  from intake.record r
  where r.outcome <> 'quarantined';
comment on view intake.published_record is 'Records that may be used: all but the quarantined ones.';

create view intake.published_registry_fact with (security_invoker = true) as
  select regency_code, row_id, family_ref, individual_ref, address, decile, occupation, relation, marital, education, dukcapil_match
  from intake.registry_fact;
comment on view intake.published_registry_fact is 'Registry facts by row.';

create view intake.published_evidence with (security_invoker = true) as
  select regency_code, row_id, 'insurer' as kind, segment as code, payer as detail, since_on as from_on, active
  from intake.insurer_fact
  union all
  select regency_code, row_id, 'civil', event, destination, event_on, true from intake.civil_fact
  union all
  select regency_code, row_id, 'disability', kind, degree, null, true from intake.disability_fact;
comment on view intake.published_evidence is
  'What lists other than registries say of a row: kind insurer (code = segment), civil (code = dead or moved), disability (code = kind).';

grant select on intake.published_load, intake.published_record, intake.published_registry_fact, intake.published_evidence
  to payung_app, payung_job;
