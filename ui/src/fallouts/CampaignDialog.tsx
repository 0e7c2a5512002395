// Drafts a campaign for a group: the remedy, how fast and how carefully. What it will touch is shown before it starts.
import { NumberInput, RadioButton, RadioButtonGroup, TextArea, TextInput } from "@carbon/react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/fetching";
import type { CampaignDetail, FalloutGroup } from "@/api/types";
import { t, tn, type Key } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { useReroute, wayText } from "./ReroutePart";

const REMEDIES = ["retry", "correctAndRetry", "completeByHand", "skip", "reroute", "rollBack", "giveUp"] as const;
const WITH_VALUES: readonly string[] = ["correctAndRetry", "completeByHand", "skip"];
const WITHOUT_NOTE: readonly string[] = ["retry", "correctAndRetry"];
type Remedy = (typeof REMEDIES)[number];

/** `name = value` on each line; a line that is none is a fault. */
export function readLines(text: string): { values: Record<string, string>; fault: string | null } {
  const values: Record<string, string> = {};
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const cut = line.indexOf("=");
    if (cut < 1) return { values, fault: line };
    values[line.slice(0, cut).trim()] = line.slice(cut + 1).trim();
  }
  return { values, fault: null };
}

interface Props {
  group: FalloutGroup;
  /** One of its fallouts: the ways that its task may go are offered. */
  sample: string | undefined;
  start?: { resolution: string; values: Record<string, unknown> };
  onClose: () => void;
}

export function CampaignDialog({ group, sample, start, onClose }: Props) {
  const navigate = useNavigate();
  const [remedy, setRemedy] = useState<Remedy>(REMEDIES.find((one) => one === start?.resolution) ?? "retry");
  const [lines, setLines] = useState(Object.entries(start?.values ?? {}).map(([name, value]) => `${name} = ${typeof value === "string" ? value : JSON.stringify(value)}`).join("\n"));
  const [note, setNote] = useState("");
  const [code, setCode] = useState("");
  const [rate, setRate] = useState(600);
  const [limit, setLimit] = useState(10);

  const [way, setWay] = useState("");
  const [afterwards, setAfterwards] = useState<"again" | "end">("again");
  const offered = useReroute(sample ?? "", sample !== undefined);
  const ways = offered.data?.ways.filter((one) => !one.current) ?? [];
  const remedies = REMEDIES.filter((one) => one !== "reroute" || ways.length > 0 || one === remedy);

  async function draft(): Promise<string | void> {
    const read = WITH_VALUES.includes(remedy) ? readLines(lines) : { values: {}, fault: null };
    if (read.fault) return t("campaign.valuesFault", { line: read.fault });
    if (remedy === "correctAndRetry" && Object.keys(read.values).length === 0) return t("campaign.valuesMissing");
    if (remedy === "reroute" && !way) return t("reroute.choose");
    if (!WITHOUT_NOTE.includes(remedy) && !note.trim()) return t("reason.noteMissing");
    const drafted = await api.post<CampaignDetail>("/api/falloutCampaigns", {
      group: group.number, resolution: remedy, values: read.values, note: note.trim() || null, resolutionCode: code.trim() || null,
      rate, failureLimit: limit, ...(remedy === "reroute" ? { route: way } : {}), ...(remedy === "rollBack" ? { afterwards } : {}),
    });
    void navigate(`/fallouts/campaigns/${drafted.campaign.number}`);
  }
  return (
    <Dialog title={t("campaign.new", { number: group.number })} doText={t("campaign.preview")} onClose={onClose} onDo={draft}
      lead={<p>{tn("campaign.newLead", group.open)}</p>}>
      <fieldset className="remedies">
        <legend className="cds--label">{t("resolve.remedy")}</legend>
        {remedies.map((one) => (
          <div key={one} className="remedy">
            <input type="radio" id={`many-${one}`} name="remedy" checked={one === remedy} aria-describedby={`many-${one}-effect`} onChange={() => setRemedy(one)} />
            <label htmlFor={`many-${one}`}><strong>{t(`campaign.${one}` as Key)}</strong></label>
            <span id={`many-${one}-effect`} className="remedy__effect">{t(`campaign.${one}Effect` as Key)}</span>
          </div>
        ))}
      </fieldset>
      {remedy === "reroute" && (
        <RadioButtonGroup legendText={t("reroute.to")} name="many-way" orientation="vertical" valueSelected={way} onChange={(chosen) => setWay(String(chosen))}>
          {ways.map((one) => <RadioButton key={one.name} labelText={wayText(one)} value={one.name} id={`many-way-${one.name}`} />)}
        </RadioButtonGroup>
      )}
      {remedy === "rollBack" && (
        <RadioButtonGroup legendText={t("rollBack.then")} name="many-then" valueSelected={afterwards} onChange={(chosen) => setAfterwards(chosen === "end" ? "end" : "again")}>
          <RadioButton labelText={t("rollBack.again")} value="again" id="many-then-again" />
          <RadioButton labelText={t("rollBack.end")} value="end" id="many-then-end" />
        </RadioButtonGroup>
      )}
      {WITH_VALUES.includes(remedy) && (
        <TextArea id="many-values" labelText={t("campaign.values")} helperText={t(remedy === "correctAndRetry" ? "campaign.valuesHelp" : "campaign.outputsHelp")} rows={3} value={lines} onChange={(event) => setLines(event.target.value)} />
      )}
      <TextArea id="many-note" labelText={t("reason.note")} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      <TextInput id="many-code" labelText={t("resolve.code")} helperText={t("resolve.codeHelp")} value={code} onChange={(event) => setCode(event.target.value)} />
      <div className="campaign__numbers">
        <NumberInput id="many-rate" label={t("campaign.rate")} min={1} max={60000} value={rate} onChange={(_, { value }) => setRate(Number(value))} />
        <NumberInput id="many-limit" label={t("campaign.limit")} min={0} max={100} value={limit} onChange={(_, { value }) => setLimit(Number(value))} />
      </div>
    </Dialog>
  );
}
