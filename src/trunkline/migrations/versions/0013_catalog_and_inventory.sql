-- What catalog and inventory need since.
SELECT 1;
