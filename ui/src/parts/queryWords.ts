// The words of a list's queries as the server tells them, and the lists that it suggests their values from.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { FalloutType, Group, Page, Schemas } from "@/api/types";
import type { QueryWord } from "./typedQuery";

export function useQueryWords(path: string): { words: QueryWord[]; sources: Record<string, string[]> } {
  const fields = useQuery({ queryKey: ["queryFields", path], queryFn: () => api.get<Schemas["QueryFieldsBody"]>(path), staleTime: Infinity });
  const words = fields.data?.items ?? [];
  const wants = (source: string) => words.some((word) => word.source === source);
  const groups = useQuery({ queryKey: ["groups"], queryFn: () => api.get<Page<Group>>("/api/groups"), staleTime: 60_000, enabled: wants("groups") || wants("people") });
  const types = useQuery({ queryKey: ["falloutTypes"], queryFn: () => api.get<Page<FalloutType>>("/api/falloutTypes"), staleTime: 60_000, enabled: wants("falloutTypes") });
  const known = groups.data?.items ?? [];
  const people = [...new Set(known.flatMap((group) => group.members))].sort();
  return { words, sources: { groups: known.map((group) => group.name), people, falloutTypes: (types.data?.items ?? []).map((type) => type.id) } };
}
