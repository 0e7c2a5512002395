// Attached files: what the server says of them, and their sizes as people read them.
import { number, t } from "@/i18n/t";

export interface Attachment {
  number: string;
  serviceOrder: string;
  /** The number of the record it hangs on. */
  to: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  author: string;
  at: string;
  customerVisible: boolean;
  verbs: string[];
}

export interface Attachments {
  items: Attachment[];
  total: number;
  /** How many bytes a file may have. */
  largest: number;
  verbs: string[];
}

const UNITS = ["B", "kB", "MB", "GB"];

/** 1234567 -> "1.2 MB" (decimal units, as the limit is told). */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${number(unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10)} ${UNITS[unit]}`;
}

/** Why a file need not be sent at all; null when it may. */
export function faultOf(file: { name: string; size: number }, largest: number): string | null {
  if (file.size === 0) return t("files.empty", { name: file.name });
  if (file.size > largest) return t("files.tooLarge", { name: file.name, largest: sizeText(largest) });
  return null;
}

/** What the record shows when a file was taken away and nobody else was told yet. */
export function without(list: Attachments, number: string): Attachments {
  const items = list.items.filter((one) => one.number !== number);
  return { ...list, items, total: items.length };
}
