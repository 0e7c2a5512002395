// Everything that happened to an order and what is in it, newest first, by what one looks for.
import { Button } from "@carbon/react";
import { useDeferredValue, useMemo, useState } from "react";
import { number, t } from "@/i18n/t";
import { ActivityStream } from "@/parts/ActivityStream";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { isShown, type Show } from "./activityFilter";
import { useActivity } from "./data";

const SHOWN: { id: Show; key: "activity.all" | "activity.order" | "activity.changes" | "activity.people" }[] = [
  { id: "all", key: "activity.all" }, { id: "order", key: "activity.order" }, { id: "changes", key: "activity.changes" }, { id: "people", key: "activity.people" },
];

export function Activity({ order }: { order: string }) {
  const [show, setShow] = useState<Show>("order");
  const [words, setWords] = useState("");
  // the server looks through everything, also what is not on the page yet
  const found = useActivity(order, useDeferredValue(words.trim()));
  const entries = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const shown = useMemo(() => entries.filter((entry) => isShown(entry, show, words)), [entries, show, words]);
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Pausing label={t("loading")} />;
  const total = found.data.pages[0]?.total ?? 0;
  return (
    <>
      <div className="made__bar">
        <label className="field field--inline">
          <span className="field__label">{t("activity.show")}</span>
          <select value={show} onChange={(event) => setShow(event.target.value as Show)}>
            {SHOWN.map((one) => <option key={one.id} value={one.id}>{t(one.key)}</option>)}
          </select>
        </label>
        <label className="field field--inline field--text">
          <span className="field__label">{t("activity.search")}</span>
          <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
        <span className="muted" role="status">{t("activity.of", { n: number(shown.length), all: number(total) })}</span>
      </div>
      <ActivityStream entries={shown} />
      {found.hasNextPage && (
        <Button size="sm" kind="tertiary" className="activity__older" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("activity.older")}
        </Button>
      )}
    </>
  );
}
