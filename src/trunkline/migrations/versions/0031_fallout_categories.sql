-- Categories of fallouts, and what a message of failure says.
SELECT 1;
