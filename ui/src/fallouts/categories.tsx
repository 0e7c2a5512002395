// Where fallouts are filed: categories of two levels, as the server keeps them.
import { Select, SelectItem, SelectItemGroup } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import type { Fallout, FalloutDetail, Schemas } from "@/api/types";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { useFalloutCall } from "./calls";

export type Category = Schemas["FalloutCategoryBody"];

export function useCategories() {
  return useQuery({
    queryKey: ["falloutCategories"], staleTime: 60_000,
    queryFn: ({ signal }) => api.get<Schemas["FalloutCategoriesBody"]>("/api/falloutCategories", undefined, signal),
  });
}

/** "Domain system: Not reachable"; nothing while nobody has said. */
export function categoryText({ categoryName, categoryParentName }: Pick<Fallout, "categoryName" | "categoryParentName">): string {
  return [categoryParentName, categoryName].filter(Boolean).join(": ");
}

/** The categories in use, each with its subcategories in use. */
export function grouped(categories: readonly Category[]): { category: Category; below: Category[] }[] {
  const used = categories.filter(({ retired }) => !retired);
  return used.filter(({ parent }) => !parent).map((category) => ({ category, below: used.filter(({ parent }) => parent === category.id) }));
}

/** The name of a category, with that of the one above it; the id where it is not known. */
export function nameOf(categories: readonly Category[], id: string): string {
  const found = categories.find((each) => each.id === id);
  const above = categories.find((each) => each.id === found?.parent);
  return categoryText({ categoryName: found?.name ?? id, categoryParentName: above?.name ?? null });
}

interface FieldProps {
  id: string;
  label?: string;
  value: string;
  onChange: (category: string) => void;
  emptyText?: string;
  invalid?: boolean;
  /** Whole categories can be chosen too. */
  upper?: boolean;
}

export function CategoryField({ id, label = t("category"), value, onChange, emptyText = t("choose"), invalid = false, upper = false }: FieldProps) {
  const known = useCategories();
  const groups = grouped(known.data?.items ?? []);
  return (
    <Select id={id} labelText={label} value={value} invalid={invalid} invalidText={t("category.missing")} onChange={(event) => onChange(event.target.value)}>
      <SelectItem value="" text={emptyText} />
      {groups.filter(({ below }) => upper || below.length > 0).map(({ category, below }) => (
        <SelectItemGroup key={category.id} label={category.name}>
          {upper && <SelectItem value={category.id} text={t("category.all", { name: category.name })} />}
          {below.map((each) => <SelectItem key={each.id} value={each.id} text={each.name} />)}
        </SelectItemGroup>
      ))}
    </Select>
  );
}

/** A retired or unknown category cannot be chosen: the field starts empty then. */
export function useStartingCategory(category: string | null): string {
  const known = useCategories();
  return category && known.data?.items.some(({ id, retired }) => id === category && !retired) ? category : "";
}

export function FileDialog({ detail, onClose }: { detail: FalloutDetail; onClose: () => void }) {
  const call = useFalloutCall(detail);
  const start = useStartingCategory(detail.fallout.category);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const category = chosen ?? start;
  return (
    <Dialog title={t("fallout.file", { number: detail.fallout.number })} lead={<p>{t("fallout.fileLead")}</p>} doText={t("verb.file")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!category) return t("category.missing");
        await call("file", { category });
      }}>
      <CategoryField id="file-category" value={category} invalid={tried && !category} onChange={setChosen} />
    </Dialog>
  );
}
