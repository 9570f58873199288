import { assert } from "../kernel/assert.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { type answerOutcomes, type RequestKind, type RequestView, requestKinds } from "./index.ts";
import type { Duties } from "./load-duties.ts";
import { requestViewOf } from "./request-state.ts";
import {
  findErasure,
  insertCorrection,
  insertRequest,
  insertRestriction,
  insertStep,
  listRequests,
  type NewRequest,
} from "./store.ts";

/** What may be done with a request, one step at a time. */
export type RequestAct =
  | { readonly step: "identified"; readonly personId: Uuid; readonly note: string }
  | { readonly step: "assigned"; readonly assignee: string }
  | { readonly step: "reviewed"; readonly outcome: "upheld" | "changed"; readonly note: string }
  | {
      readonly step: "answered";
      readonly outcome: (typeof answerOutcomes)[number];
      /** A code of `duties/requests.yaml`; null only where all was granted. */
      readonly reason: string | null;
      readonly note: string;
      readonly correction: {
        readonly correctionId: Uuid;
        readonly field: string;
        readonly value: string;
        readonly evidence: string;
      } | null;
    }
  | { readonly step: "unrestricted"; readonly note: string };

export type RequestRefusal =
  | { readonly type: "NoSuchRequest" }
  | { readonly type: "AnsweredAlready"; readonly requestNo: number }
  | { readonly type: "NotIdentified"; readonly requestNo: number }
  | {
      readonly type: "ReasonNotOfThisKind";
      readonly reason: string | null;
      readonly known: readonly string[];
    }
  | { readonly type: "CorrectionNotSaid" }
  | { readonly type: "NumberInWords" }
  | { readonly type: "NoHumanReview" }
  | { readonly type: "ReviewerIsHandler" }
  | { readonly type: "NotErasedYet" }
  | { readonly type: "NoRestriction" };

export function hoursByKind(duties: Duties["requests"]): Readonly<Record<RequestKind, number>> {
  const entries = requestKinds.map((kind) => [kind, duties[kind].hours]);
  return Object.fromEntries(entries) as Record<RequestKind, number>;
}

/** Records that a person asked; the clock runs from when it arrived. The same id again is the same request. */
export async function receiveRequest(
  office: Office,
  request: NewRequest,
  duties: Duties["requests"],
): Promise<Result<RequestView, RequestRefusal>> {
  if (holdsNumber(request.words)) return refuse({ type: "NumberInWords" });
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "privacy");
    const isNew = await insertRequest(transaction, office.identity, request);
    const made = await getRequest(transaction, request.requestId, duties);
    const { kind, requestNo, personId } = made;
    const body = { request: requestNo, kind };
    const subject = personId ?? request.requestId;
    if (isNew)
      await enterInJournal(transaction, office.identity, {
        act: "privacy.received",
        subject,
        body,
      });
    return ok(made);
  });
}

/** Does the next step of a request, and what an answer brings with it: a correction, a restriction. */
export async function handleRequest(
  office: Office,
  requestId: Uuid,
  act: RequestAct,
  duties: Duties["requests"],
): Promise<Result<RequestView, RequestRefusal>> {
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "privacy");
    const [row] = await listRequests(transaction, hoursByKind(duties), { requestId });
    if (row === undefined) return refuse({ type: "NoSuchRequest" });
    const request = requestViewOf(row, duties);
    const refusal = await findRefusal(transaction, office, request, act);
    if (refusal !== null) return refuse(refusal);
    await keepStep(transaction, office, request, act);
    await keepConsequence(transaction, office, request, act);
    const personId = act.step === "identified" ? act.personId : request.personId;
    await enterInJournal(transaction, office.identity, {
      act: `privacy.${act.step}`,
      subject: personId ?? requestId,
      body: {
        request: request.requestNo,
        kind: request.kind,
        ...("outcome" in act ? { outcome: act.outcome } : {}),
      },
    });
    return ok(await getRequest(transaction, requestId, duties));
  });
}

async function findRefusal(
  transaction: Transaction,
  office: Office,
  request: RequestView,
  act: RequestAct,
): Promise<RequestRefusal | null> {
  const { requestNo, kind, personId } = request;
  if (act.step === "unrestricted")
    return kind === "restriction" && request.outcome === "granted" && personId !== null
      ? null
      : { type: "NoRestriction" };
  if (request.state === "answered") return { type: "AnsweredAlready", requestNo };
  if ("note" in act && holdsNumber(act.note)) return { type: "NumberInWords" };
  if (act.step === "reviewed")
    return decidedBy(request) === office.identity.actor ? { type: "ReviewerIsHandler" } : null;
  if (act.step !== "answered") return null;
  if (act.outcome !== "refused" && personId === null) return { type: "NotIdentified", requestNo };
  const known = request.refusals.map((one) => one.code);
  if (act.outcome !== "granted" && !known.includes(act.reason ?? ""))
    return { type: "ReasonNotOfThisKind", reason: act.reason, known };
  if (kind === "objection" && !request.steps.some((step) => step.step === "reviewed"))
    return { type: "NoHumanReview" };
  if (kind === "correction" && act.outcome === "granted" && act.correction === null)
    return { type: "CorrectionNotSaid" };
  if (
    act.correction !== null &&
    (holdsNumber(act.correction.value) || holdsNumber(act.correction.evidence))
  )
    return { type: "NumberInWords" };
  if (kind === "erasure" && act.outcome === "granted" && personId !== null)
    return (await findErasure(transaction, personId as Uuid)) === null
      ? { type: "NotErasedYet" }
      : null;
  return null;
}

/** Words are kept as they are written; a run of 12 digits or more would be somebody's NIK or KK in the clear. */
function holdsNumber(words: string): boolean {
  return /\d(?:[\s.'-]?\d){11,}/.test(words);
}

/** Who took the objection in: another person reviews it. */
function decidedBy(request: RequestView): string | null {
  return request.steps.find((step) => step.step === "identified")?.madeBy ?? null;
}

async function keepStep(
  transaction: Transaction,
  office: Office,
  request: RequestView,
  act: RequestAct,
): Promise<void> {
  if (act.step === "unrestricted") return;
  await insertStep(transaction, office.identity, request.requestId as Uuid, {
    step: act.step,
    personId: act.step === "identified" ? act.personId : null,
    assignee: act.step === "assigned" ? act.assignee : null,
    outcome: "outcome" in act ? act.outcome : null,
    reason: act.step === "answered" ? act.reason : null,
    note: "note" in act ? act.note : "",
  });
}

async function keepConsequence(
  transaction: Transaction,
  office: Office,
  request: RequestView,
  act: RequestAct,
): Promise<void> {
  const { identity } = office;
  const requestId = request.requestId as Uuid;
  const personId = request.personId as Uuid | null;
  if (personId === null) return;
  if (act.step === "unrestricted")
    await insertRestriction(transaction, identity, { personId, restricted: false, requestId });
  if (act.step !== "answered" || act.outcome === "refused") return;
  if (request.kind === "restriction")
    await insertRestriction(transaction, identity, { personId, restricted: true, requestId });
  if (request.kind === "correction" && act.correction !== null)
    await insertCorrection(transaction, identity, { ...act.correction, requestId, personId });
}

async function getRequest(
  transaction: Transaction,
  requestId: Uuid,
  duties: Duties["requests"],
): Promise<RequestView> {
  const [row] = await listRequests(transaction, hoursByKind(duties), { requestId });
  assert(row !== undefined, "a request that was just written is there");
  return requestViewOf(row, duties);
}

export function describeRequestRefusal(refusal: RequestRefusal): Bilingual {
  switch (refusal.type) {
    case "NoSuchRequest":
      return { id: "Permintaan itu tidak ada.", en: "There is no such request." };
    case "AnsweredAlready":
      return {
        id: `Permintaan ${refusal.requestNo} sudah dijawab; catat permintaan baru bila orangnya meminta lagi.`,
        en: `Request ${refusal.requestNo} is answered; record a new one if the person asks again.`,
      };
    case "NotIdentified":
      return {
        id: `Permintaan ${refusal.requestNo} belum dipastikan orangnya. Cocokkan KTP dahulu, lalu catat langkah "identified".`,
        en: `Who asked in request ${refusal.requestNo} is not established yet. Compare the KTP first, then record the step "identified".`,
      };
    case "ReasonNotOfThisKind":
      return {
        id: `Menolak permintaan ini perlu salah satu alasan tertulis: ${refusal.known.join(", ")}.`,
        en: `Refusing this request needs one of the stated reasons: ${refusal.known.join(", ")}.`,
      };
    case "CorrectionNotSaid":
      return {
        id: "Sebutkan apa yang diperbaiki, menjadi apa, dan menurut surat apa.",
        en: "Say what is corrected, to what, and by which paper.",
      };
    case "NumberInWords":
      return {
        id: "Tulisan ini memuat deretan 12 angka atau lebih, mungkin NIK. Nomor itu tidak ditulis di sini; tunjuk orangnya.",
        en: "These words hold a run of 12 digits or more, maybe a NIK. Such a number is not written here; point to the person.",
      };
    case "NoHumanReview":
      return {
        id: 'Keberatan dijawab sesudah keputusannya diperiksa ulang oleh orang: catat langkah "reviewed" dahulu.',
        en: 'An objection is answered after a human reviewed the decision: record the step "reviewed" first.',
      };
    case "ReviewerIsHandler":
      return {
        id: "Yang menerima keberatan tidak memeriksanya ulang; minta pejabat lain.",
        en: "Whoever took the objection in does not review it; ask another official.",
      };
    case "NotErasedYet":
      return {
        id: "Orang ini belum dihapus. Usulkan penghapusannya, minta pejabat lain melaksanakannya, baru jawab.",
        en: "This person is not erased yet. Propose the erasure, have another official execute it, then answer.",
      };
    case "NoRestriction":
      return {
        id: "Permintaan ini bukan pembatasan yang dikabulkan, jadi tidak ada yang dicabut.",
        en: "This request is no restriction that was granted, so there is nothing to lift.",
      };
  }
}
