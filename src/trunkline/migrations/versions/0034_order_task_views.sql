-- Lists of tasks of orders themselves can be kept as views.
ALTER TABLE saved_view
    DROP CONSTRAINT saved_view_list_check,
    ADD CONSTRAINT saved_view_list_check CHECK (list IN (
        'serviceOrders', 'tasks', 'orderTasks', 'fallouts', 'inventory', 'enrichmentTasks', 'specifications',
        'jeopardyAlerts', 'needsAttention', 'notifications', 'decisionTables', 'approvalPolicies', 'enrichmentPolicies',
        'milestonePolicies', 'orderTaskPolicies', 'workOrderPolicies'));
