// A list of the server's: it filters, sorts and pages; the URL says what is shown; keys move and open.
import { Button, OverflowMenu, OverflowMenuItem } from "@carbon/react";
import { Download, Edit, View } from "@carbon/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { useListLook } from "@/app/preferences";
import { useShortcuts } from "@/app/shortcuts";
import { tellError } from "@/app/toasts";
import { number, t, tn } from "@/i18n/t";
import { ColumnMenu } from "./ColumnMenu";
import { shownColumns } from "./columnChoice";
import { sized, usePins, WidthHandle } from "./columnWidths";
import { allLines, exportList } from "./exporting";
import { FilterBar, keptFilters, type Filter } from "./FilterBar";
import { nextSort, useListState } from "./listState";
import { useLiveRows } from "./liveRows";
import { Empty, ErrorNotice, Pausing } from "./Notices";
import { RowPreview, usePreviewKeys } from "./RowPreview";

/** Changes one value of a row where it stands. */
export interface CellEditor<Line> {
  /** Opens it on the row under the cursor. */
  key: string;
  label: (line: Line) => string;
  field: (line: Line, close: () => void) => ReactNode;
}

export interface Column<Line> {
  key: string;
  header: string;
  cell: (line: Line) => ReactNode;
  /** For the exported file. */
  text: (line: Line) => string;
  /** The server's name of the field to sort by; without it the column cannot be sorted. */
  sort?: string;
  /** Left out below 900 px. */
  wide?: boolean;
}

/** What is chosen of a list, over its pages. */
export interface Selection<Line> {
  has: (line: Line) => boolean;
  /** Which of the shown lines are chosen now. */
  change: (chosen: ReadonlySet<string>, lines: Line[]) => void;
  /** For lists of which all that match can be chosen, up to `most`; `choose` gets what the list asks the server for. */
  all?: { chosen: boolean; most: number; choose: (asked: Record<string, string | string[]>) => void };
}

interface Props<Line> {
  /** Names the query (`serviceOrders`), the saved views and the exported file. */
  name: string;
  path: string;
  label: string;
  columns: Column<Line>[];
  filters: Filter[];
  rowKey: (line: Line) => string;
  to: (line: Line) => string;
  /** What is asked for besides the filters. */
  fixed?: Record<string, string | string[]>;
  defaultSort?: string;
  sortable?: boolean;
  limit?: number;
  empty: { title: string; text: string };
  /** Shows a tick box before each row; `x` ticks the row under the cursor. */
  selection?: Selection<Line>;
  toolbar?: ReactNode;
  /** What can be changed in a row, by column. */
  editors?: Record<string, CellEditor<Line>>;
  /** The essentials of a row, shown beside the list with Space. */
  preview?: (line: Line) => { name: string; body: ReactNode };
}

// one component for all renderings: an icon that is made anew under the pointer swallows the click
const DownloadIcon = () => <Download size={16} />;

export function DataTable<Line>(props: Props<Line>) {
  const { name, path, filters, rowKey, to, fixed, defaultSort = "", sortable = true, limit = 50, selection } = props;
  const navigate = useNavigate();
  const [look, changeLook] = useListLook(name);
  const columns = shownColumns(props.columns, look);
  const pins = usePins(Math.min(look.pinned, columns.length), JSON.stringify([look, selection !== undefined]));
  const setWidth = (column: string, width: number | null) => {
    const { [column]: _, ...others } = look.widths;
    changeLook({ widths: width === null ? others : { ...others, [column]: width } });
  };
  const [state, change] = useListState(filters.map((filter) => filter.name), defaultSort);
  const [at, setAt] = useState<string | null>(null);
  const [pointed, setPointed] = useState(false);
  const [editing, setEditing] = useState<{ row: string; column: string } | null>(null);
  const editors: Record<string, CellEditor<Line>> = props.editors ?? NO_EDITORS;
  const body = useRef<HTMLTableSectionElement>(null);
  const anchor = useRef(-1);
  const asked: Record<string, string | string[]> = { ...fixed };
  for (const filter of filters) {
    const value = state.filters[filter.name];
    if (value) Object.assign(asked, filter.ask ? filter.ask(value) : { [filter.name]: value });
  }
  if (sortable && state.sort) asked.sort = state.sort;
  const page = useQuery({
    queryKey: [name, "list", path, asked, state.after, limit],
    queryFn: ({ signal }) => api.get<Page<Line>>(path, { ...asked, limit, after: state.after }, signal),
    placeholderData: keepPreviousData,
  });
  const question = JSON.stringify([path, asked, state.after]);
  const [answered, setAnswered] = useState(question);
  // while another question waits for its answer, the rows of the last one stand there
  if (!page.isPlaceholderData && answered !== question) setAnswered(question);
  const live = useLiveRows(page.isPlaceholderData ? answered : question, page.data?.items ?? NO_LINES, pointed || editing !== null, rowKey);
  const lines = live.lines as Line[];
  // the cursor stays on its row, wherever that goes
  const cursor = at === null ? -1 : lines.findIndex((line) => rowKey(line) === at);
  const move = (to: number) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, to))];
    if (line !== undefined) setAt(rowKey(line));
  };
  const edits = Object.entries(editors).filter(([column]) => columns.some(({ key }) => key === column));
  useShortcuts({
    ...(at !== null && cursor >= 0 ? Object.fromEntries(edits.map(([column, { key }]) => [key, () => setEditing({ row: at, column })])) : {}),
    j: () => move(cursor + 1),
    k: () => move(cursor - 1),
    Enter: () => {
      const line = lines[cursor];
      if (line !== undefined && !(document.activeElement instanceof HTMLButtonElement)) void navigate(to(line));
    },
    x: () => {
      const line = lines[cursor];
      if (line !== undefined && selection) toggle(line);
    },
  });
  const [previews, setPreviews] = useState(false);
  const under = lines[cursor];
  const previewed = previews && under !== undefined && props.preview ? props.preview(under) : null;
  usePreviewKeys({
    open: previewed !== null, on: props.preview !== undefined && under !== undefined,
    toggle: () => setPreviews(!previews), close: () => setPreviews(false), move: (by) => move(cursor + by),
  });
  useEffect(() => {
    const row = at === null ? undefined : [...(body.current?.rows ?? [])].find((each) => each.dataset.key === at);
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  }, [at]);
  const ticked = (): Set<string> => new Set(selection ? lines.filter(selection.has).map(rowKey) : []);
  function toggle(line: Line, range = false) {
    if (!selection) return;
    const chosen = ticked();
    const at = lines.indexOf(line);
    const on = !chosen.has(rowKey(line));
    const from = range && anchor.current >= 0 ? anchor.current : at;
    for (const each of lines.slice(Math.min(from, at), Math.max(from, at) + 1)) {
      if (on) chosen.add(rowKey(each));
      else chosen.delete(rowKey(each));
    }
    anchor.current = at;
    selection.change(chosen, lines);
  }
  function download(kind: "csv" | "xlsx") {
    const wanted = columns.map((column) => ({ header: column.header, text: column.text }));
    void allLines<Line>(path, asked).then((all) => exportList(kind, name, wanted, all)).catch(tellError);
  }
  function closeEditor() {
    setEditing(null);
    body.current?.querySelector<HTMLElement>(".table__at a")?.focus({ preventScroll: true });
  }
  const ticks = selection ? 1 : 0;
  const pageChosen = selection !== undefined && lines.length > 0 && lines.every(selection.has);
  const all = selection?.all;
  const filtered = Object.keys(state.filters).length > Object.keys(keptFilters(filters, state.filters)).length;
  return (
    <section className={previewed ? "list list--previews" : "list"} aria-label={props.label}>
      <div className="list__bar">
        <FilterBar list={name} filters={filters} values={state.filters} onChange={(next) => change({ filters: next })} error={page.error} />
        <div className="list__tools">
          {props.toolbar}
          {props.preview && lines.length > 0 && (
            <Button size="sm" kind="ghost" hasIconOnly renderIcon={View} iconDescription={t("preview.toggle")} aria-pressed={previewed !== null}
              onClick={() => { setPreviews(previewed === null); move(Math.max(0, cursor)); }} />
          )}
          <ColumnMenu columns={props.columns} look={look} change={changeLook} />
          <OverflowMenu aria-label={t("export")} iconDescription={t("export")} renderIcon={DownloadIcon} size="sm" flipped>
            <OverflowMenuItem itemText={t("export.csv")} onClick={() => download("csv")} />
            <OverflowMenuItem itemText={t("export.xlsx")} onClick={() => download("xlsx")} />
          </OverflowMenu>
        </div>
      </div>
      {page.isPending && <Pausing label={t("loading")} />}
      {page.error && <ErrorNotice error={page.error} retry={() => void page.refetch()} />}
      {page.data && lines.length === 0 && (
        filtered ? (
          <Empty title={t("list.noMatch")} text={t("list.noMatchText")}>
            <Button size="sm" kind="tertiary" onClick={() => change({ filters: keptFilters(filters, state.filters) })}>{t("list.clear")}</Button>
          </Empty>
        ) : <Empty {...props.empty} />
      )}
      {all && pageChosen && page.data && page.data.total > lines.length && (
        <p className="list__all" role="status">
          {all.chosen ? t("select.allChosen") : t("select.pageChosen", { n: number(lines.length) })}{" "}
          {!all.chosen && (page.data.total > all.most
            ? <span className="muted">{t("select.allTooMany", { n: number(all.most) })}</span>
            : <Button size="sm" kind="ghost" onClick={() => all.choose(asked)}>{t("select.all", { n: number(page.data.total) })}</Button>)}
        </p>
      )}
      {lines.length > 0 && (
        <div onPointerEnter={(event) => setPointed(event.pointerType === "mouse")} onPointerLeave={() => setPointed(false)}>
        <div className="scroller" aria-busy={page.isFetching}>
          <table className={classes("table", look.density === "compact" && "table--compact", look.pinned > 0 && "table--pinned")}>
            <caption className="hidden">{props.label}</caption>
            <thead>
              <tr ref={pins.head}>
                {selection && (
                  <th scope="col" className="table__tick" style={pins.pin(0)}>
                    <input type="checkbox" aria-label={t("select.page")} checked={pageChosen}
                      onChange={() => selection.change(new Set(pageChosen ? [] : lines.map(rowKey)), lines)} />
                  </th>
                )}
                {columns.map((column, place) => (
                  <Head key={column.key} column={column} sort={state.sort} width={look.widths[column.key]} onWidth={(width) => setWidth(column.key, width)}
                    style={{ ...sized(look.widths[column.key]), ...pins.pin(place + ticks), ...(place < look.pinned ? { zIndex: 3 } : {}) }}
                    onSort={sortable && column.sort ? (field) => change({ sort: nextSort(state.sort, field) }) : undefined} />
                ))}
              </tr>
            </thead>
            <tbody ref={body}>
              {lines.map((line, i) => (
                // the link in the row is what the keyboard uses
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
                <tr key={rowKey(line)} data-key={rowKey(line)} className={classes(i === cursor && "table__at",
                  live.changed.has(rowKey(line)) && "table__changed", live.gone.has(rowKey(line)) && "table__gone")}
                  onClick={(event) => {
                    if ((event.target as HTMLElement).closest("a,button,input,label,form") || getSelection()?.toString()) return;
                    if (previewed) move(i);
                    else void navigate(to(line));
                  }}>
                  {selection && (
                    <td className="table__tick" style={pins.pin(0)}>
                      <input type="checkbox" aria-label={`${t("select")} ${rowKey(line)}`} checked={selection.has(line)}
                        onChange={(event) => toggle(line, (event.nativeEvent as MouseEvent).shiftKey)} />
                    </td>
                  )}
                  {columns.map((column, place) => (
                    <td key={column.key} className={column.wide ? "wide" : undefined} style={{ ...sized(look.widths[column.key]), ...pins.pin(place + ticks) }}>
                      <Cell column={column} line={line} editor={editors[column.key]}
                        open={editing?.row === rowKey(line) && editing.column === column.key}
                        onOpen={() => { setAt(rowKey(line)); setEditing({ row: rowKey(line), column: column.key }); }} onClose={closeEditor} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {/* over the list, not in it: it moves no row */}
        {live.waiting + live.gone.size > 0 && (
          <div className="list__live">
            <p role="status">{[live.waiting > 0 && tn("list.new", live.waiting), live.gone.size > 0 && tn("list.gone", live.gone.size)].filter(Boolean).join(" ")}</p>
            <Button size="sm" onClick={live.show}>{t("list.show")}</Button>
          </div>
        )}
        </div>
      )}
      {page.data && lines.length > 0 && (
        <div className="list__foot">
          <span role="status">{t("list.total", { n: number(page.data.total) })}</span>
          <span className="list__pages">
            {state.after && <Button size="sm" kind="ghost" onClick={() => change({ after: null })}>{t("list.first")}</Button>}
            <Button size="sm" kind="ghost" disabled={!page.data.next} onClick={() => { change({ after: page.data?.next ?? null }); setAt(null); }}>
              {t("list.next")}
            </Button>
          </span>
        </div>
      )}
      {previewed && under !== undefined && (
        <RowPreview name={previewed.name} to={to(under)} onClose={() => setPreviews(false)}>{previewed.body}</RowPreview>
      )}
    </section>
  );
}

const NO_LINES: never[] = [];
const NO_EDITORS = {};

const classes = (...names: (string | false)[]) => names.filter(Boolean).join(" ") || undefined;

function Cell<Line>({ column, line, editor, open, onOpen, onClose }: {
  column: Column<Line>; line: Line; editor?: CellEditor<Line>; open: boolean; onOpen: () => void; onClose: () => void;
}) {
  if (!editor) return column.cell(line);
  if (open) return editor.field(line, onClose);
  return (
    <span className="table__editable">
      {column.cell(line)}
      <button type="button" className="table__edit" aria-label={editor.label(line)} title={editor.label(line)} onClick={onOpen}><Edit size={16} /></button>
    </span>
  );
}

function Head<Line>({ column, sort, onSort, style, width, onWidth }: {
  column: Column<Line>; sort: string; onSort?: (field: string) => void; style: CSSProperties; width?: number; onWidth: (width: number | null) => void;
}) {
  const field = column.sort;
  const wide = column.wide ? "wide" : undefined;
  const edge = <WidthHandle header={column.header} width={width} onWidth={onWidth} />;
  if (!onSort || !field) return <th scope="col" className={wide} style={style}>{column.header}{edge}</th>;
  const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : "none";
  return (
    <th scope="col" className={wide} aria-sort={order} style={style}>
      <button type="button" className="table__sort" onClick={() => onSort(field)}>
        {column.header}<span aria-hidden="true">{order === "ascending" ? "↑" : order === "descending" ? "↓" : "↕"}</span>
      </button>
      {edge}
    </th>
  );
}
