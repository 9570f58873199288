-- Cards and coverage: who was given a card, and the measures of cover by person and month.

create schema cards;
create schema coverage;
grant usage on schema cards, coverage to payung_app, payung_job;

create table cards.print_run (
  regency_code      text not null,
  print_run_id      uuid not null,
  print_no          integer not null,
  programme_code    text not null,
  programme_version integer not null,
  issued_on         date not null,
  key_id            text not null,
  card_count        integer not null constraint print_run_holds_cards check (card_count > 0),
  page_count        integer not null,
  texts_sha256      bytea not null,
  printed_by        text not null default platform.current_actor(),
  printed_at        timestamptz not null default transaction_timestamp(),
  primary key (regency_code, print_run_id),
  constraint print_runs_are_numbered unique (regency_code, print_no),
  constraint print_run_is_of_a_programme foreign key (regency_code, programme_code, programme_version) references programme.version
);
comment on table cards.print_run is
  'Cards signed for the first time in one act. texts_sha256 covers the signed texts in order; with the programme version and the key they can be signed again to the letter. page_count: pages that its cards fill alone.';

create table cards.sheet (
  regency_code text not null,
  print_run_id uuid not null,
  file_name    text not null,
  sheet_cards  integer not null,
  sheet_pages  integer not null,
  finished_by  text not null default platform.current_actor(),
  finished_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, print_run_id),
  constraint sheet_is_of_a_print_run foreign key (regency_code, print_run_id) references cards.print_run
);
comment on table cards.sheet is
  'The first sheet of a print run that stood whole under its name. A print run without one was cut off after its cards were recorded: the next printing lays them out again.';

create table cards.card (
  regency_code   text not null,
  programme_code text not null,
  person_id      uuid not null,
  print_run_id   uuid not null,
  card_no        integer not null,
  member_number  text not null,
  issued_on      date not null,
  text_sha256    bytea not null,
  primary key (regency_code, programme_code, person_id),
  constraint card_is_of_a_print_run foreign key (regency_code, print_run_id) references cards.print_run,
  constraint card_is_of_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table cards.card is 'The card of a participant. Only a hash of the signed text is kept: the card itself says what it says.';

do $$
declare t text;
begin
  foreach t in array array['print_run', 'sheet', 'card'] loop
    execute format('alter table cards.%I enable row level security', t);
    execute format('alter table cards.%I force row level security', t);
    execute format('create policy act_in_its_regency on cards.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on cards.%I to payung_app, payung_job', t);
  end loop;
end $$;

create view cards.published_card with (security_invoker = true) as
  select c.regency_code, c.programme_code, c.person_id, c.print_run_id, r.print_no, c.card_no, c.member_number, c.issued_on, r.key_id
  from cards.card c
  join cards.print_run r on r.regency_code = c.regency_code and r.print_run_id = c.print_run_id;
comment on view cards.published_card is 'Cards issued.';
grant select on cards.published_card to payung_app, payung_job;

create view coverage.published_person_month with (security_invoker = true) as
  select s.regency_code, s.programme_code, s.month, s.person_id,
         case when s.standing = 'paid' then 'covered' else 'billed' end as standing,
         d.kecamatan_code, d.kelurahan_code, d.occupation, d.sex, d.disability, d.decile, d.age
  from contributions.published_standing s
  join (
    select distinct on (regency_code, programme_code, person_id) regency_code, programme_code, person_id, roster_run_id
    from enrolment.published_participation where state = 'accepted'
    order by regency_code, programme_code, person_id, starts_on, batch_no
  ) p on p.regency_code = s.regency_code and p.programme_code = s.programme_code and p.person_id = s.person_id
  join allocation.published_run a on a.regency_code = s.regency_code and a.run_id = p.roster_run_id
  join eligibility.published_decision d on d.regency_code = s.regency_code and d.run_id = a.eligibility_run_id and d.person_id = s.person_id;
comment on view coverage.published_person_month is
  'Person × month × place × standing: covered (accepted and the month paid in full) or billed. Place and traits are those of the assessment that first chose the person; a second acceptance for the same programme counts nobody twice.';
grant select on coverage.published_person_month to payung_app, payung_job;
