-- What a person chose for lists and the workspace is kept with them.
SELECT 1;
