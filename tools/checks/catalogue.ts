import type pg from "pg";
import { type RoomName, rooms } from "../../src/rooms.ts";

/** Schemas without facts about people: their tables need no regency and no row-level security. */
const exemptSchemas: ReadonlyMap<string, string> = new Map([
  ["migration", "which migrations ran: about the database itself"],
  ["signin", "accounts, sessions, keys: about officials, closed to the application's roles"],
]);

/** Tables whose rows a role may change, and why. All others are append-only: a change is a new row. */
const changeable: readonly {
  readonly role: string;
  readonly table: string;
  readonly because: string;
}[] = [
  {
    role: "payung_rotation",
    table: "platform.identifier",
    because: "puts identifiers under a new key, erases a person",
  },
  {
    role: "payung_rotation",
    table: "platform.data_key",
    because: "wraps data keys anew, erases a load",
  },
];

/** What a view of a room may read in platform, and why. */
const platformReads: ReadonlySet<string> = new Set<string>();

/** Functions that run as their owner, each reviewed: they are doors in the wall. */
const reviewedDefiners: ReadonlySet<string> = new Set([
  // ANALYZE of tables it is told; reads and changes no row that anyone sees.
  "platform.refresh_statistics",
  // Compares the seal of the identity in hand with a key that the application cannot read; answers yes or no.
  "platform.seal_fits",
  // Areas of the sealed actor's own roles; policies call it, so it must not be bound by them.
  "platform.grants_in_hand",
  // A trigger that looks for the same employee number on another account; refuses or lets pass.
  "platform.refuse_second_account",
  // Ids of people in the areas of the sealed actor, and of their rows and vault rows: what the policies ask.
  "resolution.people_in_sight",
  "resolution.rows_in_sight",
  "resolution.identifiers_in_sight",
]);

const applicationRoles = ["payung_app", "payung_job", "payung_rotation"] as const;

/**
 * Reads the catalogue of a migrated database and answers where it breaks the promises that are the
 * database's to keep: rows of people are under forced row-level security, keyed by regency, append-only,
 * owned by none who uses them, seen by others through published views; everything says what it is.
 */
export async function checkCatalogue(admin: pg.Client): Promise<readonly string[]> {
  const schemas = await readSchemas(admin);
  const covered = schemas.filter((schema) => schema in rooms || schema === "platform");
  const findings = [
    ...schemas
      .filter((schema) => !covered.includes(schema) && !exemptSchemas.has(schema))
      .map(
        (schema) => `${schema}: no room of src/rooms.ts has this schema; name it after its room`,
      ),
    ...(await checkRowSecurity(admin, covered)),
    ...(await checkRights(admin, covered)),
    ...(await checkClosed(admin)),
    ...(await checkKeys(admin, covered)),
    ...(await checkForeignKeys(admin, covered)),
    ...(await checkViews(admin, covered)),
    ...(await checkViewReads(admin, covered)),
    ...(await checkGrants(admin, covered)),
    ...(await checkOwners(admin, covered)),
    ...(await checkRoles(admin)),
    ...(await checkFunctions(admin, covered)),
    ...(await checkComments(admin, covered)),
  ];
  return findings.sort();
}

async function readSchemas(admin: pg.Client): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `select nspname from pg_namespace n
     where nspname !~ '^pg_' and nspname <> 'information_schema'
       and (nspname <> 'public' or exists (select from pg_class where relnamespace = n.oid))
     order by 1`,
    [],
  );
}

function checkRowSecurity(
  admin: pg.Client,
  schemas: readonly string[],
): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `with "table" as (
       select c.oid, format('%s.%s', nspname, relname) as name, relrowsecurity, relforcerowsecurity
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind in ('r', 'p') and nspname = any ($1)
     )
     select name || ': row-level security is off; alter table … enable row level security' from "table" where not relrowsecurity
     union all
     select name || ': row-level security does not bind its owner; alter table … force row level security' from "table" where not relforcerowsecurity
     union all
     select name || ': has no policy; create policy act_in_its_regency … using (regency_code = platform.current_regency())'
     from "table" where not exists (select from pg_policy where polrelid = "table".oid)
     union all
     select format('%s: policy %s does not ask for the regency of the act (platform.current_regency())', name, polname)
     from "table" join pg_policy on polrelid = "table".oid,
     lateral (values (pg_get_expr(polqual, polrelid)), (pg_get_expr(polwithcheck, polrelid))) as condition (text)
     where polpermissive and (text !~ 'regency_code = platform\\.current_regency\\(\\)' or text ~ '\\mOR\\M')`,
    [schemas],
  );
}

/** Beside the city's policy a restrictive one asks whether whoever acts may read or write this table. */
function checkRights(admin: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `with used as (
       select c.oid, format('%s.%s', nspname, relname) as name, role, privilege
       from pg_class c join pg_namespace n on n.oid = relnamespace,
            unnest(array['payung_app', 'payung_job']) role, unnest(array['SELECT', 'INSERT']) privilege
       where relkind in ('r', 'p') and nspname = any ($1) and has_table_privilege(role, c.oid, privilege)
     )
     select format('%s: %s may %s it whatever its role in the city; create policy … as restrictive for %s using or with check (select platform.sees(…), holds(…) or current_actor() …)',
       name, role, lower(privilege), lower(privilege))
     from used
     where not exists (
       select from pg_policy
       where polrelid = used.oid and not polpermissive
         and polcmd in ('*', case privilege when 'SELECT' then 'r' else 'a' end)
         and (polroles = '{0}' or role::regrole::oid = any (polroles))
         and coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')
             ~ 'platform\\.(sees|holds|current_actor)\\(')`,
    [schemas],
  );
}

/** What no role of the application may look into. */
function checkClosed(admin: pg.Client): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `select format('signin.%s: %s may reach it; accounts and seal keys are closed to the application', relname, role)
     from pg_class c join pg_namespace n on n.oid = relnamespace, unnest($1::text[]) role
     where nspname = 'signin' and relkind in ('r', 'p', 'v')
       and (has_table_privilege(role, c.oid, 'SELECT') or has_table_privilege(role, c.oid, 'INSERT')
            or has_table_privilege(role, c.oid, 'UPDATE') or has_table_privilege(role, c.oid, 'DELETE'))`,
    [applicationRoles],
  );
}

function checkKeys(admin: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `with "table" as (
       select c.oid, format('%s.%s', nspname, relname) as name
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind in ('r', 'p') and nspname = any ($1)
     )
     select name || ': has no primary key' from "table"
     where not exists (select from pg_index where indrelid = "table".oid and indisprimary)
     union all
     select format('%s: %s does not begin with regency_code; one regency is one shard', name, indexrelid::regclass)
     from "table" join pg_index on indrelid = "table".oid
     where (indisunique or indisexclusion)
       and not exists (
         select from pg_attribute
         where attrelid = indrelid and attnum = indkey[0] and attname = 'regency_code'
       )`,
    [schemas],
  );
}

async function checkForeignKeys(
  admin: pg.Client,
  schemas: readonly string[],
): Promise<readonly string[]> {
  const keys = await admin.query<{
    from: string;
    name: string;
    own: string;
    other: string;
    keyed: boolean;
  }>(
    `select conrelid::regclass::text as "from", conname as name, own.nspname as own, other.nspname as other,
            coalesce(a.attname = 'regency_code' and b.attname = 'regency_code', false) as keyed
     from pg_constraint
     join pg_class c on c.oid = conrelid join pg_namespace own on own.oid = c.relnamespace
     join pg_class d on d.oid = confrelid join pg_namespace other on other.oid = d.relnamespace
     left join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
     left join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
     where contype = 'f' and own.nspname = any ($1)`,
    [schemas],
  );
  return keys.rows.flatMap(({ from, name, own, other, keyed }) => [
    ...(keyed
      ? []
      : [`${from}: foreign key ${name} does not begin with regency_code on both sides`]),
    ...(mayLeadTo(own, other)
      ? []
      : [
          `${from}: foreign key ${name} leads to ${other}, which ${own} may not open (src/rooms.ts); foreign keys point upstream`,
        ]),
  ]);
}

/** Whether a room may rest on a schema: its own, platform's, or that of a room it opens. */
function mayLeadTo(own: string, other: string): boolean {
  if (other === own || other === "platform") return true;
  return own in rooms && (rooms[own as RoomName].opens as readonly string[]).includes(other);
}

function checkViews(admin: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `with relation as (
       select format('%s.%s', nspname, relname) as name, relname, relkind, coalesce(reloptions, '{}') as options
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where nspname = any ($1)
     )
     select name || ': shows rows with its owner''s eyes; create view … with (security_invoker = true)'
     from relation where relkind = 'v' and not options && array['security_invoker=true', 'security_invoker=on']
     union all
     select name || ': a materialized view is a copy without row-level security; use a view or a table'
     from relation where relkind = 'm'
     union all
     select name || ': a table that calls itself published; what others read is a view'
     from relation where relkind in ('r', 'p') and starts_with(relname, 'published_')`,
    [schemas],
  );
}

async function checkViewReads(
  admin: pg.Client,
  schemas: readonly string[],
): Promise<readonly string[]> {
  const reads = await admin.query<{ view: string; own: string; other: string; name: string }>(
    `select distinct format('%s.%s', own.nspname, v.relname) as view, own.nspname as own, other.nspname as other, t.relname as name
     from pg_depend
     join pg_rewrite r on classid = 'pg_rewrite'::regclass and r.oid = objid
     join pg_class v on v.oid = r.ev_class join pg_namespace own on own.oid = v.relnamespace
     join pg_class t on refclassid = 'pg_class'::regclass and t.oid = refobjid
     join pg_namespace other on other.oid = t.relnamespace
     where own.nspname = any ($1) and other.nspname <> own.nspname and other.nspname !~ '^pg_'`,
    [schemas],
  );
  return reads.rows.flatMap(({ view, own, other, name }) => {
    if (platformReads.has(`${other}.${name}`)) return [];
    if (!name.startsWith("published_"))
      return [`${view}: reads ${other}.${name}; others read ${other}.published_* only`];
    return mayLeadTo(own, other)
      ? []
      : [`${view}: reads ${other}.${name}, and ${own} may not open ${other} (src/rooms.ts)`];
  });
}

async function checkGrants(
  admin: pg.Client,
  schemas: readonly string[],
): Promise<readonly string[]> {
  const grants = await admin.query<{ role: string; table: string; privilege: string }>(
    `select role, format('%s.%s', nspname, relname) as "table", lower(privilege) as privilege
     from pg_class c join pg_namespace n on n.oid = relnamespace,
          unnest($2::text[]) role, unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) privilege
     where relkind in ('r', 'p', 'v') and nspname = any ($1)
       and (has_table_privilege(role, c.oid, privilege)
            or privilege in ('UPDATE', 'REFERENCES') and has_any_column_privilege(role, c.oid, privilege))
     union all
     select role, nspname, 'create' from pg_namespace, unnest($2::text[]) role
     where nspname = any ($1 || '{public}') and has_schema_privilege(role, oid, 'CREATE')`,
    [schemas, applicationRoles],
  );
  return grants.rows
    .filter(
      ({ role, table }) => !changeable.some((one) => one.role === role && one.table === table),
    )
    .map(({ role, table, privilege }) =>
      privilege === "create"
        ? `${table}: ${role} may create in this schema; only migrations do`
        : `${table}: ${role} has ${privilege}; facts are appended, never changed (or list the table in tools/checks/catalogue.ts with its reason)`,
    );
}

function checkOwners(admin: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `select format('%s.%s: belongs to %s; everything belongs to payung_owner', nspname, relname, pg_get_userbyid(relowner))
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = any ($1) and relkind in ('r', 'p', 'v', 'm', 'S') and pg_get_userbyid(relowner) <> 'payung_owner'`,
    [schemas],
  );
}

function checkRoles(admin: pg.Client): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `with used as (
       select distinct r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication
       from pg_roles r, unnest($1::text[] || '{payung_owner}') as known
       where rolname = known
          or r.rolcanlogin and not r.rolsuper and pg_has_role(r.oid, known, 'member')
             and has_database_privilege(r.oid, current_database(), 'connect')
     )
     select format('role %s: %s; the application''s roles have no such power', rolname, power)
     from used,
     lateral (values ('is a superuser', rolsuper), ('passes row-level security', rolbypassrls), ('makes roles', rolcreaterole),
                     ('makes databases', rolcreatedb), ('replicates', rolreplication)) as powers (power, has)
     where has
     union all
     select format('role %s: may act as payung_owner; only migrations do', rolname)
     from used where rolname <> 'payung_owner' and pg_has_role(oid, 'payung_owner', 'member')`,
    [applicationRoles],
  );
}

async function checkFunctions(
  admin: pg.Client,
  schemas: readonly string[],
): Promise<readonly string[]> {
  const definers = await firstColumn(
    admin,
    `select format('%s.%s', nspname, proname) from pg_proc p join pg_namespace n on n.oid = pronamespace
     where nspname = any ($1) and prosecdef`,
    [schemas],
  );
  return definers
    .filter((name) => !reviewedDefiners.has(name))
    .map(
      (name) =>
        `${name}: runs with its owner's rights (security definer) and is not on the reviewed list`,
    );
}

function checkComments(admin: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  return firstColumn(
    admin,
    `select format('%s.%s: has no comment; comment on … is ''what a row of it says''', nspname, relname)
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = any ($1) and obj_description(c.oid, 'pg_class') is null
       and (relkind in ('r', 'p') or relkind = 'v' and starts_with(relname, 'published_'))`,
    [schemas],
  );
}

/** Answers of one text column. */
async function firstColumn(
  admin: pg.Client,
  query: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const answer = await admin.query<[string]>({
    text: query,
    values: [...values],
    rowMode: "array",
  });
  return answer.rows.map(([text]) => text);
}
