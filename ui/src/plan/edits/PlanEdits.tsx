// The edits of the plan that are offered at a task or a domain order, and their dialogs.
import { Select, SelectItem, TextInput } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api } from "@/api/fetching";
import type { TaskDetail } from "@/api/types";
import { dismiss, tell, tellError } from "@/app/toasts";
import type { PlanSpecification } from "@/catalog/types";
import { t } from "@/i18n/t";
import { VerbButtons, verbText } from "@/parts/VerbButtons";
import { useAsked } from "@/tasks/specification";
import { useGroups, useNeededOutputs } from "@/tasks/actions";
import { ValueForm } from "@/tasks/ValueForm";
import { readValues, textsOf } from "@/tasks/values";
import type { PlanNode, PlanTree } from "../tree";
import { usePlanEdit, usePlanVersions, type Changes } from "./data";
import { EditDialog } from "./EditDialog";
import { effectOf, following } from "./effect";
import { RescheduleDialog } from "./RescheduleDialog";
import { TaskPicker } from "./TaskPicker";

interface Props {
  order: string;
  /** The whole plan. */
  tree: PlanTree;
  node: PlanNode;
  /** Of a task: what the server says of it. */
  detail?: TaskDetail;
}

const NAMES: Record<string, string> = { skip: "skipTask", move: "moveTask", reschedule: "rescheduleTask" };
const HOUR = 3_600_000;

export function PlanEdits({ order, tree, node, detail }: Props) {
  const versions = usePlanVersions(order);
  const [open, setOpen] = useState("");
  const may = versions.data?.verbs ?? [];
  // the task's state allows it, and the order's: both must
  const verbs = node.task ? (detail?.verbs ?? []).map((verb) => NAMES[verb] ?? verb).filter((verb) => may.includes(verb))
    : node.domainOrder && node.domainOrder.endedAt === null ? may.filter((verb) => verb === "addTask") : [];
  const close = () => setOpen("");
  const at = tree.nodes[tree.byId.get(node.id) ?? -1];
  const parts = { order, tree, node: at ?? node, onClose: close };
  if (verbs.length === 0 && !open) return null;
  return (
    <section className="edit">
      <h3>{t("edit.title")}</h3>
      <VerbButtons verbs={verbs} buttons={["addTask", "moveTask", "rescheduleTask", "skipTask", "overrideStart"].map((verb) => ({ verb, kind: "tertiary", onClick: () => setOpen(verb) }))} />
      {open === "moveTask" && <MoveDialog {...parts} />}
      {open === "rescheduleTask" && <RescheduleDialog {...parts} />}
      {open === "overrideStart" && <OverrideDialog {...parts} />}
      {open === "skipTask" && detail && <SkipDialog {...parts} detail={detail} />}
      {open === "addTask" && <AddDialog {...parts} mayUndo={may.includes("skipTask")} />}
    </section>
  );
}

interface DialogProps {
  order: string;
  tree: PlanTree;
  node: PlanNode;
  onClose: () => void;
}

const numbers = (tree: PlanTree, tasks: readonly number[]) => tasks.flatMap((task) => tree.nodes[tree.taskNodes[task] ?? -1]?.number ?? []);

function MoveDialog({ order, tree, node, onClose }: DialogProps) {
  const [was] = useState(() => tree.before[node.taskIndex] ?? []);
  const [after, setAfter] = useState(was);
  const edit = usePlanEdit(order);
  const never = useMemo(() => new Set([node.taskIndex, ...following(tree, node.taskIndex)]), [tree, node]);
  const effect = useMemo(() => effectOf(tree, { before: new Map([[node.taskIndex, after]]) }, Date.now()), [tree, node, after]);
  const same = after.length === was.length && after.every((one) => was.includes(one));
  const path = `/api/tasks/${node.number}/move`;
  return (
    <EditDialog order={order} tree={tree} title={t("edit.move", { name: node.name })} lead={t("edit.moveLead")} doText={verbText("moveTask")} effect={effect}
      fault={() => (same ? t("edit.sameTasks") : undefined)} onClose={onClose}
      send={async (reason, planVersion) => {
        const answer = await edit(path, { reason, planVersion, after: numbers(tree, after) });
        // what was taken out may have had a time between, which the page does not know: only what was added is undone
        const whole = was.every((one) => after.includes(one));
        const id = tell({ kind: "success", title: t("edit.done", { n: answer.version }), ...(whole ? { action: { label: t("undo"), do: () => {
          dismiss(id);
          edit(path, { reason: t("edit.undone", { n: answer.version }), planVersion: answer.version, after: numbers(tree, was) }).catch(tellError);
        } } } : {}) });
      }}>
      <TaskPicker tree={tree} chosen={after} never={never} onChange={setAfter} />
    </EditDialog>
  );
}

function OverrideDialog({ order, tree, node, onClose }: DialogProps) {
  const edit = usePlanEdit(order);
  const effect = useMemo(() => effectOf(tree, { free: new Set([node.taskIndex]) }, Date.now()), [tree, node]);
  return (
    <EditDialog order={order} tree={tree} title={t("edit.override", { name: node.name })} lead={t("edit.overrideLead")} doText={verbText("overrideStart")}
      effect={effect} onClose={onClose}
      send={async (reason, planVersion) => {
        const answer = await edit(`/api/tasks/${node.number}/overrideStart`, { reason, planVersion });
        tell({ kind: "success", title: t("edit.done", { n: answer.version }) });
      }} />
  );
}

function SkipDialog({ order, tree, node, detail, onClose }: DialogProps & { detail: TaskDetail }) {
  const edit = usePlanEdit(order);
  const needed = useNeededOutputs(detail.task.number, true).data?.items;
  const asked = useMemo(() => needed?.map((one) => one.field) ?? [], [needed]);
  const fields = useAsked(asked, detail.domainOrder);
  const [written, setTexts] = useState<Record<string, string>>({});
  const texts = { ...textsOf(asked), ...written };
  const [faults, setFaults] = useState<Record<string, string>>({});
  const effect = useMemo(() => effectOf(tree, { without: new Set([node.taskIndex]) }, Date.now()), [tree, node]);
  return (
    <EditDialog order={order} tree={tree} title={t("edit.skip", { name: node.name })} lead={fields.length > 0 ? t("edit.skipLeadData") : t("edit.skipLead")}
      doText={verbText("skipTask")} effect={effect} onClose={onClose}
      fault={() => {
        if (!needed) return t("loading");
        const read = readValues(fields, texts);
        setFaults(read.faults);
        return Object.entries(read.faults).map(([name, fault]) => `${name}: ${fault}`).join("\n") || undefined;
      }}
      send={async (reason, planVersion) => {
        const answer = await edit(`/api/tasks/${node.number}/skip`, { reason, planVersion, values: readValues(fields, texts).values });
        tell({ kind: "success", title: t("edit.done", { n: answer.version }) });
      }}>
      <ValueForm fields={fields} texts={texts} faults={faults} onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
    </EditDialog>
  );
}

function AddDialog({ order, tree, node, mayUndo, onClose }: DialogProps & { mayUndo: boolean }) {
  const edit = usePlanEdit(order);
  const groups = useGroups();
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  const [hours, setHours] = useState("");
  const [group, setGroup] = useState("");
  const [after, setAfter] = useState<number[]>([]);
  const [tried, setTried] = useState(false);
  const plan = node.domainOrder?.planSpecification ?? null;
  const cut = plan?.lastIndexOf("@") ?? -1;
  const kinds = useQuery({
    queryKey: ["catalog", "plan", plan],
    queryFn: ({ signal }) => api.get<PlanSpecification>(`/api/planSpecifications/${encodeURIComponent(plan?.slice(0, cut) ?? "")}`, { version: plan?.slice(cut + 1) }, signal),
    enabled: plan !== null, retry: false,
  });
  const long = Number(hours || "1");
  const effect = useMemo(() => effectOf(tree, { more: { ms: (Number.isFinite(long) ? long : 1) * HOUR, after, before: [] } }, Date.now()), [tree, long, after]);
  const noName = !key && !name.trim();
  const badHours = hours !== "" && !(long >= 0 && long <= 87_600);
  return (
    <EditDialog order={order} tree={tree} title={t("edit.add", { name: node.name })} lead={t("edit.addLead")} doText={verbText("addTask")} effect={effect} onClose={onClose}
      fault={() => {
        setTried(true);
        return noName ? t("edit.nameMissing") : badHours ? t("edit.hoursWrong") : undefined;
      }}
      send={async (reason, planVersion) => {
        const answer = await edit(`/api/serviceOrders/${order}/plan/tasks`, {
          reason, planVersion, domainOrder: node.number, after: numbers(tree, after), key: key || null, name: name.trim() || null,
          duration: hours === "" ? null : `PT${Math.round(long * 3600)}S`, assignmentGroup: group || null,
        });
        const { task } = (answer.items[0]?.changes ?? {}) as Changes;
        const id = tell({ kind: "success", title: t("edit.added.done", { number: task ?? "" }), ...(mayUndo && task ? { action: { label: t("undo"), do: () => {
          dismiss(id);
          edit(`/api/tasks/${task}/skip`, { reason: t("edit.undone", { n: answer.version }), planVersion: answer.version }).catch(tellError);
        } } } : {}) });
      }}>
      <Select id="edit-key" labelText={t("edit.kind")} value={key} onChange={(event) => setKey(event.target.value)}>
        <SelectItem value="" text={t("edit.adHoc")} />
        {(kinds.data?.tasks ?? []).map((one) => <SelectItem key={one.key} value={one.key} text={one.name} />)}
      </Select>
      <TextInput id="edit-name" labelText={key ? t("edit.name") : `${t("edit.name")} *`} value={name} maxLength={200} invalid={tried && noName} invalidText={t("edit.nameMissing")}
        helperText={key ? t("edit.nameHelp") : undefined} onChange={(event) => setName(event.target.value)} />
      <TextInput id="edit-hours" labelText={t("edit.hours")} inputMode="decimal" value={hours} invalid={tried && badHours} invalidText={t("edit.hoursWrong")}
        onChange={(event) => setHours(event.target.value)} />
      <Select id="edit-group" labelText={t("task.group")} value={group} onChange={(event) => setGroup(event.target.value)}>
        <SelectItem value="" text={t("none")} />
        {(groups.data?.items ?? []).map((one) => <SelectItem key={one.name} value={one.name} text={one.name} />)}
      </Select>
      <TaskPicker tree={tree} chosen={after} never={NEVER} onChange={setAfter} />
    </EditDialog>
  );
}

const NEVER: ReadonlySet<number> = new Set();
