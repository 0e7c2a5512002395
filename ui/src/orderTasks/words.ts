// The stages of an order at which tasks of its own are made, in words.
import { t } from "@/i18n/t";

export const STAGES = ["submitted", "postApproval", "postFulfillment"] as const;

export function stageText(stage: string): string {
  const known = STAGES.find((one) => one === stage);
  return known ? t(`orderTask.${known}`) : stage;
}
