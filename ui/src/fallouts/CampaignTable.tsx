// Campaigns, the newest first: of a group, or all.
import { Link } from "react-router";
import { number, t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { useCampaigns } from "./campaigns";

export function CampaignTable({ group }: { group?: string }) {
  const campaigns = useCampaigns(group);
  if (campaigns.error) return <ErrorNotice error={campaigns.error} retry={() => void campaigns.refetch()} />;
  if (!campaigns.data) return <Pausing label={t("loading")} />;
  if (campaigns.data.items.length === 0) return <p className="muted">{t("campaign.none")}</p>;
  return (
    <div className="scroller">
      <table className="plain">
        <thead><tr><th scope="col">{t("number")}</th><th scope="col">{t("state")}</th><th scope="col">{t("campaign.what")}</th><th scope="col">{t("campaign.wave")}</th><th scope="col">{t("campaign.drafted")}</th></tr></thead>
        <tbody>
          {campaigns.data.items.map((campaign) => (
            <tr key={campaign.number}>
              <th scope="row"><Link className="nowrap" to={`/fallouts/campaigns/${campaign.number}`}>{campaign.number}</Link></th>
              <td><StateTag family="campaign" state={campaign.state} /></td>
              <td>{campaign.title}</td>
              <td className="nowrap">{t("campaign.waveOf", { n: campaign.wave, all: number(campaign.sizes.length) })}</td>
              <td><When at={campaign.draftedAt} relative /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
