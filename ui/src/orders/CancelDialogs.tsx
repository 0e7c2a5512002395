// Cancelling an order: asked with a reason and a look at what it would do; then granted, in part too, or declined.
import { InlineLoading, InlineNotification, TextArea } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { errorText, tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { StateTag } from "@/parts/StateTag";

type Preview = Schemas["CancellationPreview"];

const address = (number: string, rest: string) => `/api/serviceOrders/${number}/${rest}`;

/** What cancelling these items would do now; none: all that have not ended. */
function usePreview(number: string, items: number[] | null) {
  const query = items === null ? "" : `?${items.map((n) => `items=${n}`).join("&")}`;
  return useQuery({
    queryKey: ["cancellation", number, items],
    queryFn: () => api.get<Preview>(address(number, `cancellation${query}`)),
    staleTime: 0,
    enabled: items === null || items.length > 0,
  });
}

function useRefresh(number: string) {
  const client = useQueryClient();
  return async () => {
    for (const noun of ["serviceOrder", "holds", "why", "plan", "planSkipped", "history", "domainOrders"]) {
      await client.invalidateQueries({ queryKey: [noun, number] });
    }
    void client.invalidateQueries({ queryKey: ["holds"] });
    void client.invalidateQueries({ queryKey: ["serviceOrders"] });
  };
}

function Effects({ seen, error }: { seen: Preview | undefined; error: unknown }) {
  if (error) return <InlineNotification kind="error" lowContrast hideCloseButton title={errorText(error).title} subtitle={errorText(error).text} />;
  if (!seen) return <InlineLoading description={t("loading")} />;
  if (seen.unbegun) return <p>{t("cancel.unbegun")}</p>;
  const lines = [
    t("cancel.withdrawn", { n: seen.withdrawnTotal }),
    seen.calledOff.length > 0 && t("cancel.calledOff", { n: seen.calledOff.length, names: names(seen.calledOff) }),
    seen.takenAway.length > 0 && t("cancel.takenAway", { n: seen.takenAway.length, names: names(seen.takenAway) }),
    seen.undoneTotal > 0 && t("cancel.undone", { n: seen.undoneTotal, names: names(seen.undone.filter((one) => one.undo).map((one) => ({ name: one.undo ?? "" }))) }),
  ].filter((line): line is string => typeof line === "string");
  const against = seen.items.flatMap((item) => item.obstacles.map((problem) => ({ ...problem, item: item.itemId, about: problem.item })));
  return (
    <>
      <ul className="cds--list--unordered">{lines.map((line) => <li key={line} className="cds--list__item">{line}</li>)}</ul>
      {against.length > 0 && (
        <InlineNotification kind="warning" lowContrast hideCloseButton title={t("cancel.against")}>
          <ul>
            {against.slice(0, 20).map((one) => (
              <li key={`${one.item}${one.about}${one.what}`}>{t("cancel.obstacle", { item: one.item, about: one.about ?? "", what: one.what ?? "", action: one.action ?? "" })}</li>
            ))}
          </ul>
        </InlineNotification>
      )}
    </>
  );
}

function names(of: readonly { name: string }[]): string {
  const first = of.slice(0, 5).map((one) => one.name).join(", ");
  return of.length > 5 ? `${first}, …` : first;
}

interface Props {
  number: string;
  onClose: () => void;
}

/** Asks to cancel the order; who may decides afterwards. */
export function RequestCancellationDialog({ number, onClose }: Props) {
  const seen = usePreview(number, null);
  const refresh = useRefresh(number);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <Dialog title={t("cancel.request", { number })} lead={<p>{t("cancel.requestLead")}</p>} doText={t("verb.requestCancellation")} backText={t("cancel.back")} danger onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!reason.trim()) return t("reason.noteMissing");
        await api.post(address(number, "cancel"), { reason: reason.trim() });
        await refresh();
        tell({ kind: "success", title: t("cancel.requested", { number }) });
      }}>
      <Effects seen={seen.data} error={seen.error} />
      <TextArea id="cancel-reason" labelText={`${t("reason.note")} *`} rows={3} value={reason} invalid={tried && !reason.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}

/** Grants what was asked for, or of it the items that are ticked. */
export function GrantCancellationDialog({ number, onClose }: Props) {
  const whole = usePreview(number, null);
  const refresh = useRefresh(number);
  const asked = useQuery({
    queryKey: ["cancellations", number], staleTime: 0,
    queryFn: () => api.get<Schemas["CancellationsBody"]>(address(number, "cancellations")),
  });
  const items = whole.data?.items ?? [];
  // what was asked for is ticked at first: what is previewed is what is granted
  const wanted = asked.data?.items.find((one) => one.decidedAt === null)?.items;
  const [chosen, setChosen] = useState<number[] | null>(null);
  const ticked = chosen ?? items.map((item) => item.n).filter((n) => !wanted || wanted.includes(n));
  const part = usePreview(number, ticked.length === items.length ? null : ticked);
  const nothing = items.length > 0 && ticked.length === 0;
  return (
    <Dialog title={t("cancel.grant", { number })} lead={<p>{t("cancel.grantLead")}</p>} doText={t("verb.grantCancellation")} danger onClose={onClose}
      onDo={async () => {
        if (nothing) return t("cancel.chooseItem");
        if (!part.data || !asked.data) return t("loading");
        if (!part.data.possible) return t("cancel.impossible");
        await api.post(address(number, "cancellation/decide"), { granted: true, items: ticked });
        await refresh();
        tell({ kind: "success", title: t("cancel.granted", { number }) });
      }}>
      {items.length > 1 && (
        <fieldset className="choices">
          <legend>{t("cancel.items")}</legend>
          {items.map((item) => (
            <label key={item.n} className="check">
              <input type="checkbox" checked={ticked.includes(item.n)}
                onChange={({ target: { checked } }) => setChosen(checked ? [...ticked, item.n].toSorted((a, b) => a - b) : ticked.filter((n) => n !== item.n))} />
              {" "}{item.itemId} <StateTag family="serviceOrder" state={item.state} />
            </label>
          ))}
        </fieldset>
      )}
      {!nothing && <Effects seen={part.data} error={part.error ?? asked.error} />}
    </Dialog>
  );
}

/** Lets the order go on where it stood. */
export async function declineCancellation(number: string, note: string): Promise<void> {
  await api.post(address(number, "cancellation/decide"), { granted: false, note });
}

export { useRefresh as useRefreshAfterCancellation };
