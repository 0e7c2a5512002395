// Where in a text somebody is being named, and the text with the name in it; and the names in a text, as the server reads them.

export interface Typed {
  /** The place of the @. */
  from: number;
  to: number;
  name: string;
}

/** The name that is being typed before the caret, or null. An address of a mail is none. */
export function mentionAt(text: string, caret: number): Typed | null {
  if (caret < 0) return null;
  const found = /(?<![\w@.])@([\w.-]*)$/.exec(text.slice(0, caret));
  return found ? { from: found.index, to: caret, name: found[1] ?? "" } : null;
}

/** The text with that name, a blank behind it, and where the caret stands then. */
export function withMention(text: string, { from, to }: Typed, name: string): [string, number] {
  const rest = text.slice(to).replace(/^[\w.-]+/, "");
  const before = `${text.slice(0, from)}@${name} `;
  return [before + rest.replace(/^ /, ""), before.length];
}

/** The pieces of a text: those that name somebody are marked. */
export function mentionPieces(text: string): { text: string; name: boolean }[] {
  const pieces: { text: string; name: boolean }[] = [];
  let at = 0;
  for (const found of text.matchAll(/(?<![\w@.])@[A-Za-z0-9](?:[\w.-]*\w)?/g)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), name: false });
    pieces.push({ text: found[0], name: true });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), name: false });
  return pieces;
}
