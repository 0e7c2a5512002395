// The graph as a picture of its own: SVG with the names, states and lines, and a legend; for documents and tickets.
import { fill, look } from "@/states";
import { NODE, type Places } from "./elk";
import type { PlanNode } from "./tree";

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const MARGIN = 24;

export function graphSvg(nodes: PlanNode[], edges: [string, string][], places: Places, title: string): string {
  const at = [...places.values()];
  const [width, height] = [Math.max(0, ...at.map((one) => one.x)) + NODE.w + 2 * MARGIN, Math.max(0, ...at.map((one) => one.y)) + NODE.h + 2 * MARGIN + 40];
  const lines = edges.flatMap(([from, to]) => {
    const [a, b] = [places.get(from), places.get(to)];
    if (!a || !b) return [];
    const [x1, y1, x2, y2] = [a.x + NODE.w, a.y + NODE.h / 2, b.x, b.y + NODE.h / 2];
    const bend = Math.max(20, Math.abs(x2 - x1) / 2);
    return [`<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#8d8d8d" marker-end="url(#end)"/>`];
  });
  const cards = nodes.flatMap((node) => {
    const place = places.get(node.id);
    if (!place) return [];
    const { label, sign, tag } = look(node.family, node.state);
    return [`<g transform="translate(${place.x} ${place.y})"><title>${escape(`${node.name} ${node.number}`)}</title>`
      + `<rect width="${NODE.w}" height="${NODE.h}" rx="5" fill="#fff" stroke="#8d8d8d"/><rect width="6" height="${NODE.h}" fill="${fill(tag, false)}"/>`
      + `<text x="16" y="22" font-weight="600">${escape(short(node.name, 26))}</text><text x="16" y="40" fill="#525252">${escape(node.number)}</text>`
      + `<text x="16" y="62">${sign} ${escape(label)}${node.task || node.total === 0 ? "" : ` ${node.done}/${node.total}`}</text></g>`];
  });
  const states = [...new Map(nodes.map((node) => [node.state, look(node.family, node.state)])).values()];
  const legend = states.map(({ label, sign, tag }, i) =>
    `<g transform="translate(${i * 130} 0)"><rect width="12" height="12" y="-10" fill="${fill(tag, false)}"/><text x="18">${sign} ${escape(label)}</text></g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`
    + `<title>${escape(title)}</title><defs><marker id="end" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8d8d8d"/></marker></defs>`
    + `<rect width="100%" height="100%" fill="#fff"/><g transform="translate(${MARGIN} ${MARGIN})">${lines.join("")}${cards.join("")}</g>`
    + `<g transform="translate(${MARGIN} ${height - 20})">${legend.join("")}</g></svg>`;
}
