// What a person says of themselves: where and of what they want to be told.
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { PageHeader } from "@/parts/PageHeader";
import { MyNotifications } from "./MyNotifications";
import "@/notifications/notifications.scss";

export default function ProfilePage() {
  const session = useSession();
  return (
    <>
      <PageHeader title={t("profile.title")} number={session.name} />
      <section className="profile__part">
        <KeyValue facts={[[t("profile.fullName"), session.fullName], [t("profile.roles"), session.roles.join(", ")], [t("profile.groups"), session.groups.join(", ")]]} />
      </section>
      <MyNotifications />
    </>
  );
}
