-- Resolution: which records are one person. Assignments and versions are appended; the newest of a row or person holds.

create schema resolution;
grant usage on schema resolution to payung_app, payung_job;

create table resolution.run (
  regency_code  text not null,
  run_id        uuid not null,
  run_no        integer not null,
  inputs_sha256 bytea not null,
  rules_version text not null,
  code_version  text not null,
  counts        jsonb not null,
  run_by        text not null default platform.current_actor(),
  run_at        timestamptz not null default transaction_timestamp(),
  primary key (regency_code, run_id),
  constraint run_numbers_are_in_order unique (regency_code, run_no)
);
comment on table resolution.run is
  'One resolution of all rows there were. run_id is made of the loads and the rules: the same inputs are the same run.';

create table resolution.person (
  regency_code  text not null,
  person_id     uuid not null,
  member_number text not null,
  first_row_id  uuid not null,
  run_no        integer not null,
  primary key (regency_code, person_id),
  constraint member_number_is_of_one_person unique (regency_code, member_number)
);
comment on table resolution.person is
  'A person found. The id is made of the first row by the stated order (source, load, row) and never changes.';

create table resolution.assignment (
  regency_code text not null,
  row_id       uuid not null,
  run_no       integer not null,
  person_id    uuid,
  rule         text not null,
  primary key (regency_code, row_id, run_no),
  constraint assignment_is_to_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table resolution.assignment is
  'Which person a row speaks of, and by which rule; person null = a list''s row about nobody in the registry.';

create table resolution.person_version (
  regency_code   text not null,
  person_id      uuid not null,
  run_no         integer not null,
  merged_into    uuid,
  row_count      integer not null,
  identity_row   uuid,
  registry_row   uuid,
  name           text,
  title          text,
  sex            text,
  born_on        date,
  nik_id         uuid,
  nik_state      text not null,
  kecamatan_code text,
  kelurahan_code text,
  address        text,
  decile         smallint,
  occupation     text,
  relation       text,
  primary key (regency_code, person_id, run_no),
  constraint version_is_of_a_person foreign key (regency_code, person_id) references resolution.person,
  constraint merged_into_a_person foreign key (regency_code, merged_into) references resolution.person
);
comment on table resolution.person_version is
  'The golden record of a person as of a run, appended when it changed. merged_into: this person turned out to be that one.';

create table resolution.doubt (
  regency_code text not null,
  row_id       uuid not null,
  run_no       integer not null,
  person_id    uuid not null,
  reason       text not null,
  primary key (regency_code, row_id, run_no, person_id),
  constraint doubt_made_in_a_run foreign key (regency_code, run_no) references resolution.run (regency_code, run_no),
  constraint doubt_is_about_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table resolution.doubt is 'A row that may speak of this person too, and why it was not merged by itself.';

do $$
declare t text;
begin
  foreach t in array array['run', 'person', 'assignment', 'person_version', 'doubt'] loop
    execute format('alter table resolution.%I enable row level security', t);
    execute format('alter table resolution.%I force row level security', t);
    execute format('create policy act_in_its_regency on resolution.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on resolution.%I to payung_app, payung_job', t);
  end loop;
end $$;

create view resolution.published_run with (security_invoker = true) as
  select regency_code, run_id, run_no, inputs_sha256, rules_version, counts, run_by, run_at from resolution.run;
comment on view resolution.published_run is 'Resolution runs.';

create view resolution.published_assignment with (security_invoker = true) as
  select distinct on (a.regency_code, a.row_id) a.regency_code, a.row_id, a.person_id, a.rule, a.run_no
  from resolution.assignment a
  order by a.regency_code, a.row_id, a.run_no desc;
comment on view resolution.published_assignment is 'The person each row speaks of today.';

create view resolution.published_person with (security_invoker = true) as
  select v.regency_code, v.person_id, p.member_number, v.run_no, v.merged_into, v.row_count, v.identity_row, v.registry_row,
         v.name, v.title, v.sex, v.born_on, v.nik_id, v.nik_state, v.kecamatan_code, v.kelurahan_code, v.address,
         v.decile, v.occupation, v.relation
  from (
    select distinct on (regency_code, person_id) *
    from resolution.person_version
    order by regency_code, person_id, run_no desc
  ) v
  join resolution.person p on p.regency_code = v.regency_code and p.person_id = v.person_id;
comment on view resolution.published_person is
  'The golden record of every person today; where merged_into is set the person is another one.';

create view resolution.published_evidence with (security_invoker = true) as
  select e.regency_code, a.person_id, e.row_id, e.kind, e.code, e.detail, e.from_on, e.active
  from intake.published_evidence e
  join resolution.published_assignment a on a.regency_code = e.regency_code and a.row_id = e.row_id
  where a.person_id is not null;
comment on view resolution.published_evidence is 'What lists say of persons: insurer, civil registry, disability.';

grant select on resolution.published_run, resolution.published_assignment, resolution.published_person,
  resolution.published_evidence to payung_app, payung_job;
