// The door: user name and password.
import { Button, TextInput } from "@carbon/react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { ApiError, api } from "@/api/fetching";
import type { Session } from "@/api/types";
import { t } from "@/i18n/t";

interface Props {
  onSignedIn: (session: Session) => void;
  /** The user whose session ended; the page stays below. */
  again?: string;
}

export function SignIn({ onSignedIn, again }: Props) {
  const [userName, setUserName] = useState(again ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const over = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    over.current?.showModal();
    form.current?.querySelector<HTMLInputElement>(again ? "#password" : "#userName")?.focus();
  }, [again]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!userName.trim() || !password) {
      setError(t("signIn.incomplete"));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      onSignedIn(await api.post<Session>("/api/session", { userName: userName.trim(), password }));
    } catch (failure) {
      setPassword("");
      setError(failure instanceof ApiError ? failure.message : String(failure));
    } finally {
      setBusy(false);
    }
  }
  const panel = (
    <form ref={form} className="signin__panel" onSubmit={(event) => void submit(event)} noValidate>
      <p className="signin__mark">Trunkline</p>
      <h1 className="signin__title">{again ? t("signIn.again") : t("signIn.title")}</h1>
      <p className="signin__lead">{again ? t("signIn.againLead") : t("signIn.lead")}</p>
      <div role="alert">{error && <p className="signin__error">{error}</p>}</div>
      <TextInput id="userName" labelText={t("signIn.userName")} value={userName} autoComplete="username"
        autoCapitalize="none" spellCheck={false} onChange={(event) => setUserName(event.target.value)} />
      <TextInput id="password" type="password" labelText={t("signIn.password")} value={password}
        autoComplete="current-password" onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" disabled={busy} className="signin__button">{busy ? t("signIn.busy") : t("signIn.do")}</Button>
    </form>
  );
  // above every other dialog, which would hold the focus otherwise; it is not closed but by signing in
  if (again) return <dialog ref={over} className="signin signin--over" aria-label={t("signIn.again")} onCancel={(event) => event.preventDefault()}>{panel}</dialog>;
  return <main className="signin">{panel}</main>;
}
