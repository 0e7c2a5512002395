// Dialogs that correct an order before it is approved: its header, an item's characteristics, a contact.
import { Select, SelectItem, TextArea, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "@/api/fetching";
import type { ServiceOrder, ServiceOrderItem } from "@/api/types";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { Pausing } from "@/parts/Notices";
import { asText } from "@/tasks/values";
import { ValueForm } from "@/tasks/ValueForm";
import { saveOrder, useDocument } from "./data";
import { dayOf, headerPatch, type HeaderTexts } from "./header";
import { withValues } from "./document";
import { changedValues, fieldsOf, type CharacteristicSpecification } from "./fields";
import { defaultsOf, itemTitle } from "./items";

interface Props {
  order: ServiceOrder;
  onClose: () => void;
}

export function HeaderDialog({ order: now, onClose }: Props) {
  // the version that was looked at: a change that arrives meanwhile is refused, not overwritten
  const [order] = useState(now);
  const client = useQueryClient();
  const [texts, setTexts] = useState<HeaderTexts>(() => ({
    externalId: order.externalId ?? "", description: order.description ?? "", priority: String(order.priority),
    requestedStartDate: dayOf(order.requestedStartDate), requestedCompletionDate: dayOf(order.requestedCompletionDate),
    committedDueDate: dayOf(order.committedDueDate),
  }));
  const set = (name: keyof HeaderTexts) => (event: { target: { value: string } }) => setTexts((now) => ({ ...now, [name]: event.target.value }));
  const field = (name: keyof HeaderTexts, label: string, type = "text") => (
    <TextInput id={`header-${name}`} labelText={label} type={type} value={texts[name]} onChange={set(name)} />
  );
  return (
    <Dialog title={t("order.edit", { number: order.number })} doText={t("save")} onClose={onClose}
      onDo={async () => {
        const patch = headerPatch(order, texts);
        if (Object.keys(patch).length === 0) return t("order.editNothing");
        const answer = await saveOrder(client, order.number, order.version, patch);
        tell({ kind: "success", title: t("order.saved", { n: answer.serviceOrder.version }) });
      }}>
      {field("externalId", t("externalId"))}
      <TextArea id="header-description" labelText={t("description")} rows={3} value={texts.description} onChange={set("description")} />
      <Select id="header-priority" labelText={t("priority")} value={texts.priority} onChange={set("priority")}>
        {["1", "2", "3", "4", "5"].map((one) => <SelectItem key={one} value={one} text={one} />)}
      </Select>
      {field("requestedStartDate", t("order.startWanted"), "date")}
      {field("requestedCompletionDate", t("requestedCompletionDate"), "date")}
      {field("committedDueDate", t("order.due"), "date")}
    </Dialog>
  );
}

interface ItemProps extends Props {
  item: ServiceOrderItem;
}

export function ValuesDialog({ order: nowOrder, item: nowItem, items: nowItems, onClose }: ItemProps & { items: ServiceOrderItem[] }) {
  const [{ order, item, items }] = useState({ order: nowOrder, item: nowItem, items: nowItems });
  const client = useQueryClient();
  const document = useDocument(order.number);
  const specification = useQuery({
    queryKey: ["catalog", "specification", item.specificationId],
    queryFn: () => api.get<{ specification: { specCharacteristic?: CharacteristicSpecification[] } }>(`/api/specifications/${item.specificationId}`),
    enabled: item.specificationId !== null,
    retry: false,
  });
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const fields = fieldsOf(specification.data?.specification.specCharacteristic ?? [], item);
  const shown = Object.fromEntries(fields.map((field) => [field.characteristic, texts[field.characteristic] ?? asText(field.value)]));
  const ready = document.data !== undefined && (specification.data !== undefined || specification.error !== null || item.specificationId === null);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // the fields come after the dialog
    if (ready) form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, [ready]);
  return (
    <Dialog title={`${t("item.editValues")}: ${itemTitle(item)} ${item.itemId}`} lead={<p>{t("item.editLead")}</p>} doText={t("save")} onClose={onClose}
      onDo={async () => {
        const changed = changedValues(fields, shown);
        setFaults(changed.faults);
        const wrong = Object.entries(changed.faults);
        if (wrong.length > 0) return wrong.map(([name, fault]) => `${name}: ${fault}`).join("\n");
        if (Object.keys(changed.values).length === 0) return t("order.editNothing");
        if (!document.data) return t("loading");
        const answer = await saveOrder(client, order.number, order.version, { serviceOrderItem: withValues(document.data, item.itemId, changed.values, defaultsOf(items)) });
        tell({ kind: "success", title: t("order.saved", { n: answer.serviceOrder.version }) });
      }}>
      {ready ? (
        <div ref={form}>
          <ValueForm fields={fields} texts={shown} faults={faults} onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
        </div>
      ) : <Pausing label={t("loading")} />}
    </Dialog>
  );
}

interface ContactProps extends ItemProps {
  contact?: ServiceOrderItem["contacts"][number];
}

export function ContactDialog({ order, item, contact, onClose }: ContactProps) {
  const client = useQueryClient();
  const [texts, setTexts] = useState({
    firstName: contact?.firstName ?? "", lastName: contact?.lastName ?? "", phone: contact?.phone ?? "", email: contact?.email ?? "",
  });
  const field = (name: keyof typeof texts, label: string, type = "text") => (
    <TextInput id={`contact-${name}`} labelText={label} type={type} value={texts[name]}
      onChange={(event) => setTexts((now) => ({ ...now, [name]: event.target.value }))} />
  );
  return (
    <Dialog title={contact ? t("item.editContact") : t("item.addContact")} doText={t("save")} onClose={onClose}
      onDo={async () => {
        const path = `/api/serviceOrders/${order.number}/items/${item.n}/contacts`;
        const body = { ...texts, phone: texts.phone || null, email: texts.email || null };
        await (contact ? api.put(`${path}/${encodeURIComponent(contact.id)}`, body) : api.post(path, body));
        await refresh(client, order.number);
      }}>
      {field("firstName", t("contact.first"))}
      {field("lastName", t("contact.last"))}
      {field("phone", t("contact.phone"), "tel")}
      {field("email", t("contact.email"), "email")}
    </Dialog>
  );
}

/** Asks anew for what a change inside an item changes. */
export async function refresh(client: ReturnType<typeof useQueryClient>, number: string): Promise<void> {
  await Promise.all(["serviceOrder", "review", "history", "document"].map((noun) => client.invalidateQueries({ queryKey: [noun, number] })));
}
