// What of a plan is not decided: branches that lack a value, and what changed values would lead to.
import { Button } from "@carbon/react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { words } from "./items";

interface Wait {
  domainOrder: string;
  relationship: string;
  specification: string;
  characteristics: string[];
  mandatory: boolean;
  reason: { text: string };
}

interface Proposal {
  domainOrder: string;
  relationship: string;
  specification: string;
  add: number;
  cancel: string[];
  reason: { text: string };
  verbs: string[];
}

interface BranchesBody {
  waiting: Wait[];
  proposals: Proposal[];
}

/** What a proposal would do, in a sentence. */
export function proposalText(proposal: Pick<Proposal, "add" | "cancel" | "specification">): string {
  const name = words(proposal.specification);
  const parts = [];
  if (proposal.add > 0) parts.push(t("branches.adds", { n: proposal.add, name }));
  if (proposal.cancel.length > 0) parts.push(t("branches.cancels", { n: proposal.cancel.length, name }));
  return parts.join("; ");
}

export function Branches({ number }: { number: string }) {
  const root = `/api/serviceOrders/${number}/plan/branches`;
  const key = ["planBranches", number];
  const client = useQueryClient();
  const [dismissing, setDismissing] = useState<Proposal | null>(null);
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<BranchesBody>(root, undefined, signal) });
  const decide = useMutation({
    mutationFn: ({ verb, proposal, note }: { verb: "accept" | "dismiss"; proposal: Proposal; note?: string }) =>
      api.post<BranchesBody>(`${root}/${verb}`, { domainOrder: proposal.domainOrder, relationship: proposal.relationship, note: note ?? "" }),
    onSuccess: (body, { verb }) => {
      client.setQueryData(key, body);
      tell({ kind: "success", title: t(verb === "accept" ? "branches.accepted" : "branches.dismissed") });
    },
    onError: tellError,
  });
  const { waiting = [], proposals = [] } = found.data ?? {};
  if (waiting.length === 0 && proposals.length === 0) return null;
  return (
    <>
      {proposals.length > 0 && (
        <section className="skipped">
          <h2>{t("branches.proposals")}</h2>
          <p className="muted">{t("branches.proposalsLead")}</p>
          <div className="scroller">
            <table className="plain">
              <caption className="hidden">{t("branches.proposals")}</caption>
              <thead><tr><th scope="col">{t("branches.would")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("domainOrder")}</th><th scope="col">{t("branches.decide")}</th></tr></thead>
              <tbody>
                {proposals.map((one) => (
                  <tr key={`${one.domainOrder} ${one.relationship}`}>
                    <th scope="row">{proposalText(one)}</th>
                    <td>{one.reason.text}</td>
                    <td><Link to={`/domainOrders/${one.domainOrder}`}>{one.domainOrder}</Link></td>
                    <td>
                      {one.verbs.includes("accept") && (
                        <Button size="sm" kind="tertiary" disabled={decide.isPending} onClick={() => decide.mutate({ verb: "accept", proposal: one })}>{t("branches.accept")}</Button>
                      )}
                      {one.verbs.includes("dismiss") && (
                        <Button size="sm" kind="ghost" disabled={decide.isPending} onClick={() => setDismissing(one)}>{t("branches.dismiss")}</Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {waiting.length > 0 && (
        <section className="skipped">
          <h2>{t("branches.waiting")}</h2>
          <p className="muted">{t("branches.waitingLead")}</p>
          <div className="scroller">
            <table className="plain">
              <caption className="hidden">{t("branches.waiting")}</caption>
              <thead><tr><th scope="col">{t("specification")}</th><th scope="col">{t("branches.lacks")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("domainOrder")}</th></tr></thead>
              <tbody>
                {waiting.map((one) => (
                  <tr key={`${one.domainOrder} ${one.relationship}`}>
                    <th scope="row"><Link to={`/catalog/${one.specification}`}>{words(one.specification)}</Link></th>
                    <td>{one.characteristics.join(", ")}</td>
                    <td>{one.reason.text}</td>
                    <td><Link to={`/domainOrders/${one.domainOrder}`}>{one.domainOrder}</Link></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {dismissing && (
        <ReasonDialog title={t("branches.dismissTitle")} lead={proposalText(dismissing)} doText={t("branches.dismiss")}
          onClose={() => setDismissing(null)}
          onDo={async ({ note }) => {
            await decide.mutateAsync({ verb: "dismiss", proposal: dismissing, note });
            setDismissing(null);
          }} />
      )}
    </>
  );
}
