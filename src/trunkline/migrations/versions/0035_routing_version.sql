-- Which version the list of routing rules is, and whose: who saves says which one they saw.
CREATE TABLE fallout_routing (
    id         integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    version    integer NOT NULL,
    changed_by text,
    changed_at timestamptz
);
INSERT INTO fallout_routing (version) VALUES (0);
