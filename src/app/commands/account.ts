import { type Command, InvalidArgumentError } from "commander";
import { nameArea } from "../../areas/index.ts";
import { findOfficial } from "../../platform/access/officials.ts";
import { type Grant, type Role, roles } from "../../platform/access/rights.ts";
import { type CommandLine, CommandRefused, renderTable } from "../../platform/command-line.ts";
import type { Office } from "../../platform/office.ts";
import {
  type AccountRefusal,
  changeRole,
  forgetSecondFactor,
  type HandedLink,
  handLink,
  inviteOfficial,
  linkAddress,
  newOfficialId,
  readAccounts,
} from "../../platform/sign-in/server.ts";

interface InviteOptions {
  readonly name: string;
  readonly email: string;
  readonly number: string;
  readonly role: readonly Grant[];
}

/** Accounts for whoever keeps the machine: the first ones, and the day on which the administrator is lost. */
export function mountAccountCommands(program: Command, line: CommandLine): void {
  const account = program
    .command("account")
    .description("Akun petugas: undang, beri peran, pulihkan / officials' accounts");
  account
    .command("list")
    .description("Daftar akun / accounts with roles and state")
    .addHelpText("after", "\nExample:\n  payung account list --json")
    .action(async (_options: object, command: Command) => {
      const accounts = await line.withOffice(command, readAccounts);
      line.answer(
        { accounts },
        renderTable(
          ["e-mail", "nama / name", "peran / roles", "keadaan / state"],
          accounts.map(({ email, name, grants, state }) => [
            email,
            name,
            grants.map(({ role, areaCode }) => `${role}@${areaCode}`).join(" "),
            state,
          ]),
        ),
      );
    });
  account
    .command("invite")
    .description("Undang petugas; cetak tautan sekali pakai / invite, print a one-time link")
    .requiredOption("--name <name>", "as in the decree")
    .requiredOption("--email <address>", "what is typed to sign in")
    .requiredOption("--number <nip>", "employee number (NIP) or another number of this one person")
    .requiredOption(
      "--role <role[@area]>",
      `${roles.join(", ")}; area: kecamatan, kelurahan or kelurahan/RW code (default: the city); may be repeated`,
      collectGrant,
      [],
    )
    .addHelpText(
      "after",
      "\nExample:\n  payung account invite --name 'Andi Contoh' --email andi@kota.example --number 198001012005011001 --role officer",
    )
    .action(async (options: InviteOptions, command: Command) => {
      const handed = await line.withOffice(command, async (office) => {
        const grants = options.role.map((grant) => inRegency(office, grant));
        const official = {
          officialId: newOfficialId(),
          name: options.name.trim(),
          email: options.email.trim().toLowerCase(),
          employeeNumber: options.number.trim(),
        };
        return orRefuse(await inviteOfficial(office, official, grants));
      });
      tellLink(line, handed);
    });
  mountLink(account, line);
  mountRoles(account, line);
  mountReset(account, line);
}

function mountLink(account: Command, line: CommandLine): void {
  account
    .command("link")
    .argument("<who>", "e-mail or employee number")
    .description("Tautan baru untuk kata sandi / a new one-time link; older ones end")
    .addHelpText("after", "\nExample:\n  payung account link andi@kota.example")
    .action(async (who: string, _options: object, command: Command) => {
      const handed = await line.withOffice(command, async (office) =>
        orRefuse(await handLink(office, await idOf(office, who))),
      );
      tellLink(line, handed);
    });
}

function mountRoles(account: Command, line: CommandLine): void {
  for (const [name, granted, description] of [
    ["grant", true, "Beri peran / give a role"],
    ["revoke", false, "Cabut peran / take a role away"],
  ] as const)
    account
      .command(name)
      .argument("<who>", "e-mail or employee number")
      .argument("<role[@area]>", "e.g. verifier@73.71.05.1003", readGrant)
      .description(description)
      .addHelpText(
        "after",
        `\nExample:\n  payung account ${name} andi@kota.example verifier@73.71.05.1003`,
      )
      .action(async (who: string, grant: Grant, _options: object, command: Command) => {
        const changed = await line.withOffice(command, async (office) => {
          const officialId = await idOf(office, who);
          return orRefuse(
            await changeRole(office, { officialId, ...inRegency(office, grant) }, granted),
          );
        });
        const told = { id: "tidak ada yang berubah", en: "nothing changed" };
        line.answer(
          { changed },
          changed ? `${who}: ${grant.role} ${granted ? "+" : "-"}` : told[line.language],
        );
      });
}

function mountReset(account: Command, line: CommandLine): void {
  account
    .command("reset")
    .argument("<who>", "e-mail or employee number")
    .requiredOption("--reason <text>", "why, for the log: e.g. telepon hilang")
    .addHelpText(
      "after",
      "\nExample:\n  payung account reset andi@kota.example --reason 'telepon hilang'",
    )
    .description("Lupakan aplikasi pengautentik / forget the authenticator app; sessions end")
    .action(async (who: string, { reason }: { reason: string }, command: Command) => {
      await line.withOffice(command, async (office) =>
        orRefuse(await forgetSecondFactor(office, await idOf(office, who), reason)),
      );
      line.answer({ reset: true }, `${who}: reset`);
    });
}

function readGrant(text: string): Grant {
  const [role = "", areaCode = ""] = text.split("@");
  if (!roles.includes(role as Role))
    throw new InvalidArgumentError(`a role is one of: ${roles.join(", ")}.`);
  return { role: role as Role, areaCode };
}

function collectGrant(text: string, before: readonly Grant[]): readonly Grant[] {
  return [...before, readGrant(text)];
}

/** The grant with the city for no area; an area that the city does not have is refused. */
function inRegency({ identity }: Office, grant: Grant): Grant {
  const areaCode = grant.areaCode === "" ? identity.regencyCode : grant.areaCode;
  if (nameArea(identity.regencyCode, areaCode) !== null) return { ...grant, areaCode };
  throw new CommandRefused(
    { type: "NoSuchArea" },
    {
      id: `Tidak ada wilayah ${areaCode} di kota ini. Tulis kode kecamatan, kelurahan, atau kelurahan/RW.`,
      en: `This city has no area ${areaCode}. Write the code of a kecamatan, kelurahan or kelurahan/RW.`,
    },
  );
}

async function idOf(office: Office, who: string) {
  const found = await office.db.look(office.identity, (transaction) =>
    findOfficial(transaction, who),
  );
  if (found === null) throw refusedBy({ type: "NoSuchAccount" });
  return found.officialId;
}

function orRefuse<T>(
  answer:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: AccountRefusal },
): T {
  if (!answer.ok) throw refusedBy(answer.error);
  return answer.value;
}

function refusedBy(refusal: AccountRefusal): CommandRefused {
  const sentences = {
    AccountExists: {
      id: "Alamat atau nomor pegawai itu sudah milik akun lain: satu orang, satu akun.",
      en: "That address or employee number belongs to another account: one person, one account.",
    },
    GrantToOneself: {
      id: "Tidak seorang pun memberi peran kepada diri sendiri.",
      en: "Nobody gives a role to themselves.",
    },
    NotYours: {
      id: "Hanya administrator yang mengurus akun.",
      en: "Only an administrator manages accounts.",
    },
    NoSuchAccount: {
      id: "Tidak ada akun dengan alamat atau nomor itu: payung account list.",
      en: "There is no account with that address or number: payung account list.",
    },
    OwnAccount: {
      id: "Akun sendiri tidak diubah dengan cara ini.",
      en: "One's own account is not changed this way.",
    },
  } as const;
  return new CommandRefused(refusal, sentences[refusal.type]);
}

function tellLink(line: CommandLine, { token, expiresAt }: HandedLink): void {
  const origin = process.env["PAYUNG_URL"] ?? `http://localhost:${process.env["PORT"] ?? 3000}`;
  const link = linkAddress(origin, token);
  line.answer(
    { link, expiresAt },
    line.language === "id"
      ? `Serahkan tautan ini kepada orangnya sendiri; berlaku sekali, sampai ${expiresAt}:\n${link}`
      : `Hand this link to the person alone; it is good once, until ${expiresAt}:\n${link}`,
  );
}
