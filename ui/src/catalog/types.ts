// What the server says of the catalog. Documents of specifications are open in the API, so they are written here.
import type { Schemas } from "@/api/types";

export type SpecificationLine = Schemas["SpecificationLineBody"];

export interface ValueSpecification {
  value?: unknown;
  label?: string;
  isDefault?: boolean;
  valueFrom?: unknown;
  valueTo?: unknown;
}

export interface SpecCharacteristic {
  name: string;
  valueType: string;
  description?: string;
  unitOfMeasure?: string;
  minCardinality?: number;
  regex?: string;
  minLength?: number;
  maxLength?: number;
  minSize?: number;
  maxSize?: number;
  element?: SpecCharacteristic;
  properties?: SpecCharacteristic[];
  characteristicValueSpecification?: ValueSpecification[];
  resourceSpecCharacteristicValue?: ValueSpecification[];
}

export interface Condition {
  characteristic?: string | null;
  present?: boolean | null;
  equals?: unknown;
  oneOf?: unknown[] | null;
  atLeast?: number | null;
  atMost?: number | null;
  all?: Condition[] | null;
  any?: Condition[] | null;
  negated?: Condition | null;
  /** CEL text. */
  expression?: string | null;
  /** The id of a decision table that answers `holds`. */
  table?: string | null;
}

export interface Mapping {
  target: string;
  source?: string | null;
  constant?: unknown;
  values?: Record<string, unknown> | null;
  otherwise?: unknown;
  direction?: string;
  when?: Condition | null;
  expression?: string | null;
  table?: string | null;
  output?: string | null;
  sibling?: string | null;
}

export interface SpecRelationship {
  id: string;
  relationshipType: string;
  mandatory?: boolean;
  order?: number;
  minimumQuantity?: number;
  defaultQuantity?: number;
  maximumQuantity?: number;
  quantityCharacteristic?: string;
  rule?: { name: string; when: Condition };
  mapping?: Mapping[];
}

export type Related = Schemas["RelatedBody"];

export interface SpecificationDetail {
  specification: {
    id: string;
    name: string;
    description?: string;
    category?: string;
    orderable: boolean;
    locationRequired: boolean;
    transient: boolean;
    specCharacteristic?: SpecCharacteristic[];
    resourceSpecCharacteristic?: SpecCharacteristic[];
    serviceSpecRelationship?: SpecRelationship[];
    resourceSpecRelationship?: SpecRelationship[];
  };
  kind: string;
  version: number;
  state: string;
  uses: Related[];
  usedBy: Related[];
  versions: { version: number; state: string; changedAt: string }[];
  plans: Record<string, string | null>;
}

export interface PlanTask {
  key: string;
  name: string;
  kind: string;
  assignmentGroup: string | null;
  duration: string;
  system: string | null;
  operation: string | null;
  data: { characteristic: string; mandatory: boolean }[];
  after: string[];
  afterChildren: boolean;
  afterSpecifications: { specification: string; scope: string }[];
}

export interface PlanSpecification {
  id: string;
  version: number;
  actions: string[];
  tasks: PlanTask[];
}
