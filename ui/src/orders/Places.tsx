// Where something is: one line a place.
import { t } from "@/i18n/t";
import { places } from "./items";

export function Places({ place }: { place: unknown }) {
  const found = places(place);
  if (found.length === 0) return <p className="muted">{t("item.placeNone")}</p>;
  return (
    <ul className="lines">
      {found.map((one) => (
        <li key={`${one.id} ${one.role} ${one.text}`}>
          <span className="lines__main">{one.text}</span>
          {one.role && <span className="muted">{one.role}</span>}
          {one.id && <span className="muted">{one.id}</span>}
        </li>
      ))}
    </ul>
  );
}
