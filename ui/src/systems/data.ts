// Domain systems: how each stands, and what is asked of one.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type System = Schemas["DomainSystemBody"];
export type Forecast = Schemas["ForecastBody"];
/** open: all is well; held: by a person; broken: the circuit is open after failures; releasing: held calls go out at a rate. */
export type Standing = "open" | "held" | "broken" | "releasing";

export function standingOf(system: Pick<System, "held" | "openedUntil" | "releasedUntil">, now: number): Standing {
  if (system.held) return "held";
  if (system.openedUntil !== null && Date.parse(system.openedUntil) > now) return "broken";
  if (system.releasedUntil !== null && Date.parse(system.releasedUntil) > now) return "releasing";
  return "open";
}

export function useSystems() {
  return useQuery({
    queryKey: ["domainSystems"], queryFn: ({ signal }) => api.get<{ items: System[] }>("/api/domainSystems", undefined, signal), refetchInterval: 10_000,
  });
}

export function useSystem(name: string) {
  return useQuery({
    queryKey: ["domainSystems", name],
    queryFn: ({ signal }) => api.get<System>(`/api/domainSystems/${encodeURIComponent(name)}`, undefined, signal),
    refetchInterval: 5000,
  });
}

export function useForecast(name: string, ask: { rate: number; until?: string }, enabled: boolean) {
  return useQuery({
    queryKey: ["domainSystems", name, "forecast", ask], enabled, retry: false, staleTime: 15_000,
    queryFn: ({ signal }) => api.get<Forecast>(`/api/domainSystems/${encodeURIComponent(name)}/forecast`, ask, signal),
  });
}

/** A rate as it was typed: above 0, or null. */
export function readRate(text: string): number | null {
  const rate = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(rate) && rate > 0 && rate <= 10_000 ? rate : null;
}

/** In so many minutes, as an instant of whole minutes, so that one question has one answer for a while. */
export function inMinutes(minutes: number, now: number): string {
  return new Date(Math.ceil((now + minutes * 60_000) / 60_000) * 60_000).toISOString();
}
