// What the pages of an order ask the server, and how they change it.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { ApiError, api } from "@/api/fetching";
import type { DomainOrder, DomainOrderDetail, Fallout, HistoryEntry, Page, ServiceOrderDetail } from "@/api/types";
import { tellError } from "@/app/toasts";
import type { Document, Note, RejectionReason, Review } from "./types";

const at = (number: string, rest = "") => `/api/serviceOrders/${number}${rest}`;

export function useOrder(number: string) {
  return useQuery({
    queryKey: ["serviceOrder", number],
    queryFn: ({ signal }) => api.get<ServiceOrderDetail>(at(number), undefined, signal),
  });
}

/** The checklist and what approving would lead to; of some top-level items only, when they are named. */
export function useReview(number: string, items: number[] | null = null, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ["review", number, items],
    queryFn: ({ signal }) => askReview(number, items, signal),
  });
}

export const askReview = (number: string, items: number[] | null, signal?: AbortSignal) =>
  api.get<Review>(at(number, "/review"), { preview: true, items: items?.map(String) }, signal);

export function useDomainOrders(number: string) {
  return useQuery({
    queryKey: ["domainOrders", number],
    queryFn: ({ signal }) => api.get<Page<DomainOrder>>(at(number, "/domainOrders"), undefined, signal),
  });
}

/** What decomposition left out, from the plan in rows. */
export function useSkipped(number: string, enabled: boolean) {
  return useQuery({
    queryKey: ["planSkipped", number],
    queryFn: ({ signal }) => api.get<{ skippedTargets: Record<string, unknown>[] }>(at(number, "/plan"), undefined, signal),
    select: (plan) => plan.skippedTargets,
    enabled,
  });
}

export function useDomainOrder(number: string) {
  return useQuery({
    queryKey: ["domainOrder", number],
    queryFn: ({ signal }) => api.get<DomainOrderDetail>(`/api/domainOrders/${number}`, undefined, signal),
  });
}

export function useActivity(number: string, text = "") {
  return useInfiniteQuery({
    queryKey: ["history", number, text],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<HistoryEntry>>(at(number, "/history"), { limit: 100, after: pageParam, text: text || null }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useNotes(number: string) {
  return useQuery({
    queryKey: ["notes", number], queryFn: ({ signal }) => api.get<Page<Note>>(at(number, "/notes"), undefined, signal),
  });
}

export function useDocument(number: string, enabled = true) {
  return useQuery({
    queryKey: ["document", number], queryFn: ({ signal }) => api.get<Document>(at(number, "/document"), undefined, signal), enabled,
  });
}

export function useFalloutsOf(number: string) {
  return useQuery({
    queryKey: ["falloutsOf", number],
    queryFn: ({ signal }) => api.get<Page<Fallout>>("/api/fallouts", { serviceOrder: number, open: true, limit: 50 }, signal),
    // who may not see fallouts sees the order all the same
    retry: false,
  });
}

export function useRejectionReasons(enabled = true) {
  return useQuery({
    queryKey: ["rejectionReasons"], queryFn: () => api.get<Page<RejectionReason>>("/api/rejectionReasons"), staleTime: 600_000, enabled,
  });
}

/** Puts the server's newest answer in place and lets everything about the order be asked anew. */
export function place(client: QueryClient, answer: ServiceOrderDetail): void {
  const { number } = answer.serviceOrder;
  client.setQueryData(["serviceOrder", number], answer);
  for (const noun of ["review", "history", "document", "domainOrders", "notes", "files", "plan", "planSkipped"]) {
    void client.invalidateQueries({ queryKey: [noun, number] });
  }
  void client.invalidateQueries({ queryKey: ["serviceOrders"] });
}

export type OrderVerb = "approve" | "items/reject" | "reject" | "reopen" | "submit" | "abandon";

/** Sends one verb with the version that was looked at; the caller shows a refusal. */
export function useOrderVerb(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: { verb: OrderVerb; body: Record<string, unknown> }) =>
      api.post<ServiceOrderDetail>(at(number, `/${verb}`), body),
    onSuccess: (answer) => place(client, answer),
  });
}

/** Saves a JSON merge patch of TMF641 attributes on the version that was looked at. */
export async function saveOrder(client: QueryClient, number: string, version: number, patch: Document): Promise<ServiceOrderDetail> {
  const answer = await api.patch<ServiceOrderDetail>(at(number), patch, { version });
  place(client, answer);
  return answer;
}

/** Writes a note; it stands there at once and goes away again when the server refuses it. */
export function useAddNote(number: string, author: string) {
  const client = useQueryClient();
  const key = ["notes", number];
  return useMutation({
    mutationFn: (body: { text: string; customerVisible: boolean }) => api.post<Note>(at(number, "/notes"), body),
    onMutate: (body) => {
      const before = client.getQueryData<Page<Note>>(key);
      const shown: Note = { id: -Date.now(), author, at: new Date().toISOString(), editedAt: null, withdrawnAt: null, ...body };
      client.setQueryData<Page<Note>>(key, (page) => page && { ...page, items: [...page.items, shown], total: page.total + 1 });
      return before;
    },
    onError: (error, _, before) => {
      client.setQueryData(key, before);
      tellError(error);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: ["history", number] });
    },
  });
}

// refused for what is asked, not because something else was seen
const NOT_STALE = new Set(["AlreadySigned", "OtherItemsSigned", "ItemsNotDecidable", "EnrichmentOpen"]);

/** Whether the refusal means that the page shows an older version than the server has. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.isConflict && !NOT_STALE.has(error.code);
}
