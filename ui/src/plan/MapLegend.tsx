// What the colours of the map mean, and by what it is coloured.
import { number, t } from "@/i18n/t";
import { fill, look } from "@/states";
import { groupColour } from "./mapDraw";
import type { PlanTree } from "./tree";
import type { ChangeView, ColourBy } from "./view";

interface Props {
  tree: PlanTree;
  colourBy: ColourBy;
  dark: boolean;
  change: ChangeView;
}

export function MapLegend({ tree, colourBy, dark, change }: Props) {
  const states = Object.entries(tree.counts).sort(([a], [b]) => look("task", a).rank - look("task", b).rank);
  const lines: [string, string, string][] =
    colourBy === "state" ? states.map(([state, n]) => [look("task", state).sign, `${look("task", state).label} ${number(n)}`, fill(look("task", state).tag, dark)])
    : colourBy === "group" ? tree.groups.slice(0, 10).map((group) => ["", group, groupColour(tree.groups, group)])
    : [["", t("slack.none"), fill("red", dark)], ["", t("slack.hours"), fill("orange", dark)], ["", t("slack.days"), fill("blue", dark)],
       ["", t("slack.much"), fill("green", dark)], ["", t("slack.ended"), fill("gray", dark)]];
  return (
    <div className="legend">
      <label className="field field--inline"><span className="field__label">{t("map.colourBy")}</span>
        <select value={colourBy} onChange={(event) => change({ colourBy: event.target.value as ColourBy })}>
          <option value="state">{t("state")}</option>
          <option value="group">{t("task.group")}</option>
          <option value="slack">{t("task.slack")}</option>
        </select>
      </label>
      <ul>{lines.map(([sign, text, colour]) => (
        <li key={text}><i style={{ background: colour }} aria-hidden="true" />{sign && <span aria-hidden="true">{sign}</span>}{text}</li>
      ))}</ul>
      <span className="legend__hint">{t("map.hint")}</span>
    </div>
  );
}
