// What a text may be about: the server's ranked types, with how sure it is and from how many records; one click takes one.
import { Button } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { useMay } from "@/app/session";
import { number, t, tn } from "@/i18n/t";
import { useFalloutTypes } from "@/tasks/actions";

const SHORTEST = 4;

/** Asks when the typing rests. */
export function useSuggestedTypes(text: string) {
  const may = useMay("fallout:read");
  const [rested, setRested] = useState(text.trim());
  useEffect(() => {
    const timer = setTimeout(() => setRested(text.trim()), 350);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ["falloutClassification", rested],
    queryFn: () => api.post<Schemas["ClassificationBody"]>("/api/falloutClassification", { text: rested.slice(0, 10_000) }),
    enabled: may && rested.length >= SHORTEST,
    staleTime: 60_000,
  });
}

/** 0.934 -> "93 %"; what is not nothing is never shown as 0, what is not sure never as 100. */
export function sureText(confidence: number): string {
  return `${Math.min(confidence < 1 ? 99 : 100, Math.max(1, Math.round(100 * confidence)))} %`;
}

interface Props {
  text: string;
  /** The type that is chosen: it is marked, not offered. */
  chosen: string;
  onTake?: (type: string) => void;
  busy?: boolean;
}

export function TypeSuggestions({ text, chosen, onTake, busy = false }: Props) {
  const found = useSuggestedTypes(text);
  const types = useFalloutTypes();
  if (!found.data || text.trim().length < SHORTEST) return null;
  const { types: suggested, records } = found.data;
  const nameOf = (id: string) => types.data?.items.find((one) => one.id === id)?.name ?? id;
  return (
    <div className="suggested" role="group" aria-label={t("suggested.title")}>
      {suggested.length === 0 ? <p className="muted small">{t("suggested.none")}</p> : (
        <>
          <p className="small">{tn("suggested.lead", records, { n: number(records) })}</p>
          <ul>
            {suggested.map(({ value, confidence, because }) => (
              <li key={value}>
                {value === chosen || !onTake ? <strong>{nameOf(value)}</strong> : (
                  <Button size="sm" kind="ghost" disabled={busy} onClick={() => onTake(value)} aria-label={t("suggested.take", { type: nameOf(value) })}>{nameOf(value)}</Button>
                )}
                <span className="suggested__sure">{sureText(confidence)}</span>
                {value === chosen && <span className="muted small">{t("suggested.chosen")}</span>}
                {because.length > 0 && <span className="muted small">{t("suggested.because", { words: because.join(", ") })}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
