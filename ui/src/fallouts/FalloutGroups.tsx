// Open fallouts by the failure they share: how many, since when.
import { Link } from "react-router";
import { number, t, tn } from "@/i18n/t";
import { kindText } from "@/parts/ActivityStream";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { useFalloutTypes } from "@/tasks/actions";
import { useFalloutGroups } from "./calls";

export function FalloutGroups() {
  const groups = useFalloutGroups();
  const types = useFalloutTypes();
  if (groups.error) return <ErrorNotice error={groups.error} retry={() => void groups.refetch()} />;
  if (!groups.data) return <Pausing label={t("loading")} />;
  if (groups.data.items.length === 0) return <Empty title={t("fallouts.none")} text={t("fallouts.noneText")} />;
  const typeName = (id: string) => types.data?.items.find((one) => one.id === id)?.name ?? id;
  return (
    <ul className="failures">
      {groups.data.items.map((group) => (
        <li key={group.signature} className="failure">
          <Link className="failure__count" to={`/fallouts/groups/${group.number}`}>
            <strong>{number(group.open)}</strong> <span>{tn("fallout.openCount", group.open)}</span>
          </Link>
          <div className="failure__what">
            <p>{group.message}</p>
            <p className="muted small">
              {typeName(group.falloutType)} · {kindText(group.cause)} · {t("fallout.since")}{" "}
              <When at={group.firstSeenAt} relative />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
