// Who is signed in. Without a session every page gives way to the sign-in page, and comes back after it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { ApiError, api, signedInAgain, whenSignedOut } from "@/api/fetching";
import type { Session } from "@/api/types";
import { t } from "@/i18n/t";
import { ErrorNotice } from "@/parts/Notices";
import { Pausing } from "@/parts/Notices";
import { adopt, type Preferences } from "./preferences";
import { SignIn } from "./SignIn";

const WORK: Record<string, string> = { fulfillmentAgent: "/tasks", serviceOrderAgent: "/tasks", falloutAgent: "/fallouts" };

/** Where somebody lands who came to no page in particular: agents at their work, everybody else at home. */
export function landing({ roles }: Pick<Session, "roles">): string | null {
  const places = new Set(roles.map((role) => WORK[role] ?? ""));
  return places.size === 1 ? ([...places][0] || null) : null;
}

const SessionContext = createContext<Session | null>(null);

export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  const session = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => api.get<Session>("/api/session", undefined, signal),
    staleTime: Infinity,
    retry: (count, error) => !(error instanceof ApiError && error.status > 0) && count < 2,
  });
  useEffect(() => whenSignedOut(() => setEnded(true)), []);
  const before = session.data?.name;
  // what the person chose elsewhere holds here too
  const kept = useQuery({
    queryKey: ["preferences", session.data?.name ?? ""],
    queryFn: ({ signal }) => api.get<Preferences>("/api/preferences", undefined, signal),
    enabled: session.data !== undefined, staleTime: Infinity, retry: false,
  }).data;
  useEffect(() => {
    if (kept) adopt(kept);
  }, [kept]);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const signedIn = (session: Session) => {
    const work = landing(session);
    if (!ended && pathname === "/" && work) void navigate(work, { replace: true });
    client.setQueryData(["session"], session);
    setEnded(false);
    if (ended) signedInAgain(session.name === before);
    void client.invalidateQueries();
  };
  if (session.isPending) return <Pausing label={t("loading")} />;
  if (session.error) {
    if (session.error instanceof ApiError && session.error.status === 401) return <SignIn onSignedIn={signedIn} />;
    return <ErrorNotice error={session.error} retry={() => void session.refetch()} />;
  }
  return (
    <SessionContext value={session.data}>
      {children}
      {/* over the page, so that what is typed into a form is not lost */}
      {ended && <SignIn onSignedIn={signedIn} again={session.data.name} />}
    </SessionContext>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession is for pages inside SessionGate");
  return session;
}

/** Whether the caller has a permission such as `order.approve`; only for what no record's verbs say. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

/** Signs out and starts anew. */
export async function signOut(): Promise<void> {
  await api.delete("/api/session").catch(() => undefined);
  location.assign("/");
}
