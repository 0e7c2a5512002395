// Fallouts as a board by state: moved by dragging or from the menu of a card, and only where the server lets them go.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Fallout, FalloutDetail, Page } from "@/api/types";
import { useSession } from "@/app/session";
import { tellError } from "@/app/toasts";
import { number, t, tn } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look } from "@/states";
import { COLUMNS, movesOf, type Move } from "./board";
import { useFalloutCall } from "./calls";
import { ResolveDialog } from "./ResolveDialog";

const SHOWN = 50;

interface Going {
  detail: FalloutDetail;
  move: Move;
}

export function FalloutBoard() {
  const client = useQueryClient();
  const [held, setHeld] = useState<FalloutDetail | null>(null);
  const [going, setGoing] = useState<Going | null>(null);
  const [said, setSaid] = useState("");
  const read = (key: string) => client.fetchQuery({ queryKey: ["fallout", key], queryFn: () => api.get<FalloutDetail>(`/api/fallouts/${key}`), staleTime: 0 });
  const ended = (was: string) => (after: FalloutDetail | undefined) => {
    setGoing(null);
    if (after && after.fallout.state !== was) setSaid(t("board.moved", { number: after.fallout.number, state: look("fallout", after.fallout.state).label }));
    void client.invalidateQueries({ queryKey: ["fallouts"] });
  };
  const drop = (column: string) => {
    const move = held && movesOf(held).find((one) => one.to === column);
    if (held && move) setGoing({ detail: held, move });
    setHeld(null);
  };
  const open = held ? new Set(movesOf(held).map((one) => one.to)) : null;
  return (
    <>
      <p className="muted small">{t("board.lead")}</p>
      <p className="cds--visually-hidden" aria-live="polite" data-said>{said}</p>
      <div className="board">
        {COLUMNS.map((state) => (
          <Column key={state} state={state} open={open?.has(state) ?? false} onDrop={() => drop(state)}
            onHold={(key) => void read(key).then(setHeld, tellError)} onLetGo={() => setHeld(null)} read={read} onMove={(detail, move) => setGoing({ detail, move })} />
        ))}
      </div>
      {going && <Carry key={going.detail.fallout.number} {...going} onEnd={ended(going.detail.fallout.state)} />}
    </>
  );
}

interface ColumnProps {
  state: string;
  /** The card that is dragged may be let go here. */
  open: boolean;
  onDrop: () => void;
  onHold: (key: string) => void;
  onLetGo: () => void;
  read: (key: string) => Promise<FalloutDetail>;
  onMove: (detail: FalloutDetail, move: Move) => void;
}

function Column({ state, open, onDrop, onHold, onLetGo, read, onMove }: ColumnProps) {
  const page = useQuery({
    queryKey: ["fallouts", "board", state],
    queryFn: ({ signal }) => api.get<Page<Fallout>>("/api/fallouts", { state, limit: SHOWN }, signal),
  });
  const label = look("fallout", state).label;
  const over = (event: DragEvent) => { if (open) event.preventDefault(); };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={open ? "board__column board__column--open" : "board__column"} aria-label={label} data-state={state} onDragOver={over} onDrop={onDrop}>
      <h2><StateTag family="fallout" state={state} /> <Link to={`/fallouts?state=${state}`} aria-label={t("board.all", { state: label, n: page.data ? number(page.data.total) : "" })}>{page.data ? number(page.data.total) : ""}</Link></h2>
      {page.isPending && <Pausing label={t("loading")} />}
      {page.error && <ErrorNotice error={page.error} retry={() => void page.refetch()} />}
      {page.data?.items.length === 0 && <p className="muted small">{t("board.empty")}</p>}
      <ul>
        {page.data?.items.map((fallout) => (
          // what dragging does the menu of the card does by keyboard
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li key={fallout.number} className="board__card" draggable onDragStart={(event) => { event.dataTransfer.setData("text/plain", fallout.number); onHold(fallout.number); }} onDragEnd={onLetGo}>
            <p><Link to={`/fallouts/${fallout.number}`} draggable={false}>{fallout.number}</Link> <span className="muted small">{t("priority")} {fallout.priority}</span></p>
            <p className="twolines" title={fallout.message}>{fallout.message}</p>
            <p className="muted small">{[fallout.assignee ?? fallout.assignmentGroup ?? t("task.nobody"), fallout.customerName].filter(Boolean).join(" · ")} · <When at={fallout.raisedAt} relative /></p>
            <Mover fallout={fallout} read={read} onMove={onMove} />
          </li>
        ))}
      </ul>
      {page.data && page.data.total > SHOWN && <Link to={`/fallouts?state=${state}`}>{tn("board.more", page.data.total - SHOWN)}</Link>}
    </section>
  );
}

/** The menu of a card: asks the server what is possible when it is opened, and offers nothing else. */
function Mover({ fallout, read, onMove }: { fallout: Fallout } & Pick<ColumnProps, "read" | "onMove">) {
  const [detail, setDetail] = useState<FalloutDetail | null>(null);
  const moves = detail ? movesOf(detail) : [];
  if (!detail) {
    return <button type="button" className="linkish" aria-label={t("board.moveOf", { number: fallout.number })} onClick={() => void read(fallout.number).then(setDetail, tellError)}>{t("board.move")}</button>;
  }
  return (
    <div className="board__moves" role="group" aria-label={t("board.moveOf", { number: fallout.number })}>
      {moves.length === 0 && <span className="muted small" role="status">{t("board.nowhere")}</span>}
      {moves.map((move, i) => (
        <button key={move.to} type="button" className="linkish" ref={i === 0 ? focusOnce : undefined} onClick={() => { setDetail(null); onMove(detail, move); }}>→ {look("fallout", move.to).label}</button>
      ))}
      <button type="button" className="linkish" onClick={() => setDetail(null)}>{t("cancel")}</button>
    </div>
  );
}

const focusOnce = (button: HTMLButtonElement | null) => button?.focus();

/** Carries a move out, with a dialog for what must be said. */
function Carry({ detail, move, onEnd }: Going & { onEnd: (after?: FalloutDetail) => void }) {
  const call = useFalloutCall(detail);
  const session = useSession();
  const client = useQueryClient();
  const { number: key } = detail.fallout;
  const begun = useRef(false);
  const now = () => client.fetchQuery({ queryKey: ["fallout", key], queryFn: () => api.get<FalloutDetail>(`/api/fallouts/${key}`), staleTime: 0 });
  const after = () => void now().then(onEnd, () => onEnd());
  useEffect(() => {
    if (begun.current || move.verb === "resolve" || move.verb === "askInformation") return;
    begun.current = true; // once, whatever is drawn anew
    const done = move.verb === "take" ? call("assign", { assignee: session.name }) : call("resume", { answer: null });
    done.then(onEnd, (error: unknown) => { tellError(error); onEnd(); });
  });
  if (move.verb === "resolve") return <ResolveDialog detail={detail} onClose={after} />;
  if (move.verb === "askInformation") {
    return (
      <ReasonDialog title={t("verb.askInformation")} noteLabel={t("task.question")} doText={t("task.ask")} onClose={after}
        onDo={({ note }) => call("askInformation", { question: note })} />
    );
  }
  return null;
}
