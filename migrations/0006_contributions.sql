-- Contributions: bills, payments and the ledger. Whole rupiah; the ledger only grows and always balances.

create schema contributions;
grant usage on schema contributions to payung_app, payung_job;

create table contributions.account (
  regency_code text not null,
  account_id   uuid not null,
  code         text not null,
  title        text not null,
  kind         text not null constraint account_kind_is_known check (kind in ('receivable', 'payable')),
  primary key (regency_code, account_id),
  constraint account_code_stands_once unique (regency_code, code)
);
comment on table contributions.account is
  'Accounts of the ledger: what a payer still has to pay (receivable), what the insurer is still owed (payable). account_id is made of the code.';

create table contributions.transfer (
  regency_code text not null,
  transfer_id  uuid not null,
  reason       text not null constraint transfer_reason_is_known check (reason in ('bill', 'payment', 'reversal')),
  subject      text not null,
  reverses     uuid,
  made_by      text not null default platform.current_actor(),
  made_at      timestamptz not null default transaction_timestamp(),
  primary key (regency_code, transfer_id),
  constraint transfer_is_reversed_once unique (regency_code, reverses),
  constraint reversal_names_what_it_reverses check ((reason = 'reversal') = (reverses is not null)),
  constraint reversed_transfer_exists foreign key (regency_code, reverses) references contributions.transfer
);
comment on table contributions.transfer is 'A movement of money, made of postings that sum to nothing. A mistake is mended by a reversal, never by a change.';

create table contributions.posting (
  regency_code text not null,
  transfer_id  uuid not null,
  account_id   uuid not null,
  amount_rp    bigint not null constraint posting_moves_money check (amount_rp <> 0),
  primary key (regency_code, transfer_id, account_id),
  constraint posting_is_of_a_transfer foreign key (regency_code, transfer_id) references contributions.transfer,
  constraint posting_is_on_an_account foreign key (regency_code, account_id) references contributions.account
);
comment on table contributions.posting is 'One side of a transfer: debit above nought, credit below. Unit: whole rupiah.';

create function contributions.refuse_unsound_transfer() returns trigger
  language plpgsql
as $$
declare
  made   contributions.transfer;
  sides  integer;
  total  numeric;
  moved  numeric;
  astray boolean;
begin
  select * into made from contributions.transfer where regency_code = new.regency_code and transfer_id = new.transfer_id;
  select count(*), coalesce(sum(p.amount_rp), 0), sum(p.amount_rp) filter (where p.amount_rp > 0),
         bool_or((p.amount_rp > 0) <> (a.kind = case made.reason when 'bill' then 'receivable' else 'payable' end))
  into sides, total, moved, astray
  from contributions.posting p
  join contributions.account a on a.regency_code = p.regency_code and a.account_id = p.account_id
  where p.regency_code = new.regency_code and p.transfer_id = new.transfer_id;
  if sides < 2 or total <> 0 then
    raise exception 'transfer % does not balance: % postings, sum Rp%', new.transfer_id, sides, total
      using errcode = 'check_violation', constraint = 'transfer_balances';
  end if;
  if made.reason = 'reversal' then
    if not exists (
      select from contributions.transfer t
      where t.regency_code = made.regency_code and t.transfer_id = made.reverses and t.reason = 'payment'
    ) or exists (
      select from (select account_id, amount_rp from contributions.posting where regency_code = made.regency_code and transfer_id = made.transfer_id) own
      full join (select account_id, amount_rp from contributions.posting where regency_code = made.regency_code and transfer_id = made.reverses) other
        on other.account_id = own.account_id
      where own.amount_rp is distinct from -other.amount_rp
    ) then
      raise exception 'transfer % is not the mirror of a payment: only a payment is reversed, and all of it', made.transfer_id
        using errcode = 'check_violation', constraint = 'reversal_mirrors_a_payment';
    end if;
  elsif astray then
    raise exception 'transfer % runs the wrong way: a bill debits the payer and credits the insurer, a payment the reverse', made.transfer_id
      using errcode = 'check_violation', constraint = 'transfer_runs_its_way';
  elsif not exists (
    select from contributions.bill b
    where made.reason = 'bill' and b.regency_code = made.regency_code and b.transfer_id = made.transfer_id and b.amount_rp = moved
    union all
    select from contributions.payment p
    where made.reason = 'payment' and p.regency_code = made.regency_code and p.transfer_id = made.transfer_id and p.amount_rp = moved
  ) then
    raise exception 'transfer % (%) moves Rp%, and no % is of this amount', made.transfer_id, made.reason, moved, made.reason
      using errcode = 'check_violation', constraint = 'transfer_is_of_its_bill_or_payment';
  end if;
  return null;
end $$;
comment on function contributions.refuse_unsound_transfer() is
  'Refuses at commit a transfer whose postings do not sum to nothing, that runs the wrong way, is no bill''s or payment''s, or reverses anything but a whole payment.';

create function contributions.refuse_late_posting() returns trigger
  language plpgsql
as $$
begin
  if not exists (
    select from contributions.transfer t
    where t.regency_code = new.regency_code and t.transfer_id = new.transfer_id and t.made_at = transaction_timestamp()
  ) then
    raise exception 'transfer % is closed: postings are made with their transfer', new.transfer_id
      using errcode = 'check_violation', constraint = 'posting_is_made_with_its_transfer';
  end if;
  return new;
end $$;
comment on function contributions.refuse_late_posting() is 'Refuses postings on a transfer of an earlier transaction, balanced or not.';

create constraint trigger transfer_balances after insert on contributions.transfer
  deferrable initially deferred for each row execute function contributions.refuse_unsound_transfer();
create constraint trigger posting_balances after insert on contributions.posting
  deferrable initially deferred for each row execute function contributions.refuse_unsound_transfer();
create trigger posting_is_made_with_its_transfer before insert on contributions.posting
  for each row execute function contributions.refuse_late_posting();

create table contributions.bill (
  regency_code      text not null,
  bill_id           uuid not null,
  bill_no           integer not null,
  programme_code    text not null,
  programme_version integer not null,
  month             date not null constraint month_is_its_first_day check (extract(day from month) = 1),
  part_no           integer not null,
  payer             text not null,
  due_on            date not null,
  participants      integer not null constraint bill_is_for_somebody check (participants > 0),
  amount_rp         bigint not null constraint bill_amount_is_positive check (amount_rp > 0),
  law_version       text not null,
  code_version      text not null,
  transfer_id       uuid not null,
  billed_by         text not null default platform.current_actor(),
  billed_at         timestamptz not null default transaction_timestamp(),
  primary key (regency_code, bill_id),
  constraint bills_are_numbered unique (regency_code, bill_no),
  constraint bill_parts_are_in_order unique (regency_code, programme_code, month, part_no),
  constraint bill_is_of_one_month unique (regency_code, bill_id, programme_code, month),
  constraint bill_is_posted_once unique (regency_code, transfer_id),
  constraint bill_is_posted foreign key (regency_code, transfer_id) references contributions.transfer
);
comment on table contributions.bill is
  'What one payer owes the insurer for one contribution month. A second part bills those accepted after the first.';

create table contributions.bill_line (
  regency_code   text not null,
  programme_code text not null,
  month          date not null,
  person_id      uuid not null,
  bill_id        uuid not null,
  jkk_rp         bigint not null,
  jkm_rp         bigint not null,
  jht_rp         bigint not null,
  amount_rp      bigint not null,
  primary key (regency_code, programme_code, month, person_id),
  constraint line_is_of_a_bill foreign key (regency_code, bill_id, programme_code, month)
    references contributions.bill (regency_code, bill_id, programme_code, month),
  constraint line_adds_up check (amount_rp = jkk_rp + jkm_rp + jht_rp and amount_rp > 0 and jkk_rp >= 0 and jkm_rp >= 0 and jht_rp >= 0)
);
comment on table contributions.bill_line is 'One person in one month''s bill; the key refuses billing anyone twice for a month.';
create index bill_line_by_bill on contributions.bill_line (regency_code, bill_id);

create function contributions.refuse_unsound_bill() returns trigger
  language plpgsql
as $$
declare
  people integer;
  total  numeric;
begin
  select count(*), coalesce(sum(amount_rp), 0) into people, total
  from contributions.bill_line where regency_code = new.regency_code and bill_id = new.bill_id;
  if people <> new.participants or total <> new.amount_rp then
    raise exception 'bill % is for % people and Rp%, but its lines are % and Rp%', new.bill_id, new.participants, new.amount_rp, people, total
      using errcode = 'check_violation', constraint = 'bill_adds_up';
  end if;
  if not exists (
    select from contributions.transfer t
    where t.regency_code = new.regency_code and t.transfer_id = new.transfer_id and t.reason = 'bill'
  ) then
    raise exception 'bill % is not posted as a bill', new.bill_id
      using errcode = 'check_violation', constraint = 'bill_is_posted_as_a_bill';
  end if;
  return null;
end $$;
comment on function contributions.refuse_unsound_bill() is 'Refuses at commit a bill that is not the sum of its lines, or is posted as something else.';

create function contributions.refuse_line_beyond_bill() returns trigger
  language plpgsql
as $$
declare beyond uuid;
begin
  select b.bill_id into beyond
  from (select distinct regency_code, bill_id from new_line) n
  join contributions.bill b on b.regency_code = n.regency_code and b.bill_id = n.bill_id
  join contributions.bill_line l on l.regency_code = b.regency_code and l.bill_id = b.bill_id
  group by b.bill_id, b.participants, b.amount_rp
  having count(*) > b.participants or sum(l.amount_rp) > b.amount_rp
  limit 1;
  if beyond is not null then
    raise exception 'bill % is closed: its lines would be more than it says', beyond
      using errcode = 'check_violation', constraint = 'lines_stay_within_their_bill';
  end if;
  return null;
end $$;
comment on function contributions.refuse_line_beyond_bill() is
  'Refuses lines beyond what their bill says; with the check at commit, nothing is ever added to a bill.';

create constraint trigger bill_adds_up after insert on contributions.bill
  deferrable initially deferred for each row execute function contributions.refuse_unsound_bill();
create trigger lines_stay_within_their_bill after insert on contributions.bill_line
  referencing new table as new_line for each statement execute function contributions.refuse_line_beyond_bill();

create table contributions.payment (
  regency_code text not null,
  payment_id   uuid not null,
  bill_id      uuid not null,
  payment_no   integer not null,
  reference    text not null constraint payment_reference_is_named check (length(btrim(reference)) > 0),
  amount_rp    bigint not null constraint payment_amount_is_positive check (amount_rp > 0),
  paid_on      date not null,
  transfer_id  uuid not null,
  paid_by      text not null default platform.current_actor(),
  paid_at      timestamptz not null default transaction_timestamp(),
  primary key (regency_code, payment_id),
  constraint reference_pays_a_bill_once unique (regency_code, bill_id, reference),
  constraint payments_of_a_bill_are_numbered unique (regency_code, bill_id, payment_no),
  constraint payment_is_posted_once unique (regency_code, transfer_id),
  constraint payment_is_of_a_bill foreign key (regency_code, bill_id) references contributions.bill,
  constraint payment_is_posted foreign key (regency_code, transfer_id) references contributions.transfer
);
comment on table contributions.payment is
  'Money paid on a bill, under the reference of the treasury''s paper. The same reference again is the same payment. A payment whose transfer is reversed counts for nothing.';

create function contributions.refuse_unsound_payment() returns trigger
  language plpgsql
as $$
declare
  payments integer;
  last_no  integer;
  paid     numeric;
  billed   numeric;
begin
  select count(*), max(p.payment_no), coalesce(sum(p.amount_rp) filter (where r.transfer_id is null), 0)
  into payments, last_no, paid
  from contributions.payment p
  left join contributions.transfer r on r.regency_code = p.regency_code and r.reverses = p.transfer_id
  where p.regency_code = new.regency_code and p.bill_id = new.bill_id;
  select amount_rp into billed from contributions.bill where regency_code = new.regency_code and bill_id = new.bill_id;
  -- Two payments at once see nothing of each other, but they take the same number, and the second is refused.
  if last_no is distinct from payments then
    raise exception 'payment % of bill % skips a number: % payments', last_no, new.bill_id, payments
      using errcode = 'check_violation', constraint = 'payments_of_a_bill_follow_each_other';
  end if;
  if billed is null or paid > billed then
    raise exception 'bill % of Rp% would be paid with Rp%', new.bill_id, billed, paid
      using errcode = 'check_violation', constraint = 'payments_stay_within_their_bill';
  end if;
  if not exists (
    select from contributions.transfer t
    where t.regency_code = new.regency_code and t.transfer_id = new.transfer_id and t.reason = 'payment'
  ) then
    raise exception 'payment % is not posted as a payment', new.payment_id
      using errcode = 'check_violation', constraint = 'payment_is_posted_as_a_payment';
  end if;
  return null;
end $$;
comment on function contributions.refuse_unsound_payment() is 'Refuses to pay more on a bill than it says, also by two payments at once.';
create trigger payments_stay_within_their_bill after insert on contributions.payment
  for each row execute function contributions.refuse_unsound_payment();

do $$
declare t text;
begin
  foreach t in array array['account', 'transfer', 'posting', 'bill', 'bill_line', 'payment'] loop
    execute format('alter table contributions.%I enable row level security', t);
    execute format('alter table contributions.%I force row level security', t);
    execute format('create policy act_in_its_regency on contributions.%I using (regency_code = platform.current_regency())', t);
    execute format('grant select, insert on contributions.%I to payung_app, payung_job', t);
  end loop;
end $$;

create view contributions.published_bill with (security_invoker = true) as
  select b.regency_code, b.bill_id, b.bill_no, b.programme_code, b.month, b.part_no, b.payer, b.due_on, b.participants, b.amount_rp,
         coalesce(p.paid_rp, 0)::bigint as paid_rp, (b.amount_rp - coalesce(p.paid_rp, 0))::bigint as owed_rp,
         coalesce(p.paid_rp, 0) >= b.amount_rp as settled, case when p.paid_rp >= b.amount_rp then p.last_paid_on end as settled_on,
         b.billed_by, b.billed_at
  from contributions.bill b
  left join (
    select y.regency_code, y.bill_id, sum(y.amount_rp) as paid_rp, max(y.paid_on) as last_paid_on
    from contributions.payment y
    where not exists (select from contributions.transfer r where r.regency_code = y.regency_code and r.reverses = y.transfer_id)
    group by y.regency_code, y.bill_id
  ) p on p.regency_code = b.regency_code and p.bill_id = b.bill_id;
comment on view contributions.published_bill is 'Bills with what is paid (reversed payments aside) and still owed. settled_on: day of the last payment of a bill paid in full, null before. A bill protects nobody before it is settled.';

create view contributions.published_standing with (security_invoker = true) as
  select l.regency_code, l.programme_code, l.month, l.person_id, l.bill_id, l.amount_rp,
         case when b.settled then 'paid' else 'billed' end as standing
  from contributions.bill_line l
  join contributions.published_bill b on b.regency_code = l.regency_code and b.bill_id = l.bill_id;
comment on view contributions.published_standing is 'Person × month: billed, or paid in full.';

create view contributions.published_balance with (security_invoker = true) as
  select a.regency_code, a.code, a.title, a.kind, coalesce(sum(p.amount_rp), 0)::bigint as balance_rp
  from contributions.account a
  left join contributions.posting p on p.regency_code = a.regency_code and p.account_id = a.account_id
  group by a.regency_code, a.code, a.title, a.kind;
comment on view contributions.published_balance is 'Balances of the ledger''s accounts; they sum to nothing.';
grant select on contributions.published_bill, contributions.published_standing, contributions.published_balance to payung_app, payung_job;
