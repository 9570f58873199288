-- Roster approval and enrolment: who was sent to the insurer, and what was answered. Insert only.

alter table allocation.run add constraint roster_is_known_by_maker_and_hash unique (regency_code, run_id, run_by, roster_sha256);

create table allocation.roster_approval (
  regency_code  text not null,
  run_id        uuid not null,
  decree        text not null constraint decree_is_named check (length(btrim(decree)) > 0),
  roster_sha256 bytea not null,
  made_by       text not null,
  approved_by   text not null default platform.current_actor(),
  approved_at   timestamptz not null default transaction_timestamp(),
  primary key (regency_code, run_id),
  constraint approved_roster_is_as_it_was_made foreign key (regency_code, run_id, made_by, roster_sha256)
    references allocation.run (regency_code, run_id, run_by, roster_sha256),
  constraint maker_is_not_approver check (approved_by <> made_by)
);
comment on table allocation.roster_approval is
  'A frozen roster signed off by a second person under a decree. Runs and places are never edited, so what was approved stays what it was.';
alter table allocation.roster_approval enable row level security;
alter table allocation.roster_approval force row level security;
create policy act_in_its_regency on allocation.roster_approval using (regency_code = platform.current_regency())
  with check (regency_code = platform.current_regency() and approved_by = platform.current_actor());
grant select, insert on allocation.roster_approval to payung_app, payung_job;

create view allocation.published_roster with (security_invoker = true) as
  select r.regency_code, r.run_id, r.run_no, r.programme_code, r.programme_version, r.chosen as seats, r.months, r.first_month, r.cost_per_person_rp,
         r.cost_rp, r.roster_sha256, r.run_by as made_by, r.run_at as made_at, a.decree, a.approved_by, a.approved_at
  from allocation.run r
  left join allocation.roster_approval a on a.regency_code = r.regency_code and a.run_id = r.run_id;
comment on view allocation.published_roster is 'Rosters; approved where decree is set.';
grant select on allocation.published_roster to payung_app, payung_job;

create schema enrolment;
grant usage on schema enrolment to payung_app, payung_job;

create table enrolment.batch (
  regency_code   text not null,
  batch_id       uuid not null,
  batch_no       integer not null,
  roster_run_id  uuid not null,
  programme_code text not null,
  layout         text not null,
  line_count     integer not null constraint batch_holds_lines check (line_count > 0),
  lines_sha256   bytea not null,
  data_key_id    uuid not null,
  sent_lines     bytea not null,
  sent_by        text not null default platform.current_actor(),
  sent_at        timestamptz not null default transaction_timestamp(),
  primary key (regency_code, batch_id),
  constraint batches_are_numbered unique (regency_code, batch_no),
  constraint batch_is_of_a_roster foreign key (regency_code, roster_run_id) references allocation.run
);
comment on table enrolment.batch is
  'People sent to the insurer in one file. sent_lines is what was sent, deflated and encrypted under the batch''s data key. batch_id is made of the roster and the people: sending the same again is the same batch.';

create table enrolment.batch_line (
  regency_code  text not null,
  batch_id      uuid not null,
  line_no       integer not null,
  person_id     uuid not null,
  member_number text not null,
  rank          integer not null,
  nik_id        uuid not null,
  starts_on     date not null,
  primary key (regency_code, batch_id, line_no),
  constraint person_is_sent_once_a_batch unique (regency_code, batch_id, person_id),
  constraint line_is_of_a_batch foreign key (regency_code, batch_id) references enrolment.batch,
  constraint line_is_of_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table enrolment.batch_line is 'One person of a batch; the NIK is in the vault.';
create index batch_line_by_person on enrolment.batch_line (regency_code, person_id);

create table enrolment.reply (
  regency_code   text not null,
  reply_id       uuid not null,
  batch_id       uuid not null,
  reply_no       integer not null,
  file_name      text not null,
  content_sha256 bytea not null,
  counts         jsonb not null,
  read_by        text not null default platform.current_actor(),
  read_at        timestamptz not null default transaction_timestamp(),
  primary key (regency_code, reply_id),
  constraint replies_are_numbered unique (regency_code, batch_id, reply_no),
  constraint reply_is_read_once unique (regency_code, batch_id, content_sha256),
  constraint reply_is_to_a_batch foreign key (regency_code, batch_id) references enrolment.batch
);
comment on table enrolment.reply is 'An answer of the insurer, read once by its content.';

create table enrolment.reply_line (
  regency_code text not null,
  reply_id     uuid not null,
  row_no       integer not null,
  batch_id     uuid not null,
  person_id    uuid,
  matched_by   text not null,
  outcome      text not null constraint reply_outcome_is_known check (outcome in ('accepted', 'rejected', 'unclear', 'unmatched')),
  kpj          text,
  starts_on    date,
  reason_code  text,
  reason_text  text,
  primary key (regency_code, reply_id, row_no),
  constraint reply_line_is_of_a_reply foreign key (regency_code, reply_id) references enrolment.reply,
  constraint reply_is_about_a_person_of_the_batch foreign key (regency_code, batch_id, person_id)
    references enrolment.batch_line (regency_code, batch_id, person_id),
  constraint accepted_have_number_and_start check (outcome <> 'accepted' or (person_id is not null and kpj is not null and starts_on is not null)),
  constraint rejected_have_a_reason check (outcome <> 'rejected' or (person_id is not null and reason_code is not null))
);
comment on table enrolment.reply_line is
  'What the insurer answers of one person: accepted with KPJ number and start, rejected with a coded reason, unclear (to be asked again), or about nobody in the batch.';
create index reply_line_by_person on enrolment.reply_line (regency_code, batch_id, person_id);

do $$
declare t text;
begin
  foreach t in array array['batch', 'batch_line', 'reply', 'reply_line'] loop
    execute format('alter table enrolment.%I enable row level security', t);
    execute format('alter table enrolment.%I force row level security', t);
    execute format('create policy act_in_its_regency on enrolment.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on enrolment.%I to payung_app, payung_job', t);
  end loop;
end $$;

create view enrolment.published_participation with (security_invoker = true) as
  select l.regency_code, l.person_id, b.programme_code, b.roster_run_id, l.rank, l.member_number, l.nik_id, l.batch_id, b.batch_no,
         coalesce(a.outcome, 'submitted') as state, a.kpj, a.starts_on, a.reason_code, a.reason_text, a.reply_id, a.row_no as reply_row_no,
         b.sent_at
  from enrolment.batch_line l
  join enrolment.batch b on b.regency_code = l.regency_code and b.batch_id = l.batch_id
  left join (
    select distinct on (x.regency_code, x.batch_id, x.person_id) x.*
    from enrolment.reply_line x
    join enrolment.reply r on r.regency_code = x.regency_code and r.reply_id = x.reply_id
    where x.outcome in ('accepted', 'rejected', 'unclear')
    order by x.regency_code, x.batch_id, x.person_id, (x.outcome = 'accepted') desc, (x.outcome = 'rejected') desc, r.reply_no desc, x.row_no
  ) a on a.regency_code = l.regency_code and a.batch_id = l.batch_id and a.person_id = l.person_id;
comment on view enrolment.published_participation is
  'Each person sent, and where it stands: submitted, accepted (KPJ number, start), rejected (reason), unclear. An acceptance is not undone by a later line, and an unclear line undoes neither an acceptance nor a rejection.';

create view enrolment.published_batch with (security_invoker = true) as
  select b.regency_code, b.batch_id, b.batch_no, b.roster_run_id, b.programme_code, b.layout, b.line_count, b.sent_by, b.sent_at,
         count(*) filter (where p.state = 'accepted')::int as accepted, count(*) filter (where p.state = 'rejected')::int as rejected,
         count(*) filter (where p.state = 'unclear')::int as unclear, count(*) filter (where p.state = 'submitted')::int as unanswered
  from enrolment.batch b
  join enrolment.published_participation p on p.regency_code = b.regency_code and p.batch_id = b.batch_id
  group by b.regency_code, b.batch_id, b.batch_no, b.roster_run_id, b.programme_code, b.layout, b.line_count, b.sent_by, b.sent_at;
comment on view enrolment.published_batch is 'Batches and how much of each is answered.';
grant select on enrolment.published_participation, enrolment.published_batch to payung_app, payung_job;
