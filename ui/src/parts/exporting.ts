// A list as a file: every line the filters leave, the columns of the page. CSV here, XLSX in its own chunk.
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";

export interface ExportColumn<Line> {
  header: string;
  text: (line: Line) => string;
}

const LARGEST = 20_000;

/** Every line of a list, page by page; stops at 20,000. */
export async function allLines<Line>(path: string, query: Record<string, string | string[]>): Promise<Line[]> {
  const lines: Line[] = [];
  let after: string | null = null;
  do {
    // each page needs the cursor of the one before
    // oxlint-disable-next-line no-await-in-loop
    const page: Page<Line> = await api.get<Page<Line>>(path, { ...query, limit: "200", after });
    lines.push(...page.items);
    after = page.next;
  } while (after && lines.length < LARGEST);
  return lines;
}

/** A cell that a spreadsheet takes as text even when it looks like a formula. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv<Line>(columns: ExportColumn<Line>[], lines: Line[]): string {
  const rows = [columns.map((c) => csvCell(c.header)), ...lines.map((line) => columns.map((c) => csvCell(c.text(line))))];
  // the mark makes spreadsheets read UTF-8
  return `\uFEFF${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
}

export function save(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export async function exportList<Line>(
  kind: "csv" | "xlsx", name: string, columns: ExportColumn<Line>[], lines: Line[],
): Promise<void> {
  if (kind === "csv") {
    save(`${name}.csv`, csv(columns, lines), "text/csv;charset=utf-8");
    return;
  }
  const { xlsx } = await import("./xlsx");
  const rows = [columns.map((c) => c.header), ...lines.map((line) => columns.map((c) => c.text(line)))];
  save(`${name}.xlsx`, xlsx(rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}
