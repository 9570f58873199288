import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

export interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly label?: string;
  readonly current?: "page" | "true" | undefined;
  readonly onFollow?: () => void;
}

/**
 * A link to another screen, by its address of `paths.ts`. An ordinary anchor: a middle click or a
 * held key opens it in a new tab, and without script it still leads there.
 */
export function Link({ to, children, className, label, current, onFollow }: LinkProps) {
  const router = useRouter();
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || elsewhere) return;
    event.preventDefault();
    onFollow?.();
    router.history.push(to);
  }
  return (
    <a href={to} className={className} onClick={follow} aria-label={label} aria-current={current}>
      {children}
    </a>
  );
}
