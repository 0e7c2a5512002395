// Tasks of the plan to wait for: those chosen, and a field to find one more.
import { useMemo, useState } from "react";
import { Button } from "@carbon/react";
import { t } from "@/i18n/t";
import { Combo } from "@/parts/Combo";
import { StateTag } from "@/parts/StateTag";
import type { PlanTree } from "../tree";

const OFFERED = 50;
const LOST = new Set(["failed", "cancelled"]);

interface Props {
  tree: PlanTree;
  chosen: number[];
  /** Tasks that cannot be chosen. */
  never: ReadonlySet<number>;
  onChange: (chosen: number[]) => void;
}

export function TaskPicker({ tree, chosen, never, onChange }: Props) {
  const [text, setText] = useState("");
  const nodeOf = (task: number) => tree.nodes[tree.taskNodes[task] ?? -1];
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const free: { number: string; name: string; site: string }[] = [];
    tree.taskNodes.forEach((index, task) => {
      const node = tree.nodes[index];
      if (!node || never.has(task) || chosen.includes(task) || LOST.has(node.state) || !node.text.includes(wanted)) return;
      free.push({ number: node.number, name: node.name, site: node.site });
    });
    return free;
  }, [tree, text, never, chosen]);
  return (
    <>
      <p className="cds--label">{t("edit.waitsFor")}</p>
      {chosen.length === 0 && <p className="muted">{t("edit.nothing")}</p>}
      <ul className="edit__tasks">
        {chosen.map((task) => (
          <li key={task}>
            <StateTag family="task" state={nodeOf(task)?.state ?? ""} />
            <span>{nodeOf(task)?.name} <span className="muted">{nodeOf(task)?.number}</span></span>
            <Button size="sm" kind="ghost" onClick={() => onChange(chosen.filter((one) => one !== task))}>{t("edit.takeOut")}<span className="hidden"> {nodeOf(task)?.name}</span></Button>
          </li>
        ))}
      </ul>
      <Combo key={chosen.length} id="edit-task" label={t("edit.oneMore")} value="" searching={false} total={found.length} placeholder={t("edit.findTask")}
        choices={found.slice(0, OFFERED).map((one) => ({ value: one.number, more: [one.name, one.site].filter(Boolean).join(" · ") }))}
        onType={setText} find={(typed) => found.find((one) => one.number === typed.trim().toUpperCase())?.number}
        onChoose={(number) => {
          const task = tree.nodes[tree.byId.get(number) ?? -1]?.taskIndex ?? -1;
          setText("");
          if (task >= 0) onChange([...chosen, task]);
        }} />
    </>
  );
}
