// What a person says of themselves: where and of what they want to be told.
import { useMay, useSession } from "@/app/session";
import { t, type Key } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { PageHeader } from "@/parts/PageHeader";
import { MyAbsence } from "./MyAbsence";
import { MyNotifications } from "./MyNotifications";
import "@/notifications/notifications.scss";

export default function ProfilePage() {
  const session = useSession();
  const works = useMay("task:work");
  return (
    <>
      <PageHeader title={t("profile.title")} number={session.name} />
      <section className="profile__part">
        <KeyValue facts={[[t("profile.fullName"), session.fullName], [t("profile.roles"), session.roles.map((role) => t(`role.${role}` as Key)).join(", ")], [t("profile.groups"), session.groups.join(", ")]]} />
      </section>
      {works && <MyAbsence />}
      <MyNotifications />
    </>
  );
}
