import { type RouterHistory, useRouter, useRouterState } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";

/**
 * What a browser does by itself when it loads a page anew: the page's title becomes the window's
 * and takes the focus, and a page that was not gone back to is shown from its top.
 */
export function useArrival(main: RefObject<HTMLElement | null>): void {
  const history: RouterHistory = useRouter().history;
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? null });
  const arrivedAt = useRef<string | null>(null);
  const forward = useRef(true);
  useEffect(
    () =>
      history.subscribe(({ action }) => {
        forward.current = action.type === "PUSH" || action.type === "REPLACE";
      }),
    [history],
  );
  useEffect(() => {
    const page = main.current;
    if (page === null || pathname === null) return;
    const arrive = () => {
      const title = page.querySelector<HTMLElement>("[data-page-title]");
      if (title === null) return;
      document.title = `${title.textContent} · Payung`;
      if (arrivedAt.current !== null && arrivedAt.current !== pathname) {
        if (forward.current) window.scrollTo(0, 0);
        title.focus({ preventScroll: true });
      }
      arrivedAt.current = pathname;
    };
    arrive();
    const observer = new MutationObserver(arrive);
    observer.observe(page, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [pathname, main]);
}
