import { useEffect, useState } from "react";
import { type ProgressView, progressView } from "./api-views.ts";
import { queryClient } from "./queries.ts";

/**
 * The server's progress while it builds the city, as it sends it; at rest it says so once. Each
 * stage that ends makes the page ask for its figures again; so does the end. The browser reconnects
 * by itself.
 */
export function useProgress(): ProgressView | null {
  const [progress, setProgress] = useState<ProgressView | null>(null);
  useEffect(() => {
    const source = new EventSource("/api/progress");
    let ended: string | null = null;
    source.addEventListener("progress", (event) => {
      const said = progressView.safeParse(JSON.parse(event.data));
      if (!said.success) return;
      setProgress(said.data);
      const now = endedStages(said.data);
      if (ended !== null && now !== ended) void queryClient.invalidateQueries();
      ended = now;
      if (said.data.state !== "building") source.close();
    });
    return () => source.close();
  }, []);
  return progress;
}

function endedStages({ stages, state }: ProgressView): string {
  return `${state}:${stages.filter((stage) => stage.state === "done").length}`;
}
