// An address that nothing lives at.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { Empty } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";

export default function NotFound() {
  return (
    <>
      <PageHeader title={t("notFound.title")} />
      <Empty title={t("notFound.head")} text={t("notFound.text")}><Link to="/">{t("nav.home")}</Link></Empty>
    </>
  );
}
