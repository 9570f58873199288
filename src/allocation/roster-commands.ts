import type { Command } from "commander";
import { formatRupiah, groupThousands } from "../kernel/rupiah.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { approveRoster, describeApprovalRefusal } from "./approve-roster.ts";
import { listRosters, type Roster } from "./store.ts";

export function mountRosterCommands(program: Command, line: CommandLine): void {
  const roster = program
    .command("roster")
    .description("Daftar peserta: setujui, lihat / rosters: approve, list");
  roster
    .command("approve")
    .argument("<roster>", "run id, its first 6 or more characters, run number, or latest")
    .requiredOption("--decree <text>", "number of the decree under which it is approved")
    .description("Setujui daftar dengan nomor keputusan / sign a roster off under a decree")
    .addHelpText(
      "after",
      `
Example:
  payung roster approve latest --decree "SK Wali Kota 123/2024"

Whoever made the roster cannot approve it. The same approval again changes nothing.`,
    )
    .action(async (reference: string, options: { decree: string }, command: Command) => {
      const approved = await line.withOffice(command, async (office) => {
        const answer = await approveRoster(office, { reference, decree: options.decree });
        if (!answer.ok)
          throw new CommandRefused(answer.error, describeApprovalRefusal(answer.error));
        return answer.value;
      });
      line.answer(
        { ...rosterJson(approved), already_approved: approved.alreadyApproved },
        tellApproval(approved, line),
      );
    });
  roster
    .command("list")
    .description("Semua daftar, yang terbaru dahulu / all rosters, the newest first")
    .addHelpText("after", "\nExample:\n  payung roster list --json")
    .action(async (_options: unknown, command: Command) => {
      const rosters = await line.withOffice(command, (office) =>
        office.db.look(office.identity, (transaction) => listRosters(transaction)),
      );
      line.answer({ rosters: rosters.map(rosterJson) }, tellRosters(rosters, line));
    });
}

function rosterJson(roster: Roster) {
  return {
    run: roster.runId,
    run_no: roster.runNo,
    programme: roster.programmeCode,
    programme_version: roster.programmeVersion,
    seats: roster.seats,
    waiting: roster.waiting,
    months: roster.months,
    first_month: roster.firstMonth.slice(0, 7),
    cost_rp: Number(roster.costRp),
    roster_hash: roster.rosterHash,
    made_by: roster.madeBy,
    decree: roster.decree,
    approved_by: roster.approvedBy,
  };
}

function tellApproval(
  roster: Roster & { readonly alreadyApproved: boolean },
  line: CommandLine,
): string {
  const id = line.language === "id";
  const seats = groupThousands(roster.seats, id ? "." : ",");
  const before = roster.alreadyApproved ? (id ? " (sudah sejak tadi)" : " (already was)") : "";
  return id
    ? `Daftar ${roster.runNo} (${seats} peserta) disetujui oleh ${roster.approvedBy} dengan ${roster.decree}${before}.\nHash daftar: ${roster.rosterHash}`
    : `Roster ${roster.runNo} (${seats} participants) is approved by ${roster.approvedBy} under ${roster.decree}${before}.\nRoster hash: ${roster.rosterHash}`;
}

function tellRosters(rosters: readonly Roster[], line: CommandLine): string {
  const id = line.language === "id";
  const headings = id
    ? ["No", "Daftar", "Program", "Peserta", "Menunggu", "Biaya", "Disusun oleh", "Keputusan"]
    : ["No", "Roster", "Programme", "Seats", "Waiting", "Cost", "Made by", "Decree"];
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const rows = rosters.map((roster) => [
    String(roster.runNo),
    roster.runId.slice(0, 8),
    roster.programmeCode,
    count(roster.seats),
    count(roster.waiting),
    formatRupiah(roster.costRp),
    roster.madeBy,
    roster.decree ?? (id ? "belum disetujui" : "not approved"),
  ]);
  return renderTable(headings, rows);
}
