// What a list shows lives in the URL: filters, sort, place.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export interface ListState {
  filters: Record<string, string>;
  sort: string;
  after: string | null;
}

export function readList(params: URLSearchParams, names: readonly string[], defaultSort: string): ListState {
  const filters: Record<string, string> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  return { filters, sort: params.get("sort") ?? defaultSort, after: params.get("after") };
}

export function writeList(state: ListState, defaultSort: string): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(state.filters)) if (value) params.set(name, value);
  if (state.sort && state.sort !== defaultSort) params.set("sort", state.sort);
  if (state.after) params.set("after", state.after);
  return params;
}

export function useListState(names: readonly string[], defaultSort: string) {
  const [params, setParams] = useSearchParams();
  const joined = names.join(" ");
  const state = useMemo(() => readList(params, joined.split(" "), defaultSort), [params, joined, defaultSort]);
  const change = useCallback(
    (next: Partial<ListState>, replace = false) => {
      // another filter or order starts at the beginning again
      setParams((now) => writeList({ ...readList(now, joined.split(" "), defaultSort), after: null, ...next }, defaultSort), { replace });
    },
    [setParams, joined, defaultSort],
  );
  return [state, change] as const;
}

/** The next order of a column: rising, falling, none. TM Forum's form: `-name` falls. */
export function nextSort(now: string, field: string): string {
  return now === field ? `-${field}` : now === `-${field}` ? "" : field;
}
