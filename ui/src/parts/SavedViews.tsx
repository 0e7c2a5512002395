// The saved views of a list: one's own and those of one's groups, kept on the server; one of them may open the list.
import { Bookmark, BookmarkFilled } from "@carbon/icons-react";
import { OverflowMenu, OverflowMenuItem, Select, SelectItem, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { api } from "@/api/fetching";
import { useSession } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Choices } from "./Choices";
import { Dialog } from "./Dialog";
import { roleName, ROLES } from "./roles";
import { formerViews, isShown, viewName, viewQuery, type SavedView, type SavedViewPage } from "./savedView";

// the same components at each rendering: an icon that is made anew under the pointer swallows the click
const Shown = () => <BookmarkFilled size={16} />;
const Kept = () => <Bookmark size={16} />;

export function SavedViews({ list }: { list: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const [editing, setEditing] = useState<SavedView | "new" | null>(null);
  const [giving, setGiving] = useState<SavedView | null>(null);
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
      tell({ kind: "success", title: t("views.removed", { name: viewName(view) }) });
      return client.invalidateQueries({ queryKey: ["views", list] });
    }).catch(tellError);
  }
  function asForRoles() {
    api.delete<SavedViewPage>("/api/views/default", { list }).then(place).catch(tellError);
  }
  const own = shown?.own ? shown : undefined;
  const chose = page.data?.ownDefault.some((one) => one === list) ?? false;
  const forRoles = shown && page.data?.maySetForRoles && (shown.supplied !== null || shown.sharedRole !== null);
  return (
    <>
      <OverflowMenu aria-label={t("views")} iconDescription={shown ? t("views.shown", { name: viewName(shown) }) : t("views")}
        renderIcon={shown ? Shown : Kept} size="sm">
        {[
          ...views.map((view) => (
            <OverflowMenuItem key={view.id} itemText={`${view === shown ? "✓ " : ""}${viewName(view)}${view.own || view.supplied ? "" : ` (${view.owner})`}`}
              title={view.sharedWith ? t("views.sharedWith", { group: view.sharedWith }) : view.sharedRole ? t("views.sharedWith", { group: roleName(view.sharedRole) }) : undefined}
              onClick={() => void navigate(`${pathname}?${view.query}`)} />
          )),
          <OverflowMenuItem key="save" hasDivider={views.length > 0} itemText={t("views.save")} onClick={() => setEditing("new")} />,
          ...(own ? [<OverflowMenuItem key="change" itemText={t("views.change")} onClick={() => setEditing(own)} />] : []),
          ...(shown ? [
            <OverflowMenuItem key="default" itemText={t(shown.isDefault ? "views.noDefault" : "views.makeDefault")}
              onClick={() => openWith(shown.isDefault ? null : shown.id)} />,
          ] : []),
          ...(chose ? [<OverflowMenuItem key="asRole" itemText={t("views.asRole")} onClick={asForRoles} />] : []),
          ...(forRoles ? [<OverflowMenuItem key="roles" itemText={t("views.forRoles")} onClick={() => setGiving(shown)} />] : []),
          ...(own ? [<OverflowMenuItem key="remove" isDelete itemText={t("views.remove")} onClick={() => remove(own)} />] : []),
        ]}
      </OverflowMenu>
      {editing && (
        <ViewDialog list={list} view={editing === "new" ? null : editing} query={viewQuery(search)} mayShare={page.data?.maySetForRoles ?? false}
          onClose={() => setEditing(null)} onDone={place} />
      )}
      {giving && <RolesDialog list={list} view={giving} onClose={() => setGiving(null)} onDone={place} />}
    </>
  );
}

/** For which roles a list opens with a view; each change is one request, and what was chosen before is shown. */
function RolesDialog({ list, view, onClose, onDone }: { list: string; view: SavedView; onClose: () => void; onDone: (answer: SavedViewPage) => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(view.defaultOf));
  const roles = view.sharedRole ? [view.sharedRole] : ROLES;
  return (
    <Dialog title={t("views.forRolesTitle", { name: viewName(view) })} lead={<p>{t("views.forRolesLead")}</p>} doText={t("save")} onClose={onClose}
      onDo={async () => {
        for (const role of roles) {
          const [was, is] = [view.defaultOf.some((one) => one === role), chosen.has(role)];
          if (was === is) continue;
          // few, and the last answer has them all
          // oxlint-disable-next-line no-await-in-loop
          onDone(await api.put<SavedViewPage>("/api/views/roleDefault", { list, role, view: is ? view.id : null }));
        }
      }}>
      <Choices legend={t("profile.roles")} names={roles} text={roleName} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}

interface DialogProps {
  list: string;
  view: SavedView | null;
  query: string;
  /** The person may share views with a role. */
  mayShare: boolean;
  onClose: () => void;
  onDone: (answer: SavedViewPage) => void;
}

function ViewDialog({ list, view, query, mayShare, onClose, onDone }: DialogProps) {
  const { groups } = useSession();
  const [name, setName] = useState(view?.name ?? "");
  const [who, setWho] = useState(view?.sharedWith ? `group:${view.sharedWith}` : view?.sharedRole ? `role:${view.sharedRole}` : "");
  const [first, setFirst] = useState(view?.isDefault ?? false);
  const [tried, setTried] = useState(false);
  const shares = [
    ...new Set([...groups, ...(view?.sharedWith ? [view.sharedWith] : [])].map((one) => `group:${one}`)),
    ...(mayShare ? ROLES : view?.sharedRole ? [view.sharedRole] : []).map((one) => `role:${one}`),
  ];
  return (
    <Dialog title={t(view ? "views.change" : "views.save")} doText={t("save")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!name.trim()) return t("views.nameMissing");
        const body = { name: name.trim(), query, sharedWith: who.startsWith("group:") ? who.slice(6) : null, sharedRole: who.startsWith("role:") ? who.slice(5) : null };
        let answer = view
          ? await api.put<SavedViewPage>(`/api/views/${view.id}`, { ...body, version: view.version })
          : await api.post<SavedViewPage>("/api/views", { ...body, list, isDefault: first });
        if (view && first !== view.isDefault) answer = await api.put<SavedViewPage>("/api/views/default", { list, view: first ? view.id : null });
        onDone(answer);
      }}>
      <TextInput id="view-name" labelText={`${t("views.name")} *`} value={name} maxLength={80} invalid={tried && !name.trim()} invalidText={t("views.nameMissing")}
        onChange={(event) => setName(event.target.value)} />
      {shares.length > 0 && (
        <Select id="view-group" labelText={t("views.share")} value={who} onChange={(event) => setWho(event.target.value)}>
          <SelectItem value="" text={t("views.private")} />
          {shares.map((one) => <SelectItem key={one} value={one} text={one.startsWith("role:") ? t("views.role", { role: roleName(one.slice(5)) }) : one.slice(6)} />)}
        </Select>
      )}
      <label className="check"><input type="checkbox" checked={first} onChange={(event) => setFirst(event.target.checked)} /> {t("views.opens")}</label>
    </Dialog>
  );
}
