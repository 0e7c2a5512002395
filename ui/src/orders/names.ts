// What the catalog calls the specifications that can be ordered: read once, so that an item is called as its domain orders are.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";

const MOST = 200;
const known = new Map<string, string>();

/** The name of a specification, when it was read. */
export const knownName = (id: string): string | undefined => known.get(id);

/** Reads the names; whoever uses this is drawn anew when they are there. */
export function useSpecificationNames(): void {
  useQuery({
    queryKey: ["catalog", "names"],
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<{ id: string; name: string }>>("/api/specifications", { orderable: true, limit: MOST }, signal);
      for (const { id, name } of page.items) known.set(id, name);
      return page.items.length;
    },
    staleTime: 300_000, retry: false,
  });
}
