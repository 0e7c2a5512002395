// One item of an order in full, with what may be corrected in it before approval.
import { Button } from "@carbon/react";
import { Copy as CopyIcon, Edit, TrashCan } from "@carbon/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { AgreementClocks } from "@/attention/AgreementClocks";
import { api } from "@/api/fetching";
import type { DomainOrder, ServiceOrderDetail, ServiceOrderItem } from "@/api/types";
import { tellError } from "@/app/toasts";
import { HOLD } from "@/holds/data";
import { Holding } from "@/holds/Holding";
import { reasonText } from "@/parts/ActivityStream";
import { t } from "@/i18n/t";
import { CharacteristicTable } from "@/parts/CharacteristicTable";
import { Dialog } from "@/parts/Dialog";
import { KeyValue } from "@/parts/KeyValue";
import { KindMark, StateTag } from "@/parts/StateTag";
import { ACTIONS } from "@/states";
import { CopyDialog } from "./CopyDialog";
import { place } from "./data";
import { ContactDialog, refresh, ValuesDialog } from "./EditDialogs";
import { BEFORE_APPROVAL, itemTitle } from "./items";
import { Places } from "./Places";
import { Problems } from "./Problems";

interface Props {
  detail: ServiceOrderDetail;
  item: ServiceOrderItem;
  made: DomainOrder[];
}

type Open = "values" | "contact" | "remove" | "copy" | null;

export function ItemPanel({ detail, item, made }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const [contact, setContact] = useState<ServiceOrderItem["contacts"][number]>();
  const client = useQueryClient();
  const order = detail.serviceOrder;
  const editable = detail.verbs.includes("edit");
  const close = () => setOpen(null);
  const contacts = `/api/serviceOrders/${order.number}/items/${item.n}/contacts`;
  return (
    <section className="itempanel" aria-label={t("item")}>
      <div className="itempanel__head">
        <h2>{itemTitle(item)}</h2>
        <StateTag family="serviceOrder" state={item.state} reason={item.stateReason} />
        {editable && item.action === "add" && detail.items.some((one) => one.n === item.n) && (
          <Button size="sm" kind="ghost" renderIcon={CopyIcon} onClick={() => setOpen("copy")}>{t("copy.bare")}</Button>
        )}
        {editable && <Button size="sm" kind="ghost" renderIcon={TrashCan} onClick={() => setOpen("remove")}>{t("item.remove")}</Button>}
      </div>
      {item.stateReason && !HOLD.test(item.stateReason) && <p className="muted">{reasonText(item.stateReason)}</p>}
      {!BEFORE_APPROVAL.has(order.state) && <Holding of={{ order: order.number, item: item.n }} name={itemTitle(item)} />}
      {order.state !== "draft" && <AgreementClocks of={item.number} />}
      {item.issues.length > 0 && (
        <section className="callout callout--error"><h3>{t("item.issues")}</h3><Problems problems={item.issues} /></section>
      )}
      <KeyValue facts={[
        [t("number"), item.number], [t("item"), item.itemId], [t("action"), ACTIONS[item.action] ?? item.action],
        [t("specification"), item.specificationId && (
          <span key="s"><Link to={`/catalog/${item.specificationId}`}>{item.specificationId}</Link>{item.specificationVersion !== null && ` ${t("version", { n: item.specificationVersion })}`}</span>
        )],
        [t("item.quantity"), String(item.quantity)],
        ...(item.priority === null ? [] : [[t("priority"), String(item.priority)] as [string, string]]),
        ...(item.inventoryItem ? [[t("item.inventory"), <Link key="i" to={`/inventory/${item.inventoryItem}`}>{item.inventoryItem}</Link>] as [string, React.ReactNode]] : []),
        ...(item.relatedItems.length > 0 ? [[t("item.related"), item.relatedItems.map((one) => `${one.relationshipType} ${one.itemId}`).join(", ")] as [string, string]] : []),
      ]} />
      <div className="itempanel__title">
        <h3>{t("characteristics")}</h3>
        {editable && <Button size="sm" kind="ghost" renderIcon={Edit} onClick={() => setOpen("values")}>{t("item.editValues")}</Button>}
      </div>
      <CharacteristicTable characteristics={item.characteristics} />
      <div className="itempanel__title">
        <h3>{t("item.contacts")}</h3>
        {editable && <Button size="sm" kind="ghost" onClick={() => { setContact(undefined); setOpen("contact"); }}>{t("item.addContact")}</Button>}
      </div>
      {item.contacts.length === 0 ? <p className="muted">{t("item.contactNone")}</p> : (
        <ul className="lines">
          {item.contacts.map((one) => {
            const name = [one.firstName, one.lastName].filter(Boolean).join(" ");
            return (
              <li key={one.id}>
                <span className="lines__main">{name || one.id}</span>
                {one.phone && <span>{one.phone}</span>}
                {one.email && <span>{one.email}</span>}
                {editable && (
                  <span className="lines__do">
                    <Button size="sm" kind="ghost" hasIconOnly renderIcon={Edit} iconDescription={`${t("item.editContact")} ${name}`}
                      onClick={() => { setContact(one); setOpen("contact"); }} />
                    <Button size="sm" kind="ghost" hasIconOnly renderIcon={TrashCan} iconDescription={t("item.removeContact", { name })} tooltipPosition="left"
                      onClick={() => { api.delete(`${contacts}/${encodeURIComponent(one.id)}`).then(() => refresh(client, order.number)).catch(tellError); }} />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <h3>{t("item.places")}</h3>
      <Places place={item.place} />
      {made.length > 0 && (
        <>
          <h3>{t("item.made")}</h3>
          <ul className="lines">
            {made.map((one) => (
              <li key={one.number}>
                <KindMark kind={one.kind} />
                <Link className="lines__main" to={`/domainOrders/${one.number}`}>{one.name}</Link>
                <span className="muted">{one.number}</span>
                <StateTag family="domainOrder" state={one.state} reason={one.stateReason} />
              </li>
            ))}
          </ul>
        </>
      )}
      {open === "copy" && <CopyDialog order={order} item={item} onClose={close} />}
      {open === "values" && <ValuesDialog order={order} item={item} items={detail.items} onClose={close} />}
      {open === "contact" && <ContactDialog order={order} item={item} contact={contact} onClose={close} />}
      {open === "remove" && (
        <Dialog title={`${t("item.remove")} ${item.itemId}`} lead={<p>{t("item.removeLead")}</p>} doText={t("item.remove")} danger onClose={close}
          onDo={async () => {
            place(client, await api.delete(`/api/serviceOrders/${order.number}/items/${item.n}`, { version: order.version }));
          }} />
      )}
    </section>
  );
}
