-- Privacy: what persons ask of the city, what may no longer be used, what must be kept for now, and what was erased. Insert only.

create schema privacy;
grant usage on schema privacy to payung_app, payung_job, payung_rotation;

create table privacy.request (
  regency_code text not null,
  request_id   uuid not null,
  request_no   integer not null,
  kind         text not null constraint request_kind_is_known check (kind in ('access', 'correction', 'restriction', 'objection', 'erasure')),
  channel      text not null constraint channel_is_known check (channel in ('counter', 'letter', 'telephone', 'electronic', 'field')),
  asked_by     text not null constraint asker_is_known check (asked_by in ('self', 'heir', 'guardian', 'proxy')),
  words        text not null constraint request_says_something check (length(btrim(words)) > 0),
  contact      text not null,
  person_id    uuid,
  received_at  timestamptz not null,
  recorded_by  text not null default platform.current_actor(),
  recorded_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, request_id),
  constraint requests_are_numbered unique (regency_code, request_no),
  constraint received_before_recorded check (received_at <= recorded_at),
  constraint request_is_of_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table privacy.request is
  'What a person asked of the city about her data (UU 27/2022 art. 5-13), electronic or not (art. 14). The clock runs from received_at. words and contact are emptied when the person is erased.';

create table privacy.request_step (
  regency_code text not null,
  request_id   uuid not null,
  step_no      integer not null,
  step         text not null constraint step_is_known check (step in ('identified', 'assigned', 'copied', 'reviewed', 'answered')),
  person_id    uuid,
  assignee     text,
  outcome      text,
  reason       text,
  note         text not null default '',
  made_by      text not null default platform.current_actor(),
  made_at      timestamptz not null default transaction_timestamp(),
  primary key (regency_code, request_id, step_no),
  constraint step_is_of_a_request foreign key (regency_code, request_id) references privacy.request,
  constraint step_names_a_person foreign key (regency_code, person_id) references resolution.person,
  constraint identifying_names_the_person check (step <> 'identified' or person_id is not null),
  constraint assigning_names_somebody check (step <> 'assigned' or assignee is not null),
  constraint review_has_an_outcome check (step <> 'reviewed' or outcome in ('upheld', 'changed')),
  constraint answer_has_an_outcome check (step <> 'answered' or outcome in ('granted', 'partly', 'refused')),
  constraint refusal_has_a_reason check (step <> 'answered' or outcome = 'granted' or reason is not null)
);
comment on table privacy.request_step is
  'What was done with a request, in order: who it is, who handles it, the copy made, the review by a human (objection), the answer with its reason.';
create index request_step_by_person on privacy.request_step (regency_code, person_id);

create table privacy.correction (
  regency_code  text not null,
  correction_id uuid not null,
  request_id    uuid not null,
  person_id     uuid not null,
  field         text not null constraint field_may_be_corrected check (field in ('name', 'birth', 'sex', 'address', 'kelurahan', 'occupation', 'family', 'nik', 'other')),
  value         text not null constraint correction_says_something check (length(btrim(value)) > 0),
  evidence      text not null constraint correction_rests_on_something check (length(btrim(evidence)) > 0),
  recorded_by   text not null default platform.current_actor(),
  recorded_at   timestamptz not null default transaction_timestamp(),
  primary key (regency_code, correction_id),
  constraint correction_answers_a_request foreign key (regency_code, request_id) references privacy.request,
  constraint correction_is_of_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table privacy.correction is
  'What a person showed to be right, and on which paper. Shown beside the golden record; the registry that was wrong is told, and its next drop carries it. Never a NIK: the field says only that it is wrong.';
create index correction_by_person on privacy.correction (regency_code, person_id);

create table privacy.restriction (
  regency_code   text not null,
  person_id      uuid not null,
  restriction_no integer not null,
  restricted     boolean not null,
  request_id     uuid not null,
  recorded_by    text not null default platform.current_actor(),
  recorded_at    timestamptz not null default transaction_timestamp(),
  primary key (regency_code, person_id, restriction_no),
  constraint restriction_answers_a_request foreign key (regency_code, request_id) references privacy.request,
  constraint restriction_is_of_a_person foreign key (regency_code, person_id) references resolution.person
);
comment on table privacy.restriction is
  'Use of a person''s data stopped, or allowed again (art. 41). The newest of a person holds. No reason stands here: everybody who decides must see that it is so, nobody needs to see why.';

create table privacy.legal_hold (
  regency_code text not null,
  hold_no      integer not null,
  scope        text not null constraint hold_scope_is_known check (scope in ('person', 'load', 'all')),
  person_id    uuid,
  load_id      uuid,
  placed       boolean not null,
  reason       text not null constraint hold_has_a_reason check (length(btrim(reason)) > 0),
  recorded_by  text not null default platform.current_actor(),
  recorded_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, hold_no),
  constraint hold_names_its_scope check ((scope = 'person') = (person_id is not null) and (scope = 'load') = (load_id is not null)),
  constraint hold_is_on_a_person foreign key (regency_code, person_id) references resolution.person,
  constraint hold_is_on_a_load foreign key (regency_code, load_id) references intake.load
);
comment on table privacy.legal_hold is 'Nothing of this scope may be erased while the newest row of it says placed: an audit, a dispute, a court.';

create table privacy.erasure_proposal (
  regency_code  text not null,
  erasure_id    uuid not null,
  scope         text not null constraint erasure_scope_is_known check (scope in ('person', 'load')),
  person_id     uuid,
  load_id       uuid,
  request_id    uuid,
  reason        text not null constraint erasure_has_a_reason check (length(btrim(reason)) > 0),
  despite_cover boolean not null,
  proposed_by   text not null default platform.current_actor(),
  device        text default platform.current_device(),
  proposed_at   timestamptz not null default transaction_timestamp(),
  primary key (regency_code, erasure_id),
  constraint proposal_is_known_by_proposer unique (regency_code, erasure_id, proposed_by),
  constraint erasure_names_its_scope check ((scope = 'person') = (person_id is not null) and (scope = 'load') = (load_id is not null)),
  constraint erasure_is_of_a_person foreign key (regency_code, person_id) references resolution.person,
  constraint erasure_is_of_a_load foreign key (regency_code, load_id) references intake.load,
  constraint erasure_answers_a_request foreign key (regency_code, request_id) references privacy.request
);
comment on table privacy.erasure_proposal is 'That somebody proposes to erase a person or a load, and why. despite_cover: though she is insured now. Another one executes it.';

create table privacy.erasure (
  regency_code text not null,
  erasure_id   uuid not null,
  proposed_by  text not null,
  persons      uuid[] not null,
  counts       jsonb not null,
  executed_by  text not null default platform.current_actor(),
  executed_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, erasure_id),
  constraint erasure_was_proposed foreign key (regency_code, erasure_id, proposed_by)
    references privacy.erasure_proposal (regency_code, erasure_id, proposed_by),
  constraint proposer_is_not_executor check (executed_by <> proposed_by)
);
comment on table privacy.erasure is
  'What was erased: ids and counts, nothing of anybody. A backup that is older holds it still: whoever restores one executes these again (docs/decisions/0025).';

do $$
declare t record;
begin
  for t in select * from (values
      ('request',          '(select platform.holds(''requests.handle'') or platform.holds(''audit.read''))', 'requests.handle'),
      ('request_step',     '(select platform.holds(''requests.handle'') or platform.holds(''audit.read''))', 'requests.handle'),
      ('correction',       '(select platform.sees(''people.read'')) or person_id in (select resolution.people_in_sight(''people.read''))', 'requests.handle'),
      ('restriction',      '(select platform.current_actor() is not null)', 'requests.handle'),
      ('legal_hold',       '(select platform.holds(''requests.handle'') or platform.holds(''audit.read''))', 'requests.handle'),
      ('erasure_proposal', '(select platform.holds(''requests.handle'') or platform.holds(''audit.read''))', 'requests.handle'),
      ('erasure',          '(select platform.current_actor() is not null)', null)
    ) as kind (name, seen, written) loop
    execute format('alter table privacy.%I enable row level security', t.name);
    execute format('alter table privacy.%I force row level security', t.name);
    execute format('create policy act_in_its_regency on privacy.%I using (regency_code = platform.current_regency())', t.name);
    execute format('create policy seen_by_right on privacy.%I as restrictive for select to payung_app, payung_job using (%s)', t.name, t.seen);
    execute format('grant select on privacy.%I to payung_app, payung_job', t.name);
    continue when t.written is null;
    execute format('create policy written_by_right on privacy.%I as restrictive for insert to payung_app, payung_job with check ((select platform.holds(%L)))',
      t.name, t.written);
    execute format('grant insert on privacy.%I to payung_app, payung_job', t.name);
  end loop;
end $$;

create view privacy.published_restriction with (security_invoker = true) as
  select regency_code, person_id, recorded_at as since
  from (
    select distinct on (regency_code, person_id) * from privacy.restriction order by regency_code, person_id, restriction_no desc
  ) newest
  where restricted;
comment on view privacy.published_restriction is
  'Persons whose data may not be used for anything new: not assessed as eligible, not chosen, not sent. What was contracted before goes on.';
grant select on privacy.published_restriction to payung_app, payung_job;

create view privacy.published_restriction_change with (security_invoker = true) as
  select regency_code, person_id, restriction_no, restricted, recorded_at from privacy.restriction;
comment on view privacy.published_restriction_change is
  'Restrictions as they came and went. How many there are is an input of assessments and allocations: one lifted again is another state than none.';
grant select on privacy.published_restriction_change to payung_app, payung_job;

create view privacy.published_hold with (security_invoker = true) as
  select regency_code, scope, person_id, load_id, reason, recorded_by as placed_by, recorded_at as placed_at
  from (
    select distinct on (regency_code, scope, person_id, load_id) * from privacy.legal_hold
    order by regency_code, scope, person_id, load_id, hold_no desc
  ) newest
  where placed;
comment on view privacy.published_hold is 'Holds in force.';
grant select on privacy.published_hold to payung_app, payung_job;

-- Erasure. Run by payung_rotation alone, which can do nothing else to facts; each asks the rules itself. ----------------------

create function privacy.persons_of(erasure uuid) returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  with recursive proposal as (
    select p.scope, p.person_id, p.load_id from privacy.erasure_proposal p
    where p.regency_code = platform.current_regency() and p.erasure_id = erasure
  ), stands as (
    select distinct on (a.row_id) a.row_id, a.person_id from resolution.assignment a
    where a.regency_code = platform.current_regency() and exists (select from proposal where scope = 'load')
    order by a.row_id, a.run_no desc
  ), whole as (
    select p.person_id from proposal p where p.scope = 'person'
    union
    select s.person_id from stands s
    join intake.record r on r.regency_code = platform.current_regency() and r.row_id = s.row_id
    where s.person_id is not null
    group by s.person_id having bool_and(r.load_id = (select load_id from proposal))
  ), merged as (
    select w.person_id from whole w
    union
    select v.person_id from resolution.person_version v join merged m on v.merged_into = m.person_id
    where v.regency_code = platform.current_regency()
  )
  select m.person_id from merged m;
end;
comment on function privacy.persons_of(uuid) is
  'Whom an erasure is about: the person proposed, or those of whom no other load speaks; and all who turned out to be them.';

create function privacy.rows_of(erasure uuid) returns table (row_id uuid, load_id uuid, row_no integer)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select r.row_id, r.load_id, r.row_no from intake.record r
  where r.regency_code = platform.current_regency() and (
    r.load_id = (select p.load_id from privacy.erasure_proposal p where p.regency_code = platform.current_regency() and p.erasure_id = erasure)
    or r.row_id in (
      select newest.row_id from (
        select distinct on (a.row_id) a.row_id, a.person_id from resolution.assignment a
        where a.regency_code = platform.current_regency() and a.row_id in (
          select x.row_id from resolution.assignment x
          where x.regency_code = platform.current_regency() and x.person_id in (select p.person_id from privacy.persons_of(erasure) p))
        order by a.row_id, a.run_no desc
      ) newest
      where newest.person_id in (select p.person_id from privacy.persons_of(erasure) p)));
end;
comment on function privacy.rows_of(uuid) is 'The rows that speak of those whom an erasure is about, or all rows of the load.';

create function privacy.identifiers_of(erasure uuid) returns table (identifier_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  with own_row as materialized (select r.row_id from privacy.rows_of(erasure) r),
  own_person as materialized (select p.person_id from privacy.persons_of(erasure) p),
  named as (
    select r.nik_id from intake.record r where r.regency_code = platform.current_regency() and r.row_id in (select row_id from own_row)
    union
    select v.nik_id from resolution.person_version v
    where v.regency_code = platform.current_regency() and v.person_id in (select person_id from own_person)
    union
    select l.nik_id from enrolment.batch_line l
    where l.regency_code = platform.current_regency() and l.person_id in (select person_id from own_person)
  )
  select n.nik_id from named n
  where n.nik_id is not null
    and not exists (select from intake.record r where r.regency_code = platform.current_regency() and r.nik_id = n.nik_id and r.row_id not in (select row_id from own_row))
    and not exists (select from resolution.person_version v
      where v.regency_code = platform.current_regency() and v.nik_id = n.nik_id and v.person_id not in (select person_id from own_person))
    and not exists (select from enrolment.batch_line l
      where l.regency_code = platform.current_regency() and l.nik_id = n.nik_id and l.person_id not in (select person_id from own_person));
end;
comment on function privacy.identifiers_of(uuid) is 'Vault rows of those whom an erasure is about; not those that somebody else''s rows name too.';

create function privacy.blocks_to_reseal(erasure uuid)
  returns table (load_id uuid, block_no integer, data_key_id uuid, ciphertext bytea, row_nos integer[])
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select b.load_id, b.block_no, l.data_key_id, b.ciphertext,
    coalesce((select array_agg(r.row_no) from privacy.rows_of(erasure) r
       where r.load_id = b.load_id and r.row_no between b.first_row_no and b.last_row_no), '{}')
  from intake.raw_block b
  join intake.load l on l.regency_code = b.regency_code and l.load_id = b.load_id
  where b.regency_code = platform.current_regency()
    and b.load_id is distinct from (select p.load_id from privacy.erasure_proposal p where p.regency_code = platform.current_regency() and p.erasure_id = erasure)
  order by b.load_id, b.block_no;
end;
comment on function privacy.blocks_to_reseal(uuid) is
  'Raw blocks with the rows in them that an erasure takes out; every other block too, for another''s row can quote the number. Ciphertext: whoever reads it needs the keys.';

create function privacy.batches_to_reseal(erasure uuid)
  returns table (batch_id uuid, data_key_id uuid, sent_lines bytea)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select b.batch_id, b.data_key_id, b.sent_lines from enrolment.batch b
  where b.regency_code = platform.current_regency() and b.batch_id in (
    select l.batch_id from enrolment.batch_line l
    where l.regency_code = platform.current_regency() and l.person_id in (select p.person_id from privacy.persons_of(erasure) p));
end;
comment on function privacy.batches_to_reseal(uuid) is 'Sent batches that hold those whom an erasure is about. Ciphertext.';

create function privacy.why_not_erase(erasure uuid) returns text
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select case
    when not exists (select from privacy.erasure_proposal p where p.regency_code = platform.current_regency() and p.erasure_id = erasure) then 'NoSuchProposal'
    when exists (select from privacy.erasure e where e.regency_code = platform.current_regency() and e.erasure_id = erasure) then 'ErasedAlready'
    when exists (
      select from privacy.published_hold h where h.regency_code = platform.current_regency() and (
        h.scope = 'all'
        or h.person_id in (select p.person_id from privacy.persons_of(erasure) p)
        or h.load_id in (select r.load_id from privacy.rows_of(erasure) r))) then 'UnderLegalHold'
    when not (select p.despite_cover from privacy.erasure_proposal p where p.regency_code = platform.current_regency() and p.erasure_id = erasure)
      and exists (
        select from enrolment.reply_line x where x.regency_code = platform.current_regency() and x.outcome = 'accepted'
          and x.person_id in (select p.person_id from privacy.persons_of(erasure) p)) then 'CoverStands'
    when exists (
      select from privacy.erasure_proposal p where p.regency_code = platform.current_regency() and p.erasure_id = erasure
        and (p.proposed_by = platform.current_actor() or p.device = platform.current_device())) then 'ProposerIsExecutor'
  end;
end;
comment on function privacy.why_not_erase(uuid) is 'Why an erasure may not be executed by whoever acts; null when it may.';

create function privacy.erase(erasure uuid, loads uuid[], block_nos integer[], blocks bytea[], batches uuid[], batch_lines bytea[]) returns jsonb
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  city     text := platform.current_regency();
  proposal privacy.erasure_proposal;
  why      text := privacy.why_not_erase(erasure);
  people   uuid[];
  rows     uuid[];
  niks     uuid[];
  made     jsonb;
begin
  if platform.current_actor() is null or not platform.holds('requests.handle') then
    raise exception 'only whoever handles requests may erase' using errcode = 'insufficient_privilege';
  end if;
  if why is not null then
    raise exception 'erasure % is refused: %', erasure, why using errcode = 'check_violation', constraint = 'erasure_may_be_executed';
  end if;
  select * into proposal from privacy.erasure_proposal p where p.regency_code = city and p.erasure_id = erasure;
  select coalesce(array_agg(p.person_id), '{}') into people from privacy.persons_of(erasure) p;
  select coalesce(array_agg(r.row_id), '{}') into rows from privacy.rows_of(erasure) r;
  select coalesce(array_agg(i.identifier_id), '{}') into niks from privacy.identifiers_of(erasure) i;

  delete from platform.identifier i where i.regency_code = city and i.identifier_id = any (niks);
  update intake.record r set name = null, title = null, name_key = null, nik_id = null, nik_state = 'erased', outcome = 'quarantined',
    born_on = date_trunc('year', r.born_on)::date, findings = array['row.erased']
  where r.regency_code = city and r.row_id = any (rows);
  update intake.registry_fact f set address = null, family_ref = null, individual_ref = null where f.regency_code = city and f.row_id = any (rows);
  update intake.insurer_fact f set kpj = null where f.regency_code = city and f.row_id = any (rows);
  update intake.civil_fact f set destination = null where f.regency_code = city and f.row_id = any (rows);
  update intake.raw_block b set ciphertext = n.ciphertext
  from unnest(loads, block_nos, blocks) as n (load_id, block_no, ciphertext)
  where b.regency_code = city and b.load_id = n.load_id and b.block_no = n.block_no;
  delete from platform.data_key k where k.regency_code = city
    and k.data_key_id = (select l.data_key_id from intake.load l where l.regency_code = city and l.load_id = proposal.load_id);

  update resolution.person_version v set name = null, title = null, address = null, nik_id = null, nik_state = 'erased', identity_row = null,
    registry_row = null, row_count = 0, born_on = date_trunc('year', v.born_on)::date
  where v.regency_code = city and v.person_id = any (people);
  update eligibility.decision d set born_on = date_trunc('year', d.born_on)::date where d.regency_code = city and d.person_id = any (people);
  update allocation.run a set cut_off = a.cut_off - 'lastChosen' || jsonb_build_object('lastChosen', a.cut_off -> 'lastChosen' || '{"bornOn": null}')
  where a.regency_code = city and a.cut_off #>> '{lastChosen,memberNumber}' in
    (select p.member_number from resolution.person p where p.regency_code = city and p.person_id = any (people));
  update allocation.run a set cut_off = a.cut_off - 'firstWaiting' || jsonb_build_object('firstWaiting', a.cut_off -> 'firstWaiting' || '{"bornOn": null}')
  where a.regency_code = city and a.cut_off #>> '{firstWaiting,memberNumber}' in
    (select p.member_number from resolution.person p where p.regency_code = city and p.person_id = any (people));

  update enrolment.batch_line l set nik_id = gen_random_uuid() where l.regency_code = city and l.person_id = any (people);
  update enrolment.reply_line x set kpj = case when x.kpj is null then null else '(dihapus ' || x.row_no || ')' end, reason_text = null
  where x.regency_code = city and x.person_id = any (people);
  update enrolment.batch b set sent_lines = n.sent_lines
  from unnest(batches, batch_lines) as n (batch_id, sent_lines) where b.regency_code = city and b.batch_id = n.batch_id;

  update privacy.request q set words = '(dihapus)', contact = ''
  where q.regency_code = city and (q.person_id = any (people)
    or q.request_id in (select s.request_id from privacy.request_step s where s.regency_code = city and s.person_id = any (people)));
  update privacy.request_step s set note = ''
  where s.regency_code = city and s.request_id in (
    select q.request_id from privacy.request q where q.regency_code = city and q.words = '(dihapus)');
  update privacy.correction c set value = '(dihapus)', evidence = '(dihapus)' where c.regency_code = city and c.person_id = any (people);

  made := jsonb_build_object('persons', cardinality(people), 'rows', cardinality(rows), 'identifiers', cardinality(niks),
    'blocks', cardinality(blocks), 'batches', cardinality(batches), 'dataKeys', (proposal.load_id is not null)::int);
  insert into privacy.erasure (regency_code, erasure_id, proposed_by, persons, counts) values (city, erasure, proposal.proposed_by, people, made);
  insert into platform.journal (regency_code, act, subject, body) values (city, 'privacy.erased', coalesce(proposal.person_id, proposal.load_id)::text,
    made || jsonb_build_object('erasure', erasure));
  return made;
end $$;
comment on function privacy.erase(uuid, uuid[], integer[], bytea[], uuid[], bytea[]) is
  'Executes a proposed erasure: vault rows and data keys destroyed, what names a person emptied in the facts, birth days cut to the year, raw blocks and batches replaced by what the program sealed without her. Member numbers, money, places and counts stay.';

create function privacy.persons_in(table_name text) returns table (person_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
as $$
begin
  if not platform.holds('audit.read') then
    raise exception 'only auditors ask who stands in a table' using errcode = 'insufficient_privilege';
  end if;
  if not exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname || '.' || c.relname = table_name and c.relkind = 'r' and a.attname = 'person_id'
      and n.nspname in ('resolution', 'eligibility', 'allocation', 'enrolment', 'contributions', 'cards', 'privacy'))
  then
    raise exception 'no table of people is called %', table_name using errcode = 'undefined_table';
  end if;
  return query execute format('select distinct t.person_id from %s t where t.regency_code = platform.current_regency() and t.person_id is not null',
    table_name::regclass);
end $$;
comment on function privacy.persons_in(text) is 'Everybody who stands in a table of people: whose data it was when the table was taken.';

create function privacy.persons_sent(batch_or_print uuid) returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select l.person_id from enrolment.batch_line l
  where l.regency_code = platform.current_regency() and l.batch_id = batch_or_print and platform.holds('audit.read')
  union
  select c.person_id from cards.card c
  where c.regency_code = platform.current_regency() and c.print_run_id = batch_or_print and platform.holds('audit.read');
end;
comment on function privacy.persons_sent(uuid) is 'Everybody in a batch or a printing, for the auditor who asks whose data a file held.';

do $$
declare f text;
begin
  foreach f in array array['privacy.persons_of(uuid)', 'privacy.rows_of(uuid)', 'privacy.identifiers_of(uuid)', 'privacy.blocks_to_reseal(uuid)',
    'privacy.batches_to_reseal(uuid)', 'privacy.why_not_erase(uuid)', 'privacy.erase(uuid, uuid[], integer[], bytea[], uuid[], bytea[])'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to payung_rotation', f);
  end loop;
  foreach f in array array['privacy.persons_in(text)', 'privacy.persons_sent(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to payung_app, payung_job', f);
  end loop;
end $$;
