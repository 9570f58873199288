/**
 * The rooms of the house, in the order in which a worker's record walks through them, and whose
 * door each may open. Read by people, by the import check and by the SQL check.
 *
 * A room's doors are `index.ts` (pure), `server.ts` (Node) and `screens/index.tsx` (browser). Every room may use
 * `kernel` and `platform`; nobody opens `app`, which wires them all. A room that opens another's
 * door may also read that room's `published_*` views in SQL.
 */
export interface Room {
  readonly question: string;
  readonly opens: readonly RoomName[];
}

export type RoomName =
  | "audit"
  | "areas"
  | "law"
  | "programme"
  | "intake"
  | "linkage"
  | "resolution"
  | "privacy"
  | "eligibility"
  | "allocation"
  | "enrolment"
  | "contributions"
  | "cards"
  | "coverage";

export const rooms: Readonly<Record<RoomName, Room>> = {
  audit: { question: "Who did what, who saw whom, and is the record whole?", opens: [] },
  areas: { question: "Where is it?", opens: [] },
  law: { question: "What does the regulation say that day?", opens: [] },
  programme: { question: "What did this city decide?", opens: ["areas", "law"] },
  intake: { question: "What did the registry send?", opens: ["areas"] },
  linkage: { question: "Which rows of any table are one thing?", opens: [] },
  resolution: { question: "Which records are one person?", opens: ["areas", "intake"] },
  privacy: {
    question: "What may be known of a person, by whom, how long, and what did they ask of us?",
    opens: ["audit", "areas", "intake", "resolution"],
  },
  eligibility: {
    question: "What do law and programme say of this person on this day?",
    opens: ["areas", "law", "programme", "resolution", "privacy"],
  },
  allocation: {
    question: "Places are few: who gets one?",
    opens: ["areas", "law", "programme", "resolution", "privacy", "eligibility"],
  },
  enrolment: {
    question: "Which batch, sent when, answered how?",
    opens: ["areas", "law", "programme", "resolution", "privacy", "allocation"],
  },
  contributions: {
    question: "What is owed, what is paid?",
    opens: ["law", "programme", "enrolment"],
  },
  cards: {
    question: "Printed, handed over, valid?",
    opens: ["areas", "programme", "resolution", "enrolment"],
  },
  coverage: {
    question: "How many, where, which month?",
    opens: [
      "areas",
      "programme",
      "intake",
      "resolution",
      "eligibility",
      "allocation",
      "enrolment",
      "contributions",
    ],
  },
};

export const roomNames: readonly RoomName[] = Object.keys(rooms) as RoomName[];
