// What a file of rows holds, before the server reads it: its heading and how many rows; and a file to begin with.

export interface Seen {
  columns: string[];
  rows: number;
}

/** The cells of a CSV text: quoted cells, doubled quotes, lines inside quotes; comma, semicolon or tab as the heading has most of. */
export function cells(text: string): string[][] {
  const all = text.replace(/^\uFEFF/, "");
  const heading = all.split("\n", 1)[0] ?? "";
  const separator = [",", ";", "\t"].reduce((best, one) => (heading.split(one).length > heading.split(best).length ? one : best));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => { row.push(cell); cell = ""; };
  const endRow = () => {
    endCell();
    if (row.some((one) => one.trim())) rows.push(row);
    row = [];
  };
  for (let i = 0; i < all.length; i++) {
    const c = all[i]!;
    if (quoted) {
      if (c === '"' && all[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === separator) endCell();
    else if (c === "\n") endRow();
    else if (c !== "\r") cell += c;
  }
  if (cell || row.length > 0) endRow();
  return rows;
}

export function seen(text: string): Seen {
  const [heading = [], ...rows] = cells(text);
  return { columns: heading.map((name) => name.trim()), rows: rows.length };
}

/** The row, counted from 1 without the heading, that a fault is about: the server names it in the field. */
export function rowOf(field: string | null | undefined): number | null {
  const found = /^row\[(\d+)\]/.exec(field ?? "")?.[1];
  return found ? Number(found) : null;
}

/** Places from lines: `name; street; number; post code; city; country`, or an id alone; empty lines are left out. */
export function placesOf(text: string): Record<string, string>[] {
  const names = ["name", "streetName", "streetNr", "postcode", "city", "country"];
  return text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
    const parts = line.split(/[;\t]/).map((part) => part.trim());
    if (parts.length === 1) return { id: parts[0]! };
    return Object.fromEntries(parts.flatMap((part, i) => (part && names[i] ? [[names[i], part]] : [])));
  });
}

export const TEMPLATE = [
  "itemId,parent,action,specification,quantity,requires,committedDueDate,place.name,place.streetName,place.streetNr,place.postcode,place.city,place.country,contact.firstName,contact.lastName,contact.phone,contact.email",
  "",
].join("\r\n");
