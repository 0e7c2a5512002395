// The categories in which fallouts are filed: two levels, kept by administrators.
import { Button, Select, SelectItem, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import { tell, tellError } from "@/app/toasts";
import { grouped, nameOf, useCategories, type Category } from "@/fallouts/categories";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { VerbButtons } from "@/parts/VerbButtons";

type Open = { what: "add"; parent: string | null } | { what: "edit" | "retire"; category: Category } | null;

export function Categories() {
  const known = useCategories();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  if (known.error) return <ErrorNotice error={known.error} retry={() => void known.refetch()} />;
  if (!known.data) return <Pausing label={t("loading")} />;
  const all = known.data.items;
  const may = known.data.verbs.includes("change");
  const renew = async () => {
    await client.invalidateQueries({ queryKey: ["falloutCategories"] });
    tell({ kind: "success", title: t("rules.saved") });
  };
  const change = async (id: string, body: Record<string, unknown>) => {
    await api.patch(`/api/falloutCategories/${encodeURIComponent(id)}`, body);
    await renew();
  };
  const verbsOf = (category: Category) => (may ? ["edit", category.retired ? "bringBack" : "retire", ...(category.parent || category.retired ? [] : ["addBelow"])] : []);
  const ordered = all.filter(({ parent }) => !parent).flatMap((category) => [category, ...all.filter(({ parent }) => parent === category.id)]);
  return (
    <>
      <p className="muted">{t("categories.lead")}</p>
      {may && <p className="rule__do"><Button size="sm" onClick={() => setOpen({ what: "add", parent: null })}>{t("categories.new")}</Button></p>}
      <div className="scroller">
        <table className="table">
          <caption className="hidden">{t("categories")}</caption>
          <thead><tr><th scope="col">{t("category")}</th><th scope="col">{t("categories.id")}</th><th scope="col">{t("state")}</th><th scope="col">{t("action")}</th></tr></thead>
          <tbody>
            {ordered.map((category) => (
              <tr key={category.id}>
                <th scope="row" className={category.parent ? "category__below" : "category__upper"}>{category.name}</th>
                <td><code>{category.id}</code></td>
                <td>{category.retired ? (category.successor ? t("categories.replaced", { name: nameOf(all, category.successor) }) : t("categories.retired")) : t("categories.used")}</td>
                <td><VerbButtons verbs={verbsOf(category)} buttons={[
                  { verb: "edit", kind: "ghost", onClick: () => setOpen({ what: "edit", category }) },
                  { verb: "addBelow", kind: "ghost", onClick: () => setOpen({ what: "add", parent: category.id }) },
                  { verb: "retire", kind: "ghost", onClick: () => setOpen({ what: "retire", category }) },
                  { verb: "bringBack", kind: "ghost", onClick: () => void change(category.id, { retired: false }).catch(tellError) },
                ]} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open?.what === "add" && <AddDialog all={all} parent={open.parent} onClose={() => setOpen(null)} onAdd={async (body) => { await api.post("/api/falloutCategories", body); await renew(); }} />}
      {open?.what === "edit" && <EditDialog all={all} category={open.category} onClose={() => setOpen(null)} onSave={(body) => change(open.category.id, body)} />}
      {open?.what === "retire" && <RetireDialog all={all} category={open.category} onClose={() => setOpen(null)} onRetire={(successor) => change(open.category.id, { retired: true, successor })} />}
    </>
  );
}

function AddDialog({ all, parent, onClose, onAdd }: { all: Category[]; parent: string | null; onClose: () => void; onAdd: (body: Record<string, unknown>) => Promise<void> }) {
  const [id, setId] = useState(parent ? `${parent}.` : "");
  const [name, setName] = useState("");
  return (
    <Dialog title={parent ? t("categories.newBelow", { name: nameOf(all, parent) }) : t("categories.new")} doText={t("verb.add")} onClose={onClose}
      onDo={async () => {
        if (!name.trim() || !id.trim()) return t("categories.incomplete");
        await onAdd({ id: id.trim(), name: name.trim(), parent });
      }}>
      <TextInput id="category-id" labelText={t("categories.id")} helperText={t("categories.idHelp")} value={id} onChange={(event) => setId(event.target.value)} />
      <TextInput id="category-name" labelText={t("rule.name")} value={name} onChange={(event) => setName(event.target.value)} />
    </Dialog>
  );
}

function EditDialog({ all, category, onClose, onSave }: { all: Category[]; category: Category; onClose: () => void; onSave: (body: Record<string, unknown>) => Promise<void> }) {
  const [name, setName] = useState(category.name);
  const [parent, setParent] = useState(category.parent ?? "");
  return (
    <Dialog title={category.name} doText={t("save")} onClose={onClose}
      onDo={async () => {
        if (!name.trim()) return t("rule.nameMissing");
        await onSave({ name: name.trim(), ...(category.parent && parent !== category.parent ? { parent } : {}) });
      }}>
      <TextInput id="category-name" labelText={t("rule.name")} value={name} onChange={(event) => setName(event.target.value)} />
      {category.parent && (
        <Select id="category-parent" labelText={t("categories.parent")} value={parent} onChange={(event) => setParent(event.target.value)}>
          {grouped(all).map(({ category: each }) => <SelectItem key={each.id} value={each.id} text={each.name} />)}
        </Select>
      )}
    </Dialog>
  );
}

function RetireDialog({ all, category, onClose, onRetire }: { all: Category[]; category: Category; onClose: () => void; onRetire: (successor: string | null) => Promise<void> }) {
  const [successor, setSuccessor] = useState("");
  const others = all.filter((each) => !each.retired && each.id !== category.id && Boolean(each.parent) === Boolean(category.parent));
  return (
    <Dialog title={t("categories.retire", { name: category.name })} lead={<p>{t("categories.retireLead")}</p>} doText={t("verb.retire")} danger onClose={onClose}
      onDo={() => onRetire(successor || null)}>
      <Select id="category-successor" labelText={t("categories.successor")} value={successor} onChange={(event) => setSuccessor(event.target.value)}>
        <SelectItem value="" text={t("none")} />
        {others.map((each) => <SelectItem key={each.id} value={each.id} text={nameOf(all, each.id)} />)}
      </Select>
    </Dialog>
  );
}
