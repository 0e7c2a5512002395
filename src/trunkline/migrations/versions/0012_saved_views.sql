-- Saved views of lists, kept on the server.
SELECT 1;
