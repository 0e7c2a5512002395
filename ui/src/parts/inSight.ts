// What a choice brings about is scrolled into sight when it is said: below the fold of a dialog nobody reads it.
import { useEffect, useRef, type RefObject } from "react";

/** For the element that says it; `said` changes when it says something new, and is false while it says nothing. */
export function useInSight<E extends HTMLElement>(said: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (said) element.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  return element;
}
