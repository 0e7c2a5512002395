// The lists of tasks side by side: those of the plans by whom they are for, and those of orders themselves.
import { t } from "@/i18n/t";
import { ListTabs } from "@/parts/ListTabs";
import { WORKLISTS } from "./worklists";

export function TaskTabs({ who }: { who: string }) {
  return (
    <ListTabs label={t("tasks.who")} tabs={[
      ...WORKLISTS.map((one) => ({ to: `/tasks?who=${one.who}`, text: t(one.text), current: one.who === who })),
      { to: "/orderTasks", text: t("orderTasks"), current: who === "order" },
    ]} />
  );
}
