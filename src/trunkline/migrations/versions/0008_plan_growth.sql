-- Plans that grow: waiting branches, shared targets, plan versions.
SELECT 1;
