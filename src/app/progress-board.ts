import { EventEmitter } from "node:events";
import type { Bilingual } from "../kernel/statement.ts";
import { demonstrationStages, type StageKey } from "./demonstration.ts";

export interface BoardStage {
  readonly key: string;
  readonly title: Bilingual;
  state: "waiting" | "running" | "done" | "failed";
  done: number;
  total: number | null;
  detail: Bilingual | null;
}

export interface BoardSnapshot {
  readonly stages: readonly BoardStage[];
  readonly state: "building" | "ready" | "failed";
  readonly message: Bilingual | null;
}

/** How far the demonstration is, for everybody who watches. */
export interface ProgressBoard {
  snapshot(): BoardSnapshot;
  begin(): void;
  update(stage: StageKey, change: Partial<Pick<BoardStage, "state" | "done" | "total">>): void;
  finish(state: "ready" | "failed", message: Bilingual | null): void;
  /** Calls back at every change until the returned function is called. */
  watch(onChange: () => void): () => void;
}

export function createProgressBoard(): ProgressBoard {
  const changes = new EventEmitter().setMaxListeners(0);
  let stages: BoardStage[] = [];
  let state: BoardSnapshot["state"] = "ready";
  let message: Bilingual | null = null;
  const tell = () => changes.emit("change");
  return {
    snapshot: () => ({ stages, state, message }),
    begin() {
      stages = demonstrationStages.map((stage) => ({
        ...stage,
        state: "waiting",
        done: 0,
        total: null,
        detail: null,
      }));
      state = "building";
      message = null;
      tell();
    },
    update(key, change) {
      stages = stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage));
      tell();
    },
    finish(outcome, why) {
      state = outcome;
      message = why;
      tell();
    },
    watch(onChange) {
      changes.on("change", onChange);
      return () => changes.off("change", onChange);
    },
  };
}
