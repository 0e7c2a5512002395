-- Campaigns of every remedy.
ALTER TABLE fallout_campaign
    DROP CONSTRAINT fallout_campaign_resolution_check,
    ADD CONSTRAINT fallout_campaign_resolution_check CHECK (resolution IN (
        'retry', 'correctAndRetry', 'completeByHand', 'skip', 'rollBack', 'reroute', 'giveUp')),
    ADD COLUMN route text,                              -- the way of a reroute
    ADD COLUMN afterwards text NOT NULL DEFAULT 'again' -- what comes after a roll back
        CHECK (afterwards IN ('again', 'end'));
