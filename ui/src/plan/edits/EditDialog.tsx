// The frame of every edit of a plan: why it is made, what it would change, and what to do when somebody else was faster.
import { TextArea } from "@carbon/react";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/api/fetching";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { usePlanVersions, type PlanVersions } from "./data";
import { EffectNote } from "./EffectNote";
import type { Effect } from "./effect";
import { Version } from "./PlanHistory";
import type { PlanTree } from "../tree";
import "./edits.scss";

interface Props {
  order: string;
  tree: PlanTree;
  title: string;
  lead?: string;
  doText: string;
  /** What the page itself has reckoned; what the server reckoned stands among the children. */
  effect?: Effect;
  /** What must be corrected first. */
  fault?: () => string | undefined;
  send: (reason: string, planVersion: number | undefined) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}

export function EditDialog({ order, tree, title, lead, doText, effect, fault, send, onClose, children }: Props) {
  const versions = usePlanVersions(order);
  // the plan as it was when the dialog was opened, until somebody else's edit has been shown
  const [seen, setSeen] = useState(versions.data?.version);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [news, setNews] = useState<PlanVersions["items"]>([]);
  return (
    <Dialog title={title} lead={lead && <p>{lead}</p>} doText={doText} onClose={onClose}
      onDo={async () => {
        setTried(true);
        const wrong = fault?.();
        if (wrong) return wrong;
        if (!reason.trim()) return t("reason.noteMissing");
        try {
          await send(reason.trim(), seen);
        } catch (error) {
          if (error instanceof ApiError && error.code === "PlanChanged") {
            const now = (await versions.refetch()).data;
            setNews((now?.items ?? []).filter((one) => one.version > (seen ?? 0)));
            setSeen(now?.version);
          }
          throw error;
        }
      }}>
      {news.length > 0 && (
        <section className="edit__news" aria-label={t("edit.meanwhile")}>
          <strong>{t("edit.meanwhile")}</strong>
          <ol className="edit__versions">{news.map((one) => <Version key={one.version} version={one} tree={tree} />)}</ol>
          <p>{t("edit.again")}</p>
        </section>
      )}
      {children}
      <TextArea id="edit-reason" labelText={`${t("reason.note")} *`} rows={2} value={reason} invalid={tried && !reason.trim()} invalidText={t("reason.noteMissing")}
        onChange={(event) => setReason(event.target.value)} />
      {effect && <EffectNote tree={tree} effect={effect} />}
    </Dialog>
  );
}
