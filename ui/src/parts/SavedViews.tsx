// The saved views of a list: one's own and those of one's groups, kept on the server; one of them may open the list.
import { Bookmark, BookmarkFilled } from "@carbon/icons-react";
import { Checkbox, OverflowMenu, OverflowMenuItem, Select, SelectItem, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { api } from "@/api/fetching";
import { useSession } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "./Dialog";
import { formerViews, isShown, viewQuery, type SavedView, type SavedViewPage } from "./savedView";

export function SavedViews({ list }: { list: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const [editing, setEditing] = useState<SavedView | "new" | null>(null);
  const page = useQuery({
    queryKey: ["views", list], staleTime: 60_000,
    queryFn: async ({ signal }) => {
      // what this browser kept before goes to the server, once
      for (const former of formerViews(list)) {
        // the few there are, one after the other, so that the last answer has them all
        // oxlint-disable-next-line no-await-in-loop
        await api.post("/api/views", { list, ...former }).catch(() => undefined);
      }
      return api.get<SavedViewPage>("/api/views", { list }, signal);
    },
  });
  const views = page.data?.items ?? [];
  const shown = views.find((view) => isShown(view, search));
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || !page.data) return;
    opened.current = true;
    const first = page.data.items.find((view) => view.isDefault);
    if (first && search === "") void navigate(`${pathname}?${first.query}`, { replace: true });
  }, [page.data, search, pathname, navigate]);
  const place = (answer: SavedViewPage) => client.setQueryData(["views", list], { ...answer, items: answer.items.filter((view) => view.list === list) });

  function openWith(view: number | null) {
    api.put<SavedViewPage>("/api/views/default", { list, view }).then(place).catch(tellError);
  }
  function remove(view: SavedView) {
    api.delete(`/api/views/${view.id}`, { version: view.version }).then(() => {
      tell({ kind: "success", title: t("views.removed", { name: view.name }) });
      return client.invalidateQueries({ queryKey: ["views", list] });
    }).catch(tellError);
  }
  const own = shown?.own ? shown : undefined;
  return (
    <>
      <OverflowMenu aria-label={t("views")} iconDescription={shown ? t("views.shown", { name: shown.name }) : t("views")}
        renderIcon={() => (shown ? <BookmarkFilled size={16} /> : <Bookmark size={16} />)} size="sm">
        {[
          ...views.map((view) => (
            <OverflowMenuItem key={view.id} itemText={`${view === shown ? "✓ " : ""}${view.name}${view.own ? "" : ` (${view.owner})`}`}
              title={view.sharedWith ? t("views.sharedWith", { group: view.sharedWith }) : undefined}
              onClick={() => void navigate(`${pathname}?${view.query}`)} />
          )),
          <OverflowMenuItem key="save" hasDivider={views.length > 0} itemText={t("views.save")} onClick={() => setEditing("new")} />,
          ...(own ? [<OverflowMenuItem key="change" itemText={t("views.change")} onClick={() => setEditing(own)} />] : []),
          ...(shown ? [
            <OverflowMenuItem key="default" itemText={t(shown.isDefault ? "views.noDefault" : "views.makeDefault")}
              onClick={() => openWith(shown.isDefault ? null : shown.id)} />,
          ] : []),
          ...(own ? [<OverflowMenuItem key="remove" isDelete itemText={t("views.remove")} onClick={() => remove(own)} />] : []),
        ]}
      </OverflowMenu>
      {editing && <ViewDialog list={list} view={editing === "new" ? null : editing} query={viewQuery(search)} onClose={() => setEditing(null)} onDone={place} />}
    </>
  );
}

interface DialogProps {
  list: string;
  view: SavedView | null;
  query: string;
  onClose: () => void;
  onDone: (answer: SavedViewPage) => void;
}

function ViewDialog({ list, view, query, onClose, onDone }: DialogProps) {
  const { groups } = useSession();
  const [name, setName] = useState(view?.name ?? "");
  const [group, setGroup] = useState(view?.sharedWith ?? "");
  const [first, setFirst] = useState(view?.isDefault ?? false);
  const [tried, setTried] = useState(false);
  const shares = [...new Set([...groups, ...(group ? [group] : [])])];
  return (
    <Dialog title={t(view ? "views.change" : "views.save")} doText={t("save")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!name.trim()) return t("views.nameMissing");
        const body = { name: name.trim(), query, sharedWith: group || null };
        let answer = view
          ? await api.put<SavedViewPage>(`/api/views/${view.id}`, { ...body, version: view.version })
          : await api.post<SavedViewPage>("/api/views", { ...body, list, isDefault: first });
        if (view && first !== view.isDefault) answer = await api.put<SavedViewPage>("/api/views/default", { list, view: first ? view.id : null });
        onDone(answer);
      }}>
      <TextInput id="view-name" labelText={`${t("views.name")} *`} value={name} maxLength={80} invalid={tried && !name.trim()} invalidText={t("views.nameMissing")}
        onChange={(event) => setName(event.target.value)} />
      {shares.length > 0 && (
        <Select id="view-group" labelText={t("views.share")} value={group} onChange={(event) => setGroup(event.target.value)}>
          <SelectItem value="" text={t("views.private")} />
          {shares.map((one) => <SelectItem key={one} value={one} text={one} />)}
        </Select>
      )}
      <Checkbox id="view-default" labelText={t("views.opens")} checked={first} onChange={(_, { checked }) => setFirst(checked)} />
    </Dialog>
  );
}
