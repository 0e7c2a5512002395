// What a page shows when there is nothing, when something failed, and while it waits. Each says what to do.
import { Button, Loading } from "@carbon/react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { ApiError } from "@/api/fetching";
import { useConnection } from "@/api/live";
import { errorText } from "@/app/toasts";
import { t } from "@/i18n/t";

export function Pausing({ label }: { label: string }) {
  return (
    <div className="pausing" role="status">
      <Loading withOverlay={false} small description={label} />
      <span>{label}</span>
    </div>
  );
}

interface EmptyProps {
  title: string;
  text: string;
  children?: ReactNode;
}

export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className="notice">
      <p className="notice__title">{title}</p>
      <p>{text}</p>
      {children && <div className="notice__do">{children}</div>}
    </div>
  );
}

export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, text } = errorText(error);
  const status = error instanceof ApiError ? error.status : 0;
  const told = error instanceof ApiError ? error.action : null;
  const unreachable = error instanceof ApiError && status === 0;
  const connection = useConnection();
  const again = useRef(retry);
  useEffect(() => { again.current = retry; });
  const [lost, setLost] = useState(false);
  if (unreachable && connection === "lost" && !lost) setLost(true);
  useEffect(() => {
    if (unreachable && lost && connection === "open") again.current?.();
  }, [unreachable, lost, connection]);
  const advice = unreachable ? t("error.unreachable") : told ? told : status === 404 ? t("error.notFound") : status === 403 ? t("error.forbidden") : t("error.advice");
  return (
    <div className="notice notice--error" role="alert">
      <p className="notice__title">{title}</p>
      {text.split("\n").map((line) => <p key={line}>{line}</p>)}
      <p>{advice}</p>
      <div className="notice__do">
        {status === 403 && <a href="/">{t("error.home")}</a>}
        {retry && status !== 403 && <Button size="sm" onClick={retry}>{t("retryNow")}</Button>}
        <Button size="sm" kind="ghost" onClick={() => void navigator.clipboard?.writeText(`${title}: ${text}`)}>{t("copy")}</Button>
      </div>
    </div>
  );
}
