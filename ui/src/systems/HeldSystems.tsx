// Says which domain systems are on hold, where people look first; nothing when none is.
import { Link } from "react-router";
import { useMay } from "@/app/session";
import { t } from "@/i18n/t";
import "@/notifications/notifications.scss";
import { useSystems } from "./data";

export function HeldSystems() {
  return useMay("task:read") ? <Held /> : null;
}

function Held() {
  const held = useSystems().data?.items.filter((system) => system.held) ?? [];
  if (held.length === 0) return null;
  return (
    <div role="status"><ul className="heldsystems">
      {held.map((system) => (
        <li key={system.name} className="rule__warning"><Link to={`/systems/${encodeURIComponent(system.name)}`}>{t("systems.heldOne", { name: system.name, reason: system.heldReason ?? "" })}</Link></li>
      ))}
    </ul></div>
  );
}
