// The word of a remedy that was chosen.
import en from "@/i18n/en.json";
import { t, type Key } from "@/i18n/t";

export function outcomeText(outcome: string): string {
  const key = `outcome.${outcome}`;
  return key in en ? t(key as Key) : outcome;
}

export function resolutionText(resolution: string | null): string | null {
  if (resolution === null) return null;
  const key = `remedy.${resolution}`;
  return key in en ? t(key as Key) : resolution;
}
