// Copies an item, with all that is nested in it, to other places; says of each place what became of it.
import { TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, api } from "@/api/fetching";
import type { Schemas, ServiceOrder, ServiceOrderItem } from "@/api/types";
import { tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { refresh } from "./EditDialogs";
import { itemTitle } from "./items";
import { placesOf } from "./rows";

type Outcome = Schemas["CopyOutcomeView"];

interface Props {
  order: ServiceOrder;
  item: ServiceOrderItem;
  onClose: () => void;
}

const placeText = (place: Record<string, string> | undefined) => Object.values(place ?? {}).join(", ");

export function CopyDialog({ order: now, item, onClose }: Props) {
  // the version that was looked at
  const [order] = useState(now);
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [eligible, setEligible] = useState(true);
  const [told, setTold] = useState<{ places: Record<string, string>[]; outcomes: Outcome[] } | null>(null);
  const places = placesOf(text);
  if (told) {
    return (
      <Dialog key="told" title={t("copy.done")} tells doText={t("close")} onClose={onClose} onDo={() => Promise.resolve()}>
        <ul className="lines">
          {told.outcomes.map((one) => (
            <li key={one.place}>
              <span className="lines__main">{placeText(told.places[one.place])}</span>
              <span className={one.reason ? "late" : "muted"}>{one.reason ?? t("copy.item", { id: one.itemId ?? "" })}</span>
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <Dialog key="ask" title={t("copy.title", { name: itemTitle(item) })} lead={<p>{t("copy.lead")}</p>} onClose={onClose}
      doText={places.length > 0 ? tn("copy.do", places.length) : t("copy.bare")}
      onDo={async () => {
        if (places.length === 0) return t("copy.missing");
        try {
          const answer = await api.post<Schemas["CopyView"]>(`/api/serviceOrders/${order.number}/items/${item.n}/copy`,
            { places, eligibleOnly: eligible, version: order.version });
          await refresh(client, order.number);
          tell({ kind: "success", title: tn("copy.made", answer.copied) });
          if (answer.skipped === 0) return undefined;
          setTold({ places, outcomes: answer.outcomes });
          return " "; // this dialog gives way to the one that tells
        } catch (error) {
          // a fault names the line of its place
          if (error instanceof ApiError && error.details.length > 0) {
            return error.details.map((one) => {
              const line = /places\[(\d+)\]/.exec(one.field ?? "")?.[1];
              return [line === undefined ? null : placeText(places[Number(line)]), `${one.what}; ${one.action}`].filter(Boolean).join(": ");
            }).join("\n");
          }
          throw error;
        }
      }}>
      <TextArea id="copy-places" labelText={t("copy.places")} helperText={t("copy.help")} rows={8} value={text} onChange={(event) => setText(event.target.value)} />
      <label className="check"><input type="checkbox" checked={eligible} onChange={(event) => setEligible(event.target.checked)} /> {t("copy.eligible")}</label>
    </Dialog>
  );
}
