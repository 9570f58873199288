-- Audit: the journal becomes a chain that shows what was altered, taken out, put in or moved; looks at people are entered
-- before they are answered; days are anchored; only auditors read the journal, and a person's own trail has a door of its own.

alter table platform.journal add column device text default platform.current_device();
comment on column platform.journal.device is 'The browser from which the act came; null for the command line and for jobs.';

-- The chain ---------------------------------------------------------------------------------------------------------

create table platform.journal_link (
  regency_code  text not null,
  chain_no      bigint not null constraint chain_begins_at_one check (chain_no >= 1),
  entry_no      bigint not null,
  previous_hash bytea not null constraint previous_hash_is_of_32_bytes check (length(previous_hash) = 32),
  hash          bytea not null constraint hash_is_of_32_bytes check (length(hash) = 32),
  primary key (regency_code, chain_no),
  constraint entry_is_chained_once unique (regency_code, entry_no),
  constraint link_is_of_an_entry foreign key (regency_code, entry_no) references platform.journal
);
comment on table platform.journal_link is
  'The place of each journal entry in the chain of its regency, without gaps: hash = SHA-256 of platform.chained_text, which holds the hash before. Written by a trigger when the act commits.';

create function platform.chained_text(entry platform.journal, chain_no bigint, previous_hash bytea) returns text
  language sql stable parallel safe
  return jsonb_build_array('payung-journal-1', (entry).regency_code, chain_no, (entry).entry_no,
    to_char((entry).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), (entry).actor, (entry).device, (entry).act, (entry).subject,
    (entry).body, encode(previous_hash, 'hex'))::text;
comment on function platform.chained_text(platform.journal, bigint, bytea) is
  'What the hash of an entry covers, as one line of JSON in UTF-8; src/audit/README.md says it for auditors.';

create function platform.chain_entry() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  place  bigint;
  before bytea;
begin
  -- Taken at commit and let go a moment later: no act can wait for anything while it holds this.
  perform pg_advisory_xact_lock(hashtextextended(new.regency_code || '/journal', 0));
  select l.chain_no, l.hash into place, before
  from platform.journal_link l where l.regency_code = new.regency_code order by l.chain_no desc limit 1;
  place := coalesce(place, 0) + 1;
  before := coalesce(before, decode(repeat('00', 32), 'hex'));
  insert into platform.journal_link (regency_code, chain_no, entry_no, previous_hash, hash)
  values (new.regency_code, place, new.entry_no, before, sha256(convert_to(platform.chained_text(new, place, before), 'UTF8')));
  return null;
end $$;
comment on function platform.chain_entry() is 'Puts a new journal entry at the end of its regency''s chain, at commit, one act after another.';
revoke all on function platform.chain_entry() from public;

-- The entries that were there, in the order in which they were numbered. Only here the owner is not bound to a regency.
alter table platform.journal no force row level security;
do $$
declare
  one    platform.journal;
  place  bigint;
  before bytea;
  within text := '';
begin
  for one in select * from platform.journal order by regency_code, entry_no loop
    if one.regency_code <> within then
      within := one.regency_code; place := 0; before := decode(repeat('00', 32), 'hex');
    end if;
    place := place + 1;
    insert into platform.journal_link (regency_code, chain_no, entry_no, previous_hash, hash)
    values (one.regency_code, place, one.entry_no, before, sha256(convert_to(platform.chained_text(one, place, before), 'UTF8')))
    returning hash into before;
  end loop;
end $$;
alter table platform.journal force row level security;

create constraint trigger entry_is_chained after insert on platform.journal
  deferrable initially deferred for each row execute function platform.chain_entry();

create table platform.anchor (
  regency_code text not null,
  day          date not null,
  chain_no     bigint not null,
  hash         bytea not null,
  anchored_by  text not null default platform.current_actor(),
  anchored_at  timestamptz not null default transaction_timestamp(),
  primary key (regency_code, day, chain_no),
  constraint anchor_is_of_a_link foreign key (regency_code, chain_no) references platform.journal_link
);
comment on table platform.anchor is
  'How many entries the chain had at the end of a day, and the hash of the last. Printed or published, it proves later that nothing before it was changed and nothing cut off.';

alter table platform.journal_link enable row level security;
alter table platform.journal_link force row level security;
alter table platform.anchor enable row level security;
alter table platform.anchor force row level security;
create policy act_in_its_regency on platform.journal_link using (regency_code = platform.current_regency());
create policy act_in_its_regency on platform.anchor using (regency_code = platform.current_regency());
grant select on platform.journal_link to payung_app, payung_job;
grant select, insert on platform.anchor to payung_app, payung_job;

-- Who reads and writes it --------------------------------------------------------------------------------------------

drop policy seen_by_somebody on platform.journal;
create policy seen_by_right on platform.journal as restrictive for select to payung_app, payung_job using ((select platform.holds('audit.read')));
create policy seen_by_right on platform.journal_link as restrictive for select to payung_app, payung_job using ((select platform.holds('audit.read')));
create policy seen_by_right on platform.anchor as restrictive for select to payung_app, payung_job using ((select platform.holds('audit.read')));
create policy written_by_right on platform.anchor as restrictive for insert to payung_app, payung_job with check ((select platform.holds('audit.read')));
drop policy written_by_somebody on platform.journal;
create policy written_by_somebody on platform.journal as restrictive for insert to payung_app, payung_job with check (
  (select platform.current_actor() is not null) and actor = (select platform.current_actor())
  and device is not distinct from (select platform.current_device()) and at = transaction_timestamp());

create index journal_by_subject on platform.journal (regency_code, subject);
create index journal_by_actor on platform.journal (regency_code, actor, at);
create index journal_by_person on platform.journal using gin ((body -> 'persons')) where body ? 'persons';

-- Looks ---------------------------------------------------------------------------------------------------------------

create function platform.looked_just_now(wanted_act text, wanted_subject text, wanted_body jsonb) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog
  return exists (
    select from platform.journal j
    where j.regency_code = platform.current_regency() and j.actor = platform.current_actor() and j.at > transaction_timestamp() - interval '1 minute'
      and j.act = wanted_act and j.subject = wanted_subject and j.body = wanted_body and j.device is not distinct from platform.current_device());
comment on function platform.looked_just_now(text, text, jsonb) is
  'Whether the sealed actor has the very same look in the journal already, not a minute old: it is not entered twice.';

create function platform.searches_left() returns integer
  language sql stable parallel safe security definer set search_path = pg_catalog
begin atomic
  select case when platform.holds_keys() then 1 else coalesce((
      select (s.value #>> '{}')::integer from platform.setting s
      where s.regency_code = platform.current_regency() and s.name = 'searches_an_hour' order by s.setting_no desc limit 1), 120)
    - (select count(*) from platform.journal j
       where j.regency_code = platform.current_regency() and j.actor = platform.current_actor()
         and j.at > transaction_timestamp() - interval '1 hour' and j.act = 'people.searched')::integer end;
end;
comment on function platform.searches_left() is
  'How many searches the sealed actor may still make within the hour: the setting searches_an_hour (120 when not set) less those in the journal. Command line and jobs read the key file; they are recorded, not limited.';

create function platform.note_looks(regency text, actor text, capacity text, device text, seal text, looks jsonb) returns text
  language plpgsql
as $$
declare
  look record;
begin
  perform set_config('payung.regency_code', regency, true), set_config('payung.actor', actor, true),
    set_config('payung.capacity', capacity, true), set_config('payung.device', device, true), set_config('payung.seal', seal, true);
  for look in select l.act, l.subject, l.body from jsonb_to_recordset(looks) as l (act text, subject text, body jsonb) loop
    continue when platform.looked_just_now(look.act, look.subject, look.body);
    if look.act = 'people.searched' and platform.searches_left() <= 0 then
      if not platform.looked_just_now('people.search-refused', look.subject, '{}') then
        insert into platform.journal (regency_code, act, subject, body) values (regency, 'people.search-refused', look.subject, '{}');
      end if;
      return 'too-many-searches';
    end if;
    insert into platform.journal (regency_code, act, subject, body) values (regency, look.act, look.subject, look.body);
  end loop;
  return 'noted';
end $$;
comment on function platform.note_looks(text, text, text, text, text, jsonb) is
  'Enters looks under a sealed identity in one statement that commits by itself. Nothing that was looked at is answered before this returned.';

create function platform.who_saw(person uuid, entries_max integer)
  returns table (at timestamptz, actor text, actor_name text, act text, subject text, purpose text)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  with entry as (
    select j.entry_no from platform.journal j where j.regency_code = platform.current_regency() and j.subject = person::text
    union
    select j.entry_no from platform.journal j
    where j.regency_code = platform.current_regency() and j.body ? 'persons' and (j.body -> 'persons') ? person::text
    union
    select j.entry_no from enrolment.batch_line l
    join platform.journal j on j.regency_code = l.regency_code and j.subject = l.batch_id::text and not j.body ? 'persons'
    where l.regency_code = platform.current_regency() and l.person_id = person
    union
    select j.entry_no from cards.card c
    join platform.journal j on j.regency_code = c.regency_code and j.subject = c.print_run_id::text and not j.body ? 'persons'
    where c.regency_code = platform.current_regency() and c.person_id = person
  )
  select j.at, j.actor, coalesce((
      select o.name from platform.official o where o.regency_code = j.regency_code and 'user:' || o.official_id = j.actor
      order by o.version_no desc limit 1), j.actor), j.act, j.subject, j.body ->> 'purpose'
  from platform.journal j
  where j.regency_code = platform.current_regency() and j.entry_no in (select entry_no from entry)
    and (platform.holds('people.read') or platform.holds('audit.read') or person in (select resolution.people_in_sight('people.read')))
  order by j.entry_no desc limit entries_max;
end;
comment on function platform.who_saw(uuid, integer) is
  'Looks at a person and acts that sent or printed her data, the newest first: for whoever may read the person, though only auditors read the journal.';

do $$
declare f text;
begin
  foreach f in array array['platform.looked_just_now(text, text, jsonb)', 'platform.searches_left()',
    'platform.note_looks(text, text, text, text, text, jsonb)', 'platform.who_saw(uuid, integer)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to payung_app, payung_job', f);
  end loop;
end $$;
