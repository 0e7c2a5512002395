-- Categories of two levels: what has a parent is a subcategory, and fallouts are filed in those. One that was retired
-- takes no new fallouts; what would come to it goes to its successor.
CREATE TABLE fallout_category (
    id        text PRIMARY KEY,
    parent    text REFERENCES fallout_category,
    name      text NOT NULL,
    retired   boolean NOT NULL DEFAULT false,
    successor text REFERENCES fallout_category CHECK (successor <> id),
    CHECK (parent <> id),
    CHECK ((successor IS NOT NULL) <= retired)
);
INSERT INTO fallout_category (id, parent, name) VALUES
    ('system', NULL, 'Domain system'),
    ('network', NULL, 'Network and activation'),
    ('inventory', NULL, 'Inventory'),
    ('data', NULL, 'Data of the order'),
    ('configuration', NULL, 'Catalog and configuration'),
    ('field', NULL, 'Work on site'),
    ('commercial', NULL, 'Commercial'),
    ('process', NULL, 'Process'),
    ('system.unreachable', 'system', 'Not reachable'),
    ('system.overloaded', 'system', 'Too slow or overloaded'),
    ('system.error', 'system', 'Error inside the system'),
    ('system.badAnswer', 'system', 'Answer cannot be used'),
    ('system.outcomeUnknown', 'system', 'Outcome unknown'),
    ('network.refused', 'network', 'Activation refused'),
    ('network.partial', 'network', 'Carried out in part'),
    ('network.notEffective', 'network', 'Done, but not effective'),
    ('network.equipment', 'network', 'Faulty equipment'),
    ('inventory.shortage', 'inventory', 'Nothing free'),
    ('inventory.mismatch', 'inventory', 'Records differ from reality'),
    ('data.value', 'data', 'Wrong or missing value'),
    ('data.address', 'data', 'Address or site'),
    ('data.customer', 'data', 'Customer or contact'),
    ('configuration.task', 'configuration', 'Task set up wrongly'),
    ('configuration.rule', 'configuration', 'Rule cannot be evaluated'),
    ('field.access', 'field', 'No access to the site'),
    ('field.testFailed', 'field', 'Test not passed'),
    ('field.permit', 'field', 'Permit is missing'),
    ('commercial.billing', 'commercial', 'Billing'),
    ('commercial.credit', 'commercial', 'Credit or contract'),
    ('process.closedByHand', 'process', 'Closed with open tasks'),
    ('process.changeTooLate', 'process', 'Change came too late'),
    ('process.defect', 'process', 'Error in order management');

-- where fallouts of a type are filed when their cause says nothing better
ALTER TABLE fallout_type ADD COLUMN category text REFERENCES fallout_category;
UPDATE fallout_type AS t
   SET category = v.category
  FROM (VALUES ('billingIssue', 'commercial.billing'), ('inventoryAllocationFailure', 'inventory.shortage'),
               ('provisioningFailure', 'network.refused')) AS v (id, category)
 WHERE t.id = v.id;

ALTER TABLE fallout ADD COLUMN category text REFERENCES fallout_category;
UPDATE fallout AS f
   SET category = coalesce(
           CASE WHEN f.fallout_type <> 'provisioningFailure' THEN t.category END,
           CASE f.cause
               WHEN 'unreachable' THEN 'system.unreachable'
               WHEN 'timeout' THEN 'system.overloaded'
               WHEN 'busy' THEN 'system.overloaded'
               WHEN 'serverError' THEN 'system.error'
               WHEN 'badAnswer' THEN 'system.badAnswer'
               WHEN 'unknown' THEN 'system.outcomeUnknown'
               WHEN 'badRequest' THEN 'data.value'
               WHEN 'closedByHand' THEN 'process.closedByHand'
           END,
           t.category)
  FROM fallout_type AS t
 WHERE t.id = f.fallout_type;
ALTER TABLE fallout ADD CONSTRAINT fallout_closed_in_category CHECK ((state = 'closed') <= (category IS NOT NULL)) NOT VALID;
CREATE INDEX fallout_of_category ON fallout (category) WHERE state IN ('open', 'inProgress', 'awaitingInformation', 'resolving');

ALTER TABLE fallout_routing_rule ADD COLUMN fallout_category text REFERENCES fallout_category;
