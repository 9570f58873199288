-- Programme, eligibility, allocation: what the city decided, what follows for each person, who gets a place.

create schema programme;
create schema eligibility;
create schema allocation;
grant usage on schema programme, eligibility, allocation to payung_app, payung_job;

create table programme.version (
  regency_code   text not null,
  programme_code text not null,
  version_no     integer not null,
  version_sha256 bytea not null,
  body           jsonb not null,
  decided_by     text not null default platform.current_actor(),
  decided_at     timestamptz not null default transaction_timestamp(),
  primary key (regency_code, programme_code, version_no),
  constraint version_is_recorded_once unique (regency_code, programme_code, version_sha256)
);
comment on table programme.version is 'A programme as the city decided it. A change is a new version; the newest holds.';

create table eligibility.run (
  regency_code      text not null,
  run_id            uuid not null,
  run_no            integer not null,
  programme_code    text not null,
  programme_version integer not null,
  on_date           date not null,
  law_version       text not null,
  resolution_run_no integer not null,
  code_version      text not null,
  counts            jsonb not null,
  run_by            text not null default platform.current_actor(),
  run_at            timestamptz not null default transaction_timestamp(),
  primary key (regency_code, run_id),
  constraint assessments_are_in_order unique (regency_code, run_no),
  constraint assessment_is_of_a_programme foreign key (regency_code, programme_code, programme_version) references programme.version
);
comment on table eligibility.run is 'Everybody assessed for a programme on a day. run_id is made of all inputs: the same inputs are the same run.';

create table eligibility.decision (
  regency_code   text not null,
  run_id         uuid not null,
  person_id      uuid not null,
  person_run_no  integer not null,
  standing       text not null constraint standing_is_one_of_three check (standing in ('eligible', 'not-eligible', 'cannot-say')),
  refused_by     text[] not null,
  not_known      text[] not null,
  worker         boolean not null,
  decile         smallint,
  disability     text,
  head_of_family boolean not null,
  age            smallint,
  sex            text,
  occupation     text,
  kecamatan_code text,
  kelurahan_code text,
  member_number  text not null,
  born_on        date,
  primary key (regency_code, run_id, person_id),
  constraint decision_is_of_a_run foreign key (regency_code, run_id) references eligibility.run,
  constraint refusal_is_explained check ((standing = 'not-eligible') = (cardinality(refused_by) > 0)),
  constraint doubt_is_explained check (standing <> 'cannot-say' or cardinality(not_known) > 0)
);
comment on table eligibility.decision is
  'What law and programme say of a person: the rules that refuse, the rules that cannot be answered, and the facts they were answered from. person_run_no names the golden record used, so the reasons can be told again.';

create table allocation.run (
  regency_code       text not null,
  run_id             uuid not null,
  run_no             integer not null,
  programme_code     text not null,
  programme_version  integer not null,
  eligibility_run_id uuid not null,
  law_version        text not null,
  limit_kind         text not null constraint limit_is_seats_or_budget check (limit_kind in ('seats', 'budget')),
  seats              integer not null,
  budget_rp          bigint,
  months             smallint not null,
  first_month        date not null,
  cost_per_person_rp bigint not null,
  cost_rp            bigint not null,
  remainder_rp       bigint,
  chosen             integer not null,
  waiting            integer not null,
  cut_off            jsonb,
  roster_sha256      bytea not null,
  code_version       text not null,
  run_by             text not null default platform.current_actor(),
  run_at             timestamptz not null default transaction_timestamp(),
  primary key (regency_code, run_id),
  constraint allocations_are_in_order unique (regency_code, run_no),
  constraint allocation_rests_on_an_assessment foreign key (regency_code, eligibility_run_id) references eligibility.run,
  constraint cost_is_that_of_the_chosen check (cost_rp = chosen * cost_per_person_rp),
  constraint budget_is_kept check (budget_rp is null or cost_rp + remainder_rp = budget_rp and remainder_rp >= 0)
);
comment on table allocation.run is 'A ranking of all eligible persons and the places given, under seats or a budget.';

create table allocation.place (
  regency_code  text not null,
  run_id        uuid not null,
  rank          integer not null,
  person_id     uuid not null,
  member_number text not null,
  outcome       text not null constraint outcome_is_chosen_or_waiting check (outcome in ('chosen', 'waiting')),
  primary key (regency_code, run_id, rank),
  constraint person_is_ranked_once unique (regency_code, run_id, person_id),
  constraint place_is_of_a_run foreign key (regency_code, run_id) references allocation.run
);
comment on table allocation.place is 'Every eligible person in order: the first are chosen, the rest wait in this order.';

do $$
declare t text;
begin
  foreach t in array array['programme.version', 'eligibility.run', 'eligibility.decision', 'allocation.run', 'allocation.place'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy act_in_its_regency on %s using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on %s to payung_app, payung_job', t);
  end loop;
end $$;

create view programme.published_version with (security_invoker = true) as
  select distinct on (regency_code, programme_code) regency_code, programme_code, version_no, version_sha256, body, decided_by, decided_at
  from programme.version order by regency_code, programme_code, version_no desc;
comment on view programme.published_version is 'Programmes in force: the newest version of each.';

create view eligibility.published_run with (security_invoker = true) as
  select regency_code, run_id, run_no, programme_code, programme_version, on_date, law_version, resolution_run_no, counts, run_by, run_at
  from eligibility.run;
comment on view eligibility.published_run is 'Assessments.';

create view eligibility.published_decision with (security_invoker = true) as
  select regency_code, run_id, person_id, person_run_no, standing, refused_by, not_known, worker, decile, disability, head_of_family, age,
         sex, occupation, kecamatan_code, kelurahan_code, member_number, born_on
  from eligibility.decision;
comment on view eligibility.published_decision is 'Decisions with the facts that ranking and reports use.';

create view allocation.published_run with (security_invoker = true) as
  select regency_code, run_id, run_no, programme_code, programme_version, eligibility_run_id, limit_kind, seats, budget_rp, months, first_month,
         cost_per_person_rp, cost_rp, remainder_rp, chosen, waiting, cut_off, roster_sha256, run_by, run_at
  from allocation.run;
comment on view allocation.published_run is 'Allocations.';

create view allocation.published_place with (security_invoker = true) as
  select regency_code, run_id, rank, person_id, member_number, outcome from allocation.place;
comment on view allocation.published_place is 'Who is chosen and who waits, in order.';

grant select on programme.published_version, eligibility.published_run, eligibility.published_decision, allocation.published_run,
  allocation.published_place to payung_app, payung_job;
