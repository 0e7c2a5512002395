// The roles that there are, and what they are called.
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";

export const ROLES: Schemas["Role"][] = [
  "serviceOrderAgent", "serviceOrderManager", "fulfillmentAgent", "fulfillmentManager", "falloutAgent", "falloutManager", "catalogDesigner", "orderViewer",
  "orderIntegrator", "administrator",
];

export const roleName = (role: string): string => t(`role.${role}` as Parameters<typeof t>[0]);
