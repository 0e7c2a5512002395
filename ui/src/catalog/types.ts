// What the server says of the catalog.

export interface SpecificationLine {
  id: string;
  kind: string;
  name: string;
  version: number;
  state: string;
  category: string | null;
  description: string;
  orderable: boolean;
  draftVersion: number | null;
  changedAt: string;
}

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
}

export interface Mapping {
  target: string;
  source?: string | null;
  constant?: unknown;
  values?: Record<string, unknown> | null;
  otherwise?: unknown;
  direction?: string;
  when?: Condition | null;
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

export interface Related {
  id: string;
  name: string | null;
  kind: string | null;
  type: string;
  mandatory: boolean;
  rule: string | null;
}

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
