// The frame of every page: header, navigation, palette, shortcuts, messages.
import { Alarm, Asleep, Catalog, Dashboard, DataBase, DocumentRequirements, Flag, Home, Keyboard, Light, Logout, Menu, Network_2, Notification, OrderDetails, Rule, Search, Task,
  User, UserAdmin, UserMultiple, WarningAlt } from "@carbon/icons-react";
import { OverflowMenu, OverflowMenuItem } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { NavLink, Outlet, useLocation, useNavigate } from "react-router";
import { startLive, useConnection } from "@/api/live";
import { t, type Key } from "@/i18n/t";
import { Pausing } from "@/parts/Notices";
import { Bell } from "./Bell";
import { Palette } from "./Palette";
import type { Finding } from "./palette";
import { signOut, useSession } from "./session";
import { isTyping, useShortcuts } from "./shortcuts";
import { chooseTheme, useDark } from "./theme";
import { Toasts } from "./toasts";

/** The main pages; a page that belongs in the navigation gets a line here and a route in App.tsx. */
export const PLACES: { to: string; text: Key; icon: typeof Home; keys: string; permission?: string }[] = [
  { to: "/", text: "nav.home", icon: Home, keys: "g h" },
  { to: "/dashboard", text: "nav.dashboard", icon: Dashboard, keys: "g d" },
  { to: "/orders", text: "nav.orders", icon: OrderDetails, keys: "g o" },
  { to: "/tasks", text: "nav.tasks", icon: Task, keys: "g t" },
  { to: "/enrichment", text: "nav.enrichment", icon: DocumentRequirements, keys: "g e" },
  { to: "/fallouts", text: "nav.fallouts", icon: WarningAlt, keys: "g f" },
  { to: "/attention", text: "nav.attention", icon: Flag, keys: "g a" },
  { to: "/jeopardy", text: "nav.jeopardy", icon: Alarm, keys: "g j" },
  { to: "/inventory", text: "nav.inventory", icon: DataBase, keys: "g i" },
  { to: "/catalog", text: "nav.catalog", icon: Catalog, keys: "g c" },
  { to: "/systems", text: "nav.systems", icon: Network_2, keys: "g s", permission: "task:read" },
  { to: "/rules", text: "nav.rules", icon: Rule, keys: "g u", permission: "task:manage" },
  { to: "/groups", text: "nav.groups", icon: UserMultiple, keys: "g r", permission: "task:manage" },
  { to: "/notifications", text: "nav.notifications", icon: Notification, keys: "g n", permission: "user:admin" },
  { to: "/admin", text: "nav.admin", icon: UserAdmin, keys: "g m", permission: "user:admin" },
];

const ShortcutHelp = lazy(() => import("./ShortcutHelp").then((module) => ({ default: module.ShortcutHelp })));
const UserIcon = () => <User size={20} />;

export function Shell() {
  const session = useSession();
  const { permissions } = session;
  const places = useMemo(() => PLACES.filter(({ permission }) => !permission || permissions.includes(permission)), [permissions]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const dark = useDark();
  const connection = useConnection();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => startLive(client), [client]);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    setOpen(false);
    // a new page is announced by its heading; not when the page put the focus somewhere itself
    const heading = main.current?.querySelector("h1");
    if (heading && !main.current?.contains(document.activeElement)) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }, [pathname]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette((shown) => !shown);
      } else if (event.key === "/" && !isTyping(event) && !event.defaultPrevented) {
        event.preventDefault();
        (document.querySelector<HTMLInputElement>("main input[type=search], main [role=searchbox]") ?? null)?.focus();
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  useShortcuts({
    ...Object.fromEntries(places.map((place) => [place.keys, () => void navigate(place.to)])),
    "?": () => setHelp(true),
  });
  const commands = useMemo<Finding[]>(
    () => [
      ...places.map((place) => ({ id: place.to, label: t(place.text), hint: place.keys, group: "commands", to: place.to })),
      { id: "/orderTasks", label: t("orderTasks"), group: "commands", to: "/orderTasks" },
      { id: "/allTasks", label: t("allTasks.title"), group: "commands", to: "/allTasks" },
      { id: "/work", label: t("board.machineWork"), group: "commands", to: "/work" },
      ...(permissions.includes("user:admin") ? (["roles", "keys", "audit"] as const).map((name) => ({ id: `/admin/${name}`, label: t(`admin.${name}`), group: "commands", to: `/admin/${name}` })) : []),
      { id: "profile", label: t("profile.title"), group: "commands", to: "/profile" },
      { id: "light", label: t("theme.light"), group: "commands", run: () => chooseTheme("light") },
      { id: "dark", label: t("theme.dark"), group: "commands", run: () => chooseTheme("dark") },
      { id: "system", label: t("theme.system"), group: "commands", run: () => chooseTheme("system") },
      { id: "help", label: t("help.title"), hint: "?", group: "commands", run: () => setHelp(true) },
      { id: "docs", label: t("nav.api"), group: "commands", run: () => location.assign("/docs") },
      { id: "out", label: t("session.out"), group: "commands", run: () => void signOut() },
    ],
    [places, permissions],
  );
  return (
    <div className={open ? "shell shell--open" : "shell"}>
      <a className="skip" href="#content">{t("skip")}</a>
      <header className="shell__header">
        <button type="button" className="shell__icon shell__menu" aria-label={t("nav.toggle")} aria-expanded={open}
          onClick={() => setOpen(!open)}><Menu size={20} /></button>
        <NavLink to="/" className="shell__brand"><img src="/favicon.svg" alt="" width="22" height="22" />Trunkline</NavLink>
        <button type="button" className="shell__search" onClick={() => setPalette(true)} aria-keyshortcuts="Control+K">
          <Search size={16} /><span>{t("palette.placeholder")}</span><kbd>Ctrl K</kbd>
        </button>
        <Bell />
        <button type="button" className="shell__icon shell__help" aria-label={t("help.title")} title={t("help.title")}
          onClick={() => setHelp(true)}><Keyboard size={20} /></button>
        <button type="button" className="shell__icon" aria-label={dark ? t("theme.light") : t("theme.dark")}
          title={dark ? t("theme.light") : t("theme.dark")} onClick={() => chooseTheme(dark ? "light" : "dark")}>
          {dark ? <Light size={20} /> : <Asleep size={20} />}
        </button>
        <OverflowMenu className="shell__user" aria-label={t("session.menu")} iconDescription={session.fullName || session.name}
          renderIcon={UserIcon} flipped size="lg" menuOptionsClass="shell__usermenu">
          <OverflowMenuItem itemText={t("session.as", { name: session.name })} disabled />
          <OverflowMenuItem itemText={t("profile.title")} onClick={() => void navigate("/profile")} />
          <OverflowMenuItem itemText={t("theme.system")} onClick={() => chooseTheme("system")} />
          <OverflowMenuItem itemText={t("session.out")} hasDivider onClick={() => void signOut()} />
        </OverflowMenu>
      </header>
      <nav className="shell__nav" aria-label={t("nav.label")}>
        {places.map(({ to, text, icon: Icon }) => (
          <NavLink key={to} to={to} end={to === "/"} className="shell__place" title={t(text)}>
            <Icon size={18} aria-hidden /><span>{t(text)}</span>
          </NavLink>
        ))}
        <span className="shell__spring" />
        <button type="button" className="shell__place" onClick={() => void signOut()} title={t("session.out")}>
          <Logout size={18} aria-hidden /><span>{t("session.out")}</span>
        </button>
      </nav>
      <main id="content" ref={main} className="shell__main" tabIndex={-1}>
        {connection === "lost" && <p className="shell__lost" role="status">{t("live.lost")}</p>}
        <Suspense fallback={<Pausing label={t("loading")} />}><Outlet /></Suspense>
      </main>
      <Toasts />
      {palette && <Palette commands={commands} onClose={() => setPalette(false)} />}
      {help && <Suspense fallback={null}><ShortcutHelp onClose={() => setHelp(false)} /></Suspense>}
    </div>
  );
}
