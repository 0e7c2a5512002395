// Written by `make api`; not to be changed by hand.
// openapi.json sha256 13d0eeb1695c9e943e04d0b8a6a9ddad3e443d5cd2acda91d2737952c401f446

export interface paths {
    "/api/agreementClocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAgreementClocks
         * @description How the times of an order, item, domain order, task or fallout stand; `within` an order also of all in it.
         */
        get: operations["ApiAgreementclocksListAgreementClocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAgreements
         * @description What is agreed, and how often it was kept.
         */
        get: operations["ApiAgreementsListAgreements"];
        /**
         * SaveAgreements
         * @description Makes these agreements so, all or none; they count for clocks that begin from now on.
         */
        put: operations["ApiAgreementsSaveAgreements"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * DeleteAgreement
         * @description No clock begins by it any more; those that run go on.
         */
        delete: operations["ApiAgreementsNameDeleteAgreement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/allTasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAllTasks
         * @description All tasks, of people and machines, open and over; those of the newest orders first.
         *
         *     `q` is a typed query: `state:completed ended>=2026-11-01 kind:automated`; `ready:none` is what waits for others.
         */
        get: operations["ApiAlltasksListAllTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/allTasks/queryFields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAllTaskQueryFields
         * @description The words of `q` in the list of all tasks.
         */
        get: operations["ApiAlltasksQueryfieldsListAllTaskQueryFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/apiKeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListApiKeys
         * @description The caller's API keys, newest first; everybody's for those who may administer users. `usable` keys are neither
         *     revoked nor over.
         */
        get: operations["ApiApikeysListApiKeys"];
        put?: never;
        /**
         * CreateApiKey
         * @description Makes an API key; the answer shows it, this one time.
         */
        post: operations["ApiApikeysCreateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/apiKeys/{api_key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowApiKey
         * @description One key, one's own or (for those who may administer users) anybody's.
         */
        get: operations["ApiApikeysApiKeyIdShowApiKey"];
        put?: never;
        post?: never;
        /**
         * RevokeApiKey
         * @description The key can no longer be used.
         */
        delete: operations["ApiApikeysApiKeyIdRevokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments/{number}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CallOffAppointment
         * @description Calls it off; the task waits for it no more.
         */
        post: operations["ApiAppointmentsNumberCancelCallOffAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments/{number}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ConfirmReservedAppointment
         * @description Says yes to a reserved time.
         */
        post: operations["ApiAppointmentsNumberConfirmConfirmReservedAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments/{number}/rebook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * MoveAppointment
         * @description Moves it to another time.
         */
        post: operations["ApiAppointmentsNumberRebookMoveAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignmentRules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAssignmentRules
         * @description Every assignment rule in the order in which they are asked.
         */
        get: operations["ApiAssignmentrulesListAssignmentRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignmentRules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * TryAssignmentRules
         * @description Who would get such a task now; nothing is written.
         */
        post: operations["ApiAssignmentrulesTryTryAssignmentRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assignmentRules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SaveAssignmentRule
         * @description Makes or changes a rule; tasks that come onto the list from now on follow it.
         */
        put: operations["ApiAssignmentrulesNameSaveAssignmentRule"];
        post?: never;
        /**
         * DeleteAssignmentRule
         * @description Takes a rule away; tasks stay where they are.
         */
        delete: operations["ApiAssignmentrulesNameDeleteAssignmentRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * DownloadAttachment
         * @description The file itself, always to be saved and never to be shown or run by the browser.
         */
        get: operations["ApiAttachmentsNumberDownloadAttachment"];
        put?: never;
        post?: never;
        /**
         * RemoveAttachment
         * @description Takes a file away; for a day `restore` brings it back.
         */
        delete: operations["ApiAttachmentsNumberRemoveAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RestoreAttachment
         * @description Takes the removal of a file back.
         */
        post: operations["ApiAttachmentsNumberRestoreRestoreAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * SearchAudit
         * @description Who did what to which record, newest first.
         *
         *     `verb` is a kind of event such as `UserDeactivated`; `record` is a number such as `ORD-000123` (the order and all in
         *     it), `TASK-000123-4` or `FO-000123-1`, or the name of a user or group; `people` leaves out what the system did.
         */
        get: operations["ApiAuditSearchAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verbs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAuditVerbs
         * @description Every kind of event there is, by name.
         */
        get: operations["ApiAuditVerbsListAuditVerbs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListCalendars
         * @description Every working calendar.
         */
        get: operations["ApiCalendarsListCalendars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SaveCalendar
         * @description Makes or changes a calendar; plans made from now on count in it.
         */
        put: operations["ApiCalendarsNameSaveCalendar"];
        post?: never;
        /**
         * DeleteCalendar
         * @description Takes a calendar away; durations that name it count around the clock then.
         */
        delete: operations["ApiCalendarsNameDeleteCalendar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/{system}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * TakeCallback
         * @description A domain system reports how work stands: a TM Forum hub event, or a plain document with `externalId` or `id`.
         *
         *     The sender signs time and body (`X-Trunkline-Timestamp`, `X-Trunkline-Signature`) or shows its bearer token.
         *     Duplicates, late messages and wrong order do no harm; the very same signed message is taken once.
         */
        post: operations["ApiCallbacksSystemTakeCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ImportCatalog
         * @description Drafts specifications from TMF633 or TMF634 JSON, one or a list. One that is refused does not stop the others.
         */
        post: operations["ApiCatalogImportImportCatalog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogParts/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListCatalogParts
         * @description Decision tables (`decisionTables`), `approvalPolicies` or `enrichmentPolicies` by id: of each the version in
         *     force, else the newest.
         */
        get: operations["ApiCatalogpartsPartListCatalogParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogParts/{part}/{part_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowCatalogPart
         * @description One decision table or policy: the version in force, else the newest, or the one that `version` says.
         */
        get: operations["ApiCatalogpartsPartPartIdShowCatalogPart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogParts/{part}/{part_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RetireCatalogPart
         * @description Takes a decision table or policy out of use as a new catalog revision.
         */
        post: operations["ApiCatalogpartsPartPartIdRetireRetireCatalogPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowDashboard
         * @description Throughput, lead times, what is open by state and age, fallouts, jeopardy, queues and workers.
         *
         *     Of the last seven days up to now unless a period is named; by the hour up to three days, else by the day.
         */
        get: operations["ApiDashboardShowDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainOrders/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowDomainOrder
         * @description One domain order with its own tasks.
         */
        get: operations["ApiDomainordersNumberShowDomainOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainOrders/{number}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowClosing
         * @description What closing this domain order by hand would meet now.
         */
        get: operations["ApiDomainordersNumberCloseShowClosing"];
        put?: never;
        /**
         * CloseByHand
         * @description Closes a domain order by hand: refused while tasks are open, or with a fallout on each.
         */
        post: operations["ApiDomainordersNumberCloseCloseByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainOrders/{number}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ExplainDomainOrder
         * @description The least that must happen before the domain order goes on.
         */
        get: operations["ApiDomainordersNumberWhyExplainDomainOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainSystems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListSystems
         * @description Every domain system that has limits, with what waits for it.
         */
        get: operations["ApiDomainsystemsListSystems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainSystems/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowSystem
         * @description One domain system.
         */
        get: operations["ApiDomainsystemsNameShowSystem"];
        /**
         * SaveSystem
         * @description Makes a domain system known, or sets its limits anew.
         */
        put: operations["ApiDomainsystemsNameSaveSystem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * ChangeSystem
         * @description Sets the numbers among the limits of a known system.
         */
        patch: operations["ApiDomainsystemsNameChangeSystem"];
        trace?: never;
    };
    "/api/domainSystems/{name}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ForecastSystem
         * @description Which orders will be late, and when, if what is held goes out from `until` on at `rate` calls a second.
         */
        get: operations["ApiDomainsystemsNameForecastForecastSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainSystems/{name}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * HoldSystem
         * @description Asks nothing of the system until it is released; calls under way end.
         */
        post: operations["ApiDomainsystemsNameHoldHoldSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/domainSystems/{name}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReleaseSystem
         * @description Lets held calls go at a rate, urgent tasks first.
         */
        post: operations["ApiDomainsystemsNameReleaseReleaseSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/durationPolicies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListDurationPolicies
         * @description All duration policies.
         */
        get: operations["ApiDurationpoliciesListDurationPolicies"];
        /**
         * SaveDurationPolicies
         * @description Makes these policies so, all or none; plans that are made from now on use them.
         */
        put: operations["ApiDurationpoliciesSaveDurationPolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/durationPolicies/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * DeleteDurationPolicy
         * @description Takes a policy away; tasks that exist keep their duration.
         */
        delete: operations["ApiDurationpoliciesNameDeleteDurationPolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListEnrichmentTasks
         * @description Enrichment tasks, the most urgent first: all open ones, or those in the given states.
         *
         *     `mine`, `myGroups`, `group`, `assignee`, `unassigned` and `order` narrow the list; `after` continues it.
         */
        get: operations["ApiEnrichmenttasksListEnrichmentTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowEnrichmentTask
         * @description One task with the data it asks for: how each value is specified, and what the item has.
         */
        get: operations["ApiEnrichmenttasksNumberShowEnrichmentTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AssignEnrichmentTask
         * @description Gives a task to a group, a person, or both.
         */
        post: operations["ApiEnrichmenttasksNumberAssignAssignEnrichmentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CompleteEnrichmentTask
         * @description Ends a task; the values go into the item. 422 while a mandatory value is missing, or one is wrong.
         */
        post: operations["ApiEnrichmenttasksNumberCompleteCompleteEnrichmentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * HoldEnrichmentTask
         * @description Stops a task for a reason; when nothing else can be done, item and order are held.
         */
        post: operations["ApiEnrichmenttasksNumberHoldHoldEnrichmentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeEnrichmentTask
         * @description Lets a held task go on.
         */
        post: operations["ApiEnrichmenttasksNumberResumeResumeEnrichmentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichmentTasks/{number}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * StartEnrichmentTask
         * @description Begins a task; an unassigned one is then the caller's.
         */
        post: operations["ApiEnrichmenttasksNumberStartStartEnrichmentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListEvents
         * @description Everything that happened, oldest first. Ask again with `next` in `after`: no event is missed, none comes twice.
         */
        get: operations["ApiEventsListEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * StreamEvents
         * @description Events as they happen, as server-sent events; goes on after `Last-Event-ID` (or `after`), else begins now.
         */
        get: operations["ApiEventsStreamStreamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutAnalytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFalloutAnalytics
         * @description Open fallouts by type, age and team; time to mend, repeats, first-time-right, days lost; of the last 30 days
         *     unless a period is named.
         */
        get: operations["ApiFalloutanalyticsShowFalloutAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutCampaigns
         * @description Campaigns, the newest first.
         */
        get: operations["ApiFalloutcampaignsListFalloutCampaigns"];
        put?: never;
        /**
         * DraftFalloutCampaign
         * @description Lists what one remedy for many would touch, and what it leaves out and why; nothing is touched yet.
         */
        post: operations["ApiFalloutcampaignsDraftFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFalloutCampaign
         * @description One campaign with its waves, counted as they are now.
         */
        get: operations["ApiFalloutcampaignsNumberShowFalloutCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ApproveFalloutCampaign
         * @description The second person's yes.
         */
        post: operations["ApiFalloutcampaignsNumberApproveApproveFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * DiscardFalloutCampaign
         * @description Drops a campaign that has not begun.
         */
        post: operations["ApiFalloutcampaignsNumberDiscardDiscardFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * PauseFalloutCampaign
         * @description Tries nothing more until it is resumed; when this is answered, nothing is under way.
         */
        post: operations["ApiFalloutcampaignsNumberPausePauseFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutCampaignRecords
         * @description What a campaign touches, and what became of each.
         */
        get: operations["ApiFalloutcampaignsNumberRecordsListFalloutCampaignRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeFalloutCampaign
         * @description Goes on where it was paused.
         */
        post: operations["ApiFalloutcampaignsNumberResumeResumeFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * StartFalloutCampaign
         * @description Begins with the canary, or asks for a second person's yes when it is too large for one.
         */
        post: operations["ApiFalloutcampaignsNumberStartStartFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCampaigns/{number}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * StopFalloutCampaign
         * @description Ends it; what was not touched stays as it is.
         */
        post: operations["ApiFalloutcampaignsNumberStopStopFalloutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCategories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutCategories
         * @description Where fallouts are filed: categories of two levels.
         */
        get: operations["ApiFalloutcategoriesListFalloutCategories"];
        put?: never;
        /**
         * AddFalloutCategory
         * @description Adds a category or a subcategory.
         */
        post: operations["ApiFalloutcategoriesAddFalloutCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutCategories/{category}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * ChangeFalloutCategory
         * @description Renames a category, moves a subcategory, retires it or brings it back.
         */
        patch: operations["ApiFalloutcategoriesCategoryChangeFalloutCategory"];
        trace?: never;
    };
    "/api/falloutClassification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ClassifyFalloutText
         * @description What kind of failure a text speaks of: type and cause, with the confidence; computed here, nothing is sent out.
         */
        post: operations["ApiFalloutclassificationClassifyFalloutText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutGroups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListGroupsOfFallouts
         * @description Groups of the same failure, the one with most open fallouts first.
         */
        get: operations["ApiFalloutgroupsListGroupsOfFallouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutGroups/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowGroupOfFallouts
         * @description One group, with the fifty most urgent of its open fallouts.
         */
        get: operations["ApiFalloutgroupsNumberShowGroupOfFallouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutGroups/{number}/runbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFalloutGroupRunbook
         * @description What helped when this failure was met before, measured by what became of the tasks.
         */
        get: operations["ApiFalloutgroupsNumberRunbookShowFalloutGroupRunbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutRoutingRules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFalloutRoutingRules
         * @description Who looks at new fallouts, and who when they stay open.
         */
        get: operations["ApiFalloutroutingrulesShowFalloutRoutingRules"];
        /**
         * SaveFalloutRoutingRules
         * @description Sets all rules; fallouts raised from now on go by them. 409 when somebody saved others since `version`.
         */
        put: operations["ApiFalloutroutingrulesSaveFalloutRoutingRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutRoutingRules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * TryFalloutRoutingRules
         * @description Who would get such a fallout now; nothing is written.
         */
        post: operations["ApiFalloutroutingrulesTryTryFalloutRoutingRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/falloutTypes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutTypes
         * @description All kinds of failure.
         */
        get: operations["ApiFallouttypesListFalloutTypes"];
        put?: never;
        /**
         * AddFalloutType
         * @description Adds a kind of failure.
         */
        post: operations["ApiFallouttypesAddFalloutType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFallouts
         * @description Fallouts, the most urgent and oldest first; `open` leaves out what is resolved, closed or cancelled. `category`
         *     finds those of its subcategories too.
         *
         *     `q` is a typed query: `state:open type:device customer:acme raised>-2d -site:berlin`.
         */
        get: operations["ApiFalloutsListFallouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/queryFields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutQueryFields
         * @description The words of `q` in the list of fallouts.
         */
        get: operations["ApiFalloutsQueryfieldsListFalloutQueryFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFallout
         * @description One fallout with its context, notes and history, and what the caller may do about it.
         */
        get: operations["ApiFalloutsNumberShowFallout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/askInformation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AskFalloutInformation
         * @description The fallout waits for an answer from elsewhere.
         */
        post: operations["ApiFalloutsNumberAskinformationAskFalloutInformation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AssignFallout
         * @description Gives a fallout to a group, a person, or both.
         */
        post: operations["ApiFalloutsNumberAssignAssignFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CancelFallout
         * @description Takes back a fallout that was raised in error.
         */
        post: operations["ApiFalloutsNumberCancelCancelFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CloseFallout
         * @description Files a resolved fallout.
         */
        post: operations["ApiFalloutsNumberCloseCloseFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * FileFallout
         * @description The fallout belongs to this subcategory.
         */
        post: operations["ApiFalloutsNumberFileFileFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * NoteFallout
         * @description Writes a note on a fallout.
         */
        post: operations["ApiFalloutsNumberNoteNoteFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/reassignTask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReassignTask
         * @description Gives the task of a fallout to another group or person.
         */
        post: operations["ApiFalloutsNumberReassigntaskReassignTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/reclassify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reclassify
         * @description Says that an open fallout is of another type than was thought.
         */
        post: operations["ApiFalloutsNumberReclassifyReclassify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/reroute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * PreviewRerouting
         * @description The ways that the task may go, what is undone before it goes another one, and what stands against `to`.
         */
        get: operations["ApiFalloutsNumberReroutePreviewRerouting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResolveFallout
         * @description Resolves a fallout and moves its task, in one step.
         */
        post: operations["ApiFalloutsNumberResolveResolveFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeFallout
         * @description The answer came; work on the fallout goes on.
         */
        post: operations["ApiFalloutsNumberResumeResumeFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/rollBack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * PreviewRollBack
         * @description What a roll back would undo, in which order, and what stands against it; `to` is the first task that is undone.
         */
        get: operations["ApiFalloutsNumberRollbackPreviewRollBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/runbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowFalloutRunbook
         * @description What helped when this failure was met before, measured by what became of the tasks.
         */
        get: operations["ApiFalloutsNumberRunbookShowFalloutRunbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/unwatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * UnwatchFallout
         * @description The caller does not watch it any more.
         */
        post: operations["ApiFalloutsNumberUnwatchUnwatchFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * WatchFallout
         * @description The caller watches it.
         */
        post: operations["ApiFalloutsNumberWatchWatchFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fallouts/{number}/watchers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFalloutWatchers
         * @description Who watches a fallout: by their own wish, or named in a note as @name.
         */
        get: operations["ApiFalloutsNumberWatchersListFalloutWatchers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListGroups
         * @description Every assignment group with its members.
         */
        get: operations["ApiGroupsListGroups"];
        put?: never;
        /**
         * CreateGroup
         * @description Makes an assignment group.
         */
        post: operations["ApiGroupsCreateGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * DeleteGroup
         * @description Removes a group; its members stay users.
         */
        delete: operations["ApiGroupsNameDeleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{name}/appointmentOffer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowAppointmentOffer
         * @description What a group offers to those who make appointments.
         */
        get: operations["ApiGroupsNameAppointmentofferShowAppointmentOffer"];
        /**
         * SaveAppointmentOffer
         * @description Sets what a group offers; what is booked stays.
         */
        put: operations["ApiGroupsNameAppointmentofferSaveAppointmentOffer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{name}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SetMembers
         * @description The group has exactly these members from now on.
         */
        put: operations["ApiGroupsNameMembersSetMembers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{name}/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SetPushRouting
         * @description Has tasks given to free members, or taken by them.
         */
        put: operations["ApiGroupsNamePushSetPushRouting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{name}/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowGroupWork
         * @description A group's members with skills, capacity and what is in hand, and how much waits for it.
         */
        get: operations["ApiGroupsNameWorkShowGroupWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds/{number}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReleaseOrderHold
         * @description Ends a hold; what nothing else holds goes on at once.
         */
        post: operations["ApiHoldsNumberReleaseReleaseOrderHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowHome
         * @description Each number is the `total` of the list behind it; the trend goes back `days` days (UTC), today included.
         */
        get: operations["ApiHomeShowHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowInbox
         * @description What the caller was told in the workspace; all of it for 90 days, or what is unread.
         */
        get: operations["ApiInboxShowInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * MarkInboxRead
         * @description Marks entries of the caller as read; answers the newest as they are now.
         */
        post: operations["ApiInboxReadMarkInboxRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * SearchInventory
         * @description Products, services and resources, the newest first; `after` is the `next` of the page before.
         */
        get: operations["ApiInventorySearchInventory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowInventoryItem
         * @description One item with its values, what stands above and below it, its history and its orders.
         */
        get: operations["ApiInventoryNumberShowInventoryItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/{number}/asOf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowInventoryItemAsOf
         * @description What the item was at an instant: its state and values.
         */
        get: operations["ApiInventoryNumberAsofShowInventoryItemAsOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyAlerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAlerts
         * @description Open alerts, the newest first; of one order with `order`, and then with `cleared` those that are over too.
         */
        get: operations["ApiJeopardyalertsListAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyAlerts/{number}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AcknowledgeAlert
         * @description Says that somebody takes care of it; when the level rises, the alert is new again.
         */
        post: operations["ApiJeopardyalertsNumberAcknowledgeAcknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyAlerts/{number}/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OwnAlert
         * @description Makes a person or a group the owner; without an owner in the body the caller takes it.
         */
        post: operations["ApiJeopardyalertsNumberOwnOwnAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyPolicies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListJeopardyPolicies
         * @description All policies.
         */
        get: operations["ApiJeopardypoliciesListJeopardyPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyPolicies/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SaveJeopardyPolicy
         * @description Makes or changes a policy; every open task is looked at anew.
         */
        put: operations["ApiJeopardypoliciesNameSaveJeopardyPolicy"];
        post?: never;
        /**
         * DeleteJeopardyPolicy
         * @description Takes a policy away.
         */
        delete: operations["ApiJeopardypoliciesNameDeleteJeopardyPolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jeopardyThresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowThresholds
         * @description At how many percent of its duration a task has which level.
         */
        get: operations["ApiJeopardythresholdsShowThresholds"];
        /**
         * SaveThresholds
         * @description Sets them; every open task is looked at anew.
         */
        put: operations["ApiJeopardythresholdsSaveThresholds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowMilestone
         * @description One milestone.
         */
        get: operations["ApiMilestonesNumberShowMilestone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{number}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReachMilestone
         * @description Says by hand that a milestone is reached, with a note that says how one knows.
         */
        post: operations["ApiMilestonesNumberReachReachMilestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{number}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReopenMilestone
         * @description Takes back that a milestone is reached, with a note that says why.
         */
        post: operations["ApiMilestonesNumberReopenReopenMilestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/needsAttention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListNeedsAttention
         * @description Open domain orders that are held, in fallout, in jeopardy, wait for a value, have a proposal or joined a running plan.
         */
        get: operations["ApiNeedsattentionListNeedsAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * TakeNoteBack
         * @description Takes one's own note back; a mark stays, and what it said is kept.
         */
        delete: operations["ApiNotesNumberTakeNoteBack"];
        options?: never;
        head?: never;
        /**
         * ChangeNote
         * @description One's own note says something else from now on; what it said is kept.
         */
        patch: operations["ApiNotesNumberChangeNote"];
        trace?: never;
    };
    "/api/notes/{number}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowNoteVersions
         * @description Everything that a note has said.
         */
        get: operations["ApiNotesNumberVersionsShowNoteVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notificationPreference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowNotificationPreference
         * @description What the caller wants to hear of.
         */
        get: operations["ApiNotificationpreferenceShowNotificationPreference"];
        /**
         * SaveNotificationPreference
         * @description Sets what the caller wants to hear of, and where.
         */
        put: operations["ApiNotificationpreferenceSaveNotificationPreference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notificationRules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListNotificationRules
         * @description Every rule, with how many of its notifications wait and were given up.
         */
        get: operations["ApiNotificationrulesListNotificationRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notificationRules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowNotificationRule
         * @description One rule.
         */
        get: operations["ApiNotificationrulesNameShowNotificationRule"];
        /**
         * SaveNotificationRule
         * @description Makes or changes a rule; it tells of what happens from now on.
         */
        put: operations["ApiNotificationrulesNameSaveNotificationRule"];
        post?: never;
        /**
         * DeleteNotificationRule
         * @description Takes a rule away; what it has put into the outbox is still sent.
         */
        delete: operations["ApiNotificationrulesNameDeleteNotificationRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notificationRules/{name}/sendAgain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SendRuleAgain
         * @description Sends again what the rule's notifications were given up, at most 1,000 of them.
         */
        post: operations["ApiNotificationrulesNameSendagainSendRuleAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notificationRules/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * TestNotificationRule
         * @description Tells the last thing of its kind to the caller and to the rule's webhooks, marked as a test.
         */
        post: operations["ApiNotificationrulesNameTestTestNotificationRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListNotifications
         * @description Notifications, the newest first: of a state, of a rule.
         */
        get: operations["ApiNotificationsListNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{number}/sendAgain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SendNotificationAgain
         * @description Sends one notification again, counting tries from the start.
         */
        post: operations["ApiNotificationsNumberSendagainSendNotificationAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrderTasks
         * @description Tasks of orders themselves by priority and due date: those somebody can act on now, or in the given states.
         *
         *     `mine`, `myGroups`, `group`, `assignee`, `unassigned`, `late`, `stage` and `order` narrow the list; `after` continues it.
         */
        get: operations["ApiOrdertasksListOrderTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowOrderTask
         * @description One task of an order itself.
         */
        get: operations["ApiOrdertasksNumberShowOrderTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AssignOrderTask
         * @description Gives a task to a group, a person, or both.
         */
        post: operations["ApiOrdertasksNumberAssignAssignOrderTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CompleteOrderTask
         * @description Ends a task; the last one lets the order be approved, or end.
         */
        post: operations["ApiOrdertasksNumberCompleteCompleteOrderTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * HoldOrderTask
         * @description Stops a task for a reason.
         */
        post: operations["ApiOrdertasksNumberHoldHoldOrderTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeOrderTask
         * @description Lets a held task go on.
         */
        post: operations["ApiOrdertasksNumberResumeResumeOrderTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orderTasks/{number}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * StartOrderTask
         * @description Begins a task; an unassigned one is then the caller's.
         */
        post: operations["ApiOrdertasksNumberStartStartOrderTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListPeople
         * @description Active users with a right, whom work can be given to; `search` looks into user names and full names.
         */
        get: operations["ApiPeopleListPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/workload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListWorkloads
         * @description What up to 100 people have in hand, so that work goes to whom it suits; unknown names are left out (UIF-55).
         */
        get: operations["ApiPeopleWorkloadListWorkloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListPlanSpecifications
         * @description Plan specifications by id, of each the version in force, else the newest; or those made for one specification.
         */
        get: operations["ApiPlanspecificationsListPlanSpecifications"];
        put?: never;
        /**
         * CreatePlanSpecification
         * @description Drafts a plan specification; with the id of a published one, its next version.
         */
        post: operations["ApiPlanspecificationsCreatePlanSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanSpecification
         * @description One plan specification: the version in force, else the newest, or the one that `version` says.
         */
        get: operations["ApiPlanspecificationsPlanIdShowPlanSpecification"];
        put?: never;
        post?: never;
        /**
         * DeletePlanDraft
         * @description Throws the draft of a plan specification away.
         */
        delete: operations["ApiPlanspecificationsPlanIdDeletePlanDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications/{plan_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ArchivePlanSpecification
         * @description Puts a retired plan specification away.
         */
        post: operations["ApiPlanspecificationsPlanIdArchiveArchivePlanSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications/{plan_id}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ClonePlanSpecification
         * @description Drafts a copy of a plan specification under a new id.
         */
        post: operations["ApiPlanspecificationsPlanIdCloneClonePlanSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications/{plan_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * PublishPlanSpecification
         * @description Puts the draft of a plan specification in force as a new catalog revision.
         */
        post: operations["ApiPlanspecificationsPlanIdPublishPublishPlanSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/planSpecifications/{plan_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RetirePlanSpecification
         * @description Takes a plan specification out of use for new plans.
         */
        post: operations["ApiPlanspecificationsPlanIdRetireRetirePlanSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPreferences
         * @description Theme, keys and looks of lists that the caller chose, in whatever browser.
         */
        get: operations["ApiPreferencesShowPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * ChangeOwnPreferences
         * @description Keeps what is given, list by list; what is absent stays as it was.
         */
        patch: operations["ApiPreferencesChangeOwnPreferences"];
        trace?: never;
    };
    "/api/priorityFactors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListPriorityFactors
         * @description What urgency is weighed from: priority = sum(rank * weight) / sum(weight); 80 critical, 60 high, 40 moderate.
         */
        get: operations["ApiPriorityfactorsListPriorityFactors"];
        /**
         * ReplacePriorityFactors
         * @description Puts these factors in place of all there are; orders keep their priority until they are recalculated.
         */
        put: operations["ApiPriorityfactorsReplacePriorityFactors"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{number}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListAttachments
         * @description The files that hang on a record; with `inside` on an order also those of everything in it.
         */
        get: operations["ApiRecordsNumberAttachmentsListAttachments"];
        put?: never;
        /**
         * AttachFile
         * @description Attaches the body of the request as a file to a record; `Content-Type` says what it is.
         */
        post: operations["ApiRecordsNumberAttachmentsAttachFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rejectionReasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListRejectionReasons
         * @description The closed set of reasons for which an order may be rejected.
         */
        get: operations["ApiRejectionreasonsListRejectionReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListRoles
         * @description Every role with what it lets people do.
         */
        get: operations["ApiRolesListRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrders
         * @description Lists service orders, drafts too, newest first; filters and `sort` as on TMF641, `after` continues a list.
         *
         *     `search` finds words, or what begins with them, in number, external id, customer, places and characteristic values.
         *     `q` is a typed query: `state:held customer:acme due<2026-12-01 -site:berlin`; its words without a field are searched.
         */
        get: operations["ApiServiceordersListOrders"];
        put?: never;
        /**
         * CaptureOrder
         * @description Takes in a TMF641 document; with `draft=true` it may be incomplete and is only kept.
         */
        post: operations["ApiServiceordersCaptureOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ApproveOrders
         * @description Approves many orders, each in a transaction of its own: what is refused does not stop the others.
         */
        post: operations["ApiServiceordersApproveApproveOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/dryRun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * TryServiceOrder
         * @description What approving an order now would lead to: checks, domain orders with reasons, plan, dates. Writes nothing.
         *
         *     The order is a stored one (`serviceOrder`, a draft too) or a TMF641 document (`order`).
         */
        post: operations["ApiServiceordersDryrunTryServiceOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ImportRows
         * @description Makes one order from many rows, one item each. 400 names every faulty row, unless `skipInvalid` leaves them out.
         */
        post: operations["ApiServiceordersImportImportRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/importCsv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ImportCsv
         * @description As `import`, from a CSV text with a heading: itemId, specification, place.city, contact.email, characteristics.
         */
        post: operations["ApiServiceordersImportcsvImportCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/queryFields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrderQueryFields
         * @description The words of `q` in the list of service orders.
         */
        get: operations["ApiServiceordersQueryfieldsListOrderQueryFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/recalculatePriority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RecalculatePriority
         * @description Weighs the urgency of open orders anew; items that came with a priority keep it, and open tasks follow.
         */
        post: operations["ApiServiceordersRecalculatepriorityRecalculatePriority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RejectOrders
         * @description Rejects many orders for one reason, each in a transaction of its own: what is refused does not stop the others.
         */
        post: operations["ApiServiceordersRejectRejectOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowOrder
         * @description One order with its items, decisions, the newest investigation, and what the caller may do.
         */
        get: operations["ApiServiceordersNumberShowOrder"];
        put?: never;
        post?: never;
        /**
         * DeleteOrder
         * @description Removes a draft or acknowledged order.
         */
        delete: operations["ApiServiceordersNumberDeleteOrder"];
        options?: never;
        head?: never;
        /**
         * EditOrder
         * @description Applies a JSON merge patch of TMF641 attributes; `version` is the one that was looked at.
         */
        patch: operations["ApiServiceordersNumberEditOrder"];
        trace?: never;
    };
    "/api/serviceOrders/{number}/abandon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AbandonOrder
         * @description Gives a rejected order up, with a note that says why.
         */
        post: operations["ApiServiceordersNumberAbandonAbandonOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrderAppointments
         * @description Every appointment of an order: open ones first, then the latest.
         */
        get: operations["ApiServiceordersNumberAppointmentsListOrderAppointments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ApproveOrder
         * @description Lets an acknowledged or rejected order through, whole or some of its items.
         *
         *     409 when `version` or `preview` is not what approving would lead to now; where a policy wants several people the order
         *     stays acknowledged until the last of them.
         */
        post: operations["ApiServiceordersNumberApproveApproveOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RequestCancellation
         * @description Asks to cancel the order, or some of its items; until it is decided nothing of the order begins.
         */
        post: operations["ApiServiceordersNumberCancelRequestCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * PreviewCancellation
         * @description What cancelling the order, or these top-level items, would do now: what goes, what is undone, what stands against it.
         */
        get: operations["ApiServiceordersNumberCancellationPreviewCancellation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/cancellation/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * DecideCancellation
         * @description Grants or declines what was asked for; 409 with everything that stands against it, item by item.
         */
        post: operations["ApiServiceordersNumberCancellationDecideDecideCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListCancellations
         * @description Every request to cancel the order, the newest first, with what the caller may do with it.
         */
        get: operations["ApiServiceordersNumberCancellationsListCancellations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowDocument
         * @description The order, a draft too, as TMF641 v4.1 document: what an edit of its items starts from.
         */
        get: operations["ApiServiceordersNumberDocumentShowDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/domainOrders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListDomainOrders
         * @description The service orders and resource orders that decomposition made for a service order.
         */
        get: operations["ApiServiceordersNumberDomainordersListDomainOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/enrichment/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * HoldEnrichment
         * @description Stops the enrichment of an order for a reason: every task that could be worked on.
         */
        post: operations["ApiServiceordersNumberEnrichmentHoldHoldEnrichment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/enrichment/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeEnrichment
         * @description Lets the enrichment of an order go on: every task that is held.
         */
        post: operations["ApiServiceordersNumberEnrichmentResumeResumeEnrichment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/enrichmentTasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListEnrichmentOfOrder
         * @description All enrichment tasks of an order, ended ones too.
         */
        get: operations["ApiServiceordersNumberEnrichmenttasksListEnrichmentOfOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowHistory
         * @description The activity stream of the order and everything in it, newest first; it outlives a deleted order.
         *
         *     `text` is looked for in what is said and in the kind of event, `by` is who did it; `total` counts all.
         */
        get: operations["ApiServiceordersNumberHistoryShowHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrderHolds
         * @description Open holds of an order and of its parts; with `everything`, released ones too.
         *
         *     With one of `item` (its place in the order), `domainOrder` and `task`: those that cover this part, its own or of
         *     what it is inside of. The verbs say whether the order or this part can be held now.
         */
        get: operations["ApiServiceordersNumberHoldsListOrderHolds"];
        put?: never;
        /**
         * PlaceOrderHold
         * @description Holds the order or a part of it: nothing inside starts until the last hold on it is released.
         */
        post: operations["ApiServiceordersNumberHoldsPlaceOrderHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/investigation/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AssignInvestigation
         * @description Gives the open investigation to somebody.
         */
        post: operations["ApiServiceordersNumberInvestigationAssignAssignInvestigation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/items/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RejectItems
         * @description Refuses items of a partly approved order, with reason code and note; for the outcome they count as cancelled.
         */
        post: operations["ApiServiceordersNumberItemsRejectRejectItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * DeleteItem
         * @description Takes an item, with those nested in it, out of a draft or acknowledged order.
         */
        delete: operations["ApiServiceordersNumberItemsDeleteItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/items/{item}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AddContact
         * @description Adds a contact to an item, before approval.
         */
        post: operations["ApiServiceordersNumberItemsContactsAddContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/items/{item}/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * EditContact
         * @description Puts other data in place of a contact's, before approval.
         */
        put: operations["ApiServiceordersNumberItemsContactsContactIdEditContact"];
        post?: never;
        /**
         * RemoveContact
         * @description Takes a contact away, before approval.
         */
        delete: operations["ApiServiceordersNumberItemsContactsContactIdRemoveContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/items/{item}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CopyItem
         * @description Copies a configured item, with all that is nested in it, to other places, before approval.
         *
         *     With `eligibleOnly` the places that cannot be served are skipped and reported; else one of them refuses all.
         */
        post: operations["ApiServiceordersNumberItemsCopyCopyItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListMilestonesOfOrder
         * @description All milestones of an order, item by item, with what each waits for and when it is due and expected.
         */
        get: operations["ApiServiceordersNumberMilestonesListMilestonesOfOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListNotes
         * @description The notes on the order, oldest first.
         */
        get: operations["ApiServiceordersNumberNotesListNotes"];
        put?: never;
        /**
         * AddNote
         * @description Writes on the order: a work note, or with `customerVisible` what the customer sees too.
         */
        post: operations["ApiServiceordersNumberNotesAddNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/orderTasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTasksOfOrder
         * @description All tasks of an order itself, ended ones too.
         */
        get: operations["ApiServiceordersNumberOrdertasksListTasksOfOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlan
         * @description The whole orchestration plan of a service order.
         */
        get: operations["ApiServiceordersNumberPlanShowPlan"];
        put?: never;
        /**
         * MakePlanAgain
         * @description Tries again to decompose and plan an approved order whose first try failed.
         */
        post: operations["ApiServiceordersNumberPlanMakePlanAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanApplications
         * @description Which plan specifications were applied, to how many domain orders, and what came of their tasks.
         */
        get: operations["ApiServiceordersNumberPlanApplicationsShowPlanApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowBranches
         * @description Branches that wait for a value, and proposals that wait for a decision.
         */
        get: operations["ApiServiceordersNumberPlanBranchesShowBranches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/branches/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AcceptProposal
         * @description Does what a proposal says.
         */
        post: operations["ApiServiceordersNumberPlanBranchesAcceptAcceptProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/branches/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * DismissProposal
         * @description Leaves the plan as it is although values changed.
         */
        post: operations["ApiServiceordersNumberPlanBranchesDismissDismissProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanChanges
         * @description What changed in the plan since an answer: only its tasks and domain orders, or the whole plan when it was changed.
         */
        get: operations["ApiServiceordersNumberPlanChangesShowPlanChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanColumns
         * @description The whole plan in columns, made to be small; 304 when nothing happened since the answer with that ETag.
         */
        get: operations["ApiServiceordersNumberPlanColumnsShowPlanColumns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanDates
         * @description Planned, estimated and latest dates of every task, its slack, and the critical path as things stand.
         */
        get: operations["ApiServiceordersNumberPlanDatesShowPlanDates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanHistory
         * @description Every change of state of every task, so that the plan can be shown as it stood at any instant.
         */
        get: operations["ApiServiceordersNumberPlanHistoryShowPlanHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AddPlanTask
         * @description Adds a task to the plan of an order that is being carried out.
         */
        post: operations["ApiServiceordersNumberPlanTasksAddPlanTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/plan/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPlanVersions
         * @description How the plan came to be as it is: who changed it, when, why, and what.
         */
        get: operations["ApiServiceordersNumberPlanVersionsShowPlanVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/prediction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowPrediction
         * @description By when it ends with a chance of one half, and of four in five, beside its date and its schedule.
         */
        get: operations["ApiServiceordersNumberPredictionShowPrediction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RejectOrder
         * @description Refuses an acknowledged order, with reason code and note, and opens an investigation.
         */
        post: operations["ApiServiceordersNumberRejectRejectOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReopenOrder
         * @description Makes a rejected order a draft again, for correction.
         */
        post: operations["ApiServiceordersNumberReopenReopenOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/reportedEvents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReportEvent
         * @description Tells that an outside event has come that wait tasks of the order's plan wait for, now or later.
         */
        post: operations["ApiServiceordersNumberReportedeventsReportEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/resubmit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SubmitOrder
         * @description Submits a draft, new or reopened; it then waits for approval.
         */
        post: operations["ApiServiceordersNumberResubmitSubmitOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ReviewOrder
         * @description The checklist that stands before approval, and what approving would lead to: the dry run of this very version.
         *
         *     With `items` (numbers of top-level items) only these are looked at; `preview=false` leaves the dry run out.
         */
        get: operations["ApiServiceordersNumberReviewReviewOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SubmitOrder
         * @description Submits a draft, new or reopened; it then waits for approval.
         */
        post: operations["ApiServiceordersNumberSubmitSubmitOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/validateRelatedItems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ValidateRelatedItems
         * @description Only the checks of what items need of each other: relations, compatibility, duplicates; changes nothing.
         */
        post: operations["ApiServiceordersNumberValidaterelateditemsValidateRelatedItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/serviceOrders/{number}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ExplainServiceOrder
         * @description The least that must happen before the order goes on.
         */
        get: operations["ApiServiceordersNumberWhyExplainServiceOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowSession
         * @description Who the caller is, with roles, permissions and groups.
         */
        get: operations["ApiSessionShowSession"];
        put?: never;
        /**
         * OpenSession
         * @description Signs in: answers who one is and sets the session cookie.
         */
        post: operations["ApiSessionOpenSession"];
        /**
         * CloseSession
         * @description Signs out: the session ends, and its cookie is taken away.
         */
        delete: operations["ApiSessionCloseSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/specifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListSpecifications
         * @description Specifications by id, of each the version in force, else the newest; `q` looks into id, name and category.
         */
        get: operations["ApiSpecificationsListSpecifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/specifications/{specification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowSpecification
         * @description One specification with what it needs, what needs it, its versions, and the plan for each action.
         */
        get: operations["ApiSpecificationsSpecificationIdShowSpecification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/specifications/{specification_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ArchiveSpecification
         * @description Puts a retired specification away.
         */
        post: operations["ApiSpecificationsSpecificationIdArchiveArchiveSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/specifications/{specification_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * PublishSpecification
         * @description Puts the draft of a specification in force as a new catalog revision.
         */
        post: operations["ApiSpecificationsSpecificationIdPublishPublishSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/specifications/{specification_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RetireSpecification
         * @description Takes a specification, and the plans made for it alone, out of use for new orders.
         */
        post: operations["ApiSpecificationsSpecificationIdRetireRetireSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTasks
         * @description Open manual tasks by priority and due date: the caller's (`mine`), a person's, or those of groups.
         *
         *     `q` is a typed query: `state:ready customer:acme due<3d -site:berlin assignee:none`.
         */
        get: operations["ApiTasksListTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ActOnTasks
         * @description Assigns, unassigns, starts, releases or completes many tasks, asks one question about them, or resumes them.
         *
         *     What is refused does not stop the others; each result says what is true of its task now. The tasks are named (at
         *     most 500), or are all that match filters (at most 5,000): then the action is refused with 409, and nothing is done,
         *     when `total` or `digest` is not what matches now. A choice by filters is acted on as it is when the request comes:
         *     what somebody changes while it is carried out is refused by itself.
         */
        post: operations["ApiTasksBulkActOnTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowNextTask
         * @description What the caller would get now, and why; nothing is taken.
         */
        get: operations["ApiTasksNextShowNextTask"];
        put?: never;
        /**
         * TakeNextTask
         * @description Gives the caller the next task; two who ask at once get different ones.
         */
        post: operations["ApiTasksNextTakeNextTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/queryFields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTaskQueryFields
         * @description The words of `q` in the list of tasks.
         */
        get: operations["ApiTasksQueryfieldsListTaskQueryFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/selection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowSelection
         * @description What "all that match" is now, for an action on all of them: filters as in the list of tasks.
         */
        get: operations["ApiTasksSelectionShowSelection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowTask
         * @description One task with the data it asks for, its neighbours, and what the caller may do to it.
         */
        get: operations["ApiTasksNumberShowTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/appointment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowTaskAppointment
         * @description The appointment of a task, and whether one can be made or moved.
         */
        get: operations["ApiTasksNumberAppointmentShowTaskAppointment"];
        put?: never;
        /**
         * BookTaskAppointment
         * @description Books or reserves a time; the task waits for it.
         */
        post: operations["ApiTasksNumberAppointmentBookTaskAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/askInformation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AskInformation
         * @description The task waits for an answer from elsewhere.
         */
        post: operations["ApiTasksNumberAskinformationAskInformation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AssignTask
         * @description Gives a task to a group, a person, or both.
         */
        post: operations["ApiTasksNumberAssignAssignTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowAssignmentReason
         * @description Why an open task is with its group or person, and the skills it needs.
         */
        get: operations["ApiTasksNumberAssignmentShowAssignmentReason"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * CompleteTask
         * @description Completes a task with the values it asks for.
         */
        post: operations["ApiTasksNumberCompleteCompleteTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/dependencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AddTaskDependency
         * @description Makes a task wait for one more.
         */
        post: operations["ApiTasksNumberDependenciesAddTaskDependency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/dependencies/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RemoveTaskDependency
         * @description Makes a task wait for one less.
         */
        post: operations["ApiTasksNumberDependenciesRemoveRemoveTaskDependency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/fallouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * RaiseFallout
         * @description Raises a fallout on a task and holds the task.
         */
        post: operations["ApiTasksNumberFalloutsRaiseFallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * MovePlanTask
         * @description Says anew for which tasks a task waits.
         */
        post: operations["ApiTasksNumberMoveMovePlanTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/neededOutputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowNeededOutputs
         * @description Which outputs of a task later open tasks need, directly or through mappings, that are empty so far.
         */
        get: operations["ApiTasksNumberNeededoutputsShowNeededOutputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * NoteTask
         * @description Writes a note on a task.
         */
        post: operations["ApiTasksNumberNoteNoteTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/overrideStart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OverrideTaskStart
         * @description Lets a task be started although what it waits for is open.
         */
        post: operations["ApiTasksNumberOverridestartOverrideTaskStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowTaskRecord
         * @description The notes on a task and what happened to it; the newest 200 things.
         */
        get: operations["ApiTasksNumberRecordShowTaskRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ReleaseTask
         * @description Gives a task in hand back to its group.
         */
        post: operations["ApiTasksNumberReleaseReleaseTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListRequests
         * @description What was asked of domain systems for a task: their ids and states, changes that they do not know of yet.
         */
        get: operations["ApiTasksNumberRequestsListRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowStartOutlook
         * @description What would follow if the task began at `start` at the earliest, or as soon as it can; nothing is changed.
         */
        get: operations["ApiTasksNumberRescheduleShowStartOutlook"];
        put?: never;
        /**
         * RescheduleTask
         * @description Has a task begin at another date; what follows is estimated anew.
         */
        post: operations["ApiTasksNumberRescheduleRescheduleTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * ResumeTask
         * @description The answer came; the task goes on.
         */
        post: operations["ApiTasksNumberResumeResumeTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SkipPlanTask
         * @description Leaves a task out that has not started; what waited for it waits for what it waited for.
         */
        post: operations["ApiTasksNumberSkipSkipPlanTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * StartTask
         * @description Takes a ready task in hand.
         */
        post: operations["ApiTasksNumberStartStartTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/timeSlots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTimeSlots
         * @description The times at which somebody can come for the task; without `from` and `until` those of the next 14 days.
         */
        get: operations["ApiTasksNumberTimeslotsListTimeSlots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/urgency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SetTaskUrgency
         * @description Gives a task another priority, another time when it is due, or both.
         */
        post: operations["ApiTasksNumberUrgencySetTaskUrgency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SetTaskValues
         * @description Writes characteristic values through a task without completing it.
         */
        post: operations["ApiTasksNumberValuesSetTaskValues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{number}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ExplainTask
         * @description The least that must happen before the task goes on: at the beginning of its chain, not in the middle.
         */
        get: operations["ApiTasksNumberWhyExplainTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListUsers
         * @description Accounts by user name; `search` looks into user names, full names and addresses.
         */
        get: operations["ApiUsersListUsers"];
        put?: never;
        /**
         * CreateUser
         * @description Makes an account.
         */
        post: operations["ApiUsersCreateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowUser
         * @description One account.
         */
        get: operations["ApiUsersUserNameShowUser"];
        put?: never;
        post?: never;
        /**
         * DeactivateUser
         * @description Makes the account unusable; it stays in the history.
         */
        delete: operations["ApiUsersUserNameDeactivateUser"];
        options?: never;
        head?: never;
        /**
         * ChangeUser
         * @description Changes name, address, roles or groups, or whether the account can be used.
         */
        patch: operations["ApiUsersUserNameChangeUser"];
        trace?: never;
    };
    "/api/users/{user_name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SetPassword
         * @description Sets a password; to change one's own, the current one is needed. All sessions of the user end.
         */
        put: operations["ApiUsersUserNamePasswordSetPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_name}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * EndSessions
         * @description Signs the user out everywhere; API keys go on working.
         */
        delete: operations["ApiUsersUserNameSessionsEndSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListSavedViews
         * @description The saved views of a list, or of all: one's own, and those that are shared with one's groups.
         */
        get: operations["ApiViewsListSavedViews"];
        put?: never;
        /**
         * CreateSavedView
         * @description Keeps what a list shows under a name; answers the list's views as they are now.
         */
        post: operations["ApiViewsCreateSavedView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SetDefaultView
         * @description Has a list open with a view, for the caller alone.
         */
        put: operations["ApiViewsDefaultSetDefaultView"];
        post?: never;
        /**
         * ForgetDefaultView
         * @description Has a list open as it does for one's roles again.
         */
        delete: operations["ApiViewsDefaultForgetDefaultView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/roleDefault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SetRoleDefault
         * @description Has a list open with a view for all who have a role and chose nothing else.
         */
        put: operations["ApiViewsRoledefaultSetRoleDefault"];
        post?: never;
        /**
         * ForgetRoleDefault
         * @description Has a list open for a role as the product brings it.
         */
        delete: operations["ApiViewsRoledefaultForgetRoleDefault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * ChangeSavedView
         * @description Changes one's own view; 409 when it is not the version that was looked at.
         */
        put: operations["ApiViewsViewIdChangeSavedView"];
        post?: never;
        /**
         * DeleteSavedView
         * @description Removes one's own view, for everybody who sees it.
         */
        delete: operations["ApiViewsViewIdDeleteSavedView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListMachineWork
         * @description The machine's to-do list, what is due first at the head: what a worker holds, what is due, what nobody takes.
         */
        get: operations["ApiWorkListMachineWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workProfiles/{user_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowWorkProfile
         * @description A person's skills, capacity and absence; `me` is the caller.
         */
        get: operations["ApiWorkprofilesUserNameShowWorkProfile"];
        /**
         * SaveWorkProfile
         * @description Sets what a person can do, how much at a time, and in which hours.
         */
        put: operations["ApiWorkprofilesUserNameSaveWorkProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workProfiles/{user_name}/absence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * SaveAbsence
         * @description Says when a person is away and who stands in; `me` is the caller.
         */
        put: operations["ApiWorkprofilesUserNameAbsenceSaveAbsence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live
         * @description The process answers; says nothing about the database.
         */
        get: operations["HealthLiveLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description The database answers and has been migrated; otherwise 503.
         */
        get: operations["HealthReadyReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/appointment/v4/appointment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTmfAppointments
         * @description Lists appointments by their begin, with `offset`, `limit` and `fields`.
         */
        get: operations["TmfApiAppointmentV4ListTmfAppointments"];
        put?: never;
        /**
         * CreateAppointment
         * @description Books a time for the task in `relatedEntity`; with `status` "initialized" it is only reserved.
         */
        post: operations["TmfApiAppointmentV4CreateAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/appointment/v4/appointment/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowTmfAppointment
         * @description One appointment.
         */
        get: operations["TmfApiAppointmentV4NumberShowTmfAppointment"];
        put?: never;
        post?: never;
        /**
         * DeleteAppointment
         * @description Calls it off.
         */
        delete: operations["TmfApiAppointmentV4NumberDeleteAppointment"];
        options?: never;
        head?: never;
        /**
         * PatchAppointment
         * @description Moves it with `validFor`; `status` "confirmed" says yes to a reserved one, "cancelled" calls it off.
         */
        patch: operations["TmfApiAppointmentV4NumberPatchAppointment"];
        trace?: never;
    };
    "/tmf-api/appointment/v4/searchTimeSlot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SearchTimeSlot
         * @description Finds the times that can be booked for the task in `relatedEntity`; without `requestedTimeSlot`, of two weeks.
         */
        post: operations["TmfApiAppointmentV4SearchtimeslotSearchTimeSlot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/productInventory/v4/product": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListProducts
         * @description Lists products: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiProductinventoryV4ListProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/productInventory/v4/product/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowProduct
         * @description One product; `fields` selects first-level attributes.
         */
        get: operations["TmfApiProductinventoryV4NumberShowProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/resourceCatalog/v4/resourceSpecification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListResourceSpecifications
         * @description Lists resource specifications, of each the version in force, else the newest: filters, `sort`, `fields`, paging.
         */
        get: operations["TmfApiResourcecatalogV4ResourcespecificationListResourceSpecifications"];
        put?: never;
        /**
         * CreateResourceSpecification
         * @description Drafts a resource specification; with the id of a published one, its next version.
         */
        post: operations["TmfApiResourcecatalogV4ResourcespecificationCreateResourceSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/resourceCatalog/v4/resourceSpecification/{specification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowResourceSpecification
         * @description One resource specification: the version in force, else the newest, or the one that `version` says.
         */
        get: operations["TmfApiResourcecatalogV4ResourcespecificationSpecificationIdShowResourceSpecification"];
        put?: never;
        post?: never;
        /**
         * DeleteResourceSpecification
         * @description Throws a draft away; what was published is retired instead.
         */
        delete: operations["TmfApiResourcecatalogV4ResourcespecificationSpecificationIdDeleteResourceSpecification"];
        options?: never;
        head?: never;
        /**
         * PatchResourceSpecification
         * @description Changes a draft by JSON merge patch; a new `lifecycleStatus` publishes, retires or archives.
         */
        patch: operations["TmfApiResourcecatalogV4ResourcespecificationSpecificationIdPatchResourceSpecification"];
        trace?: never;
    };
    "/tmf-api/resourceInventoryManagement/v4/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListResources
         * @description Lists resources: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiResourceinventorymanagementV4ListResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/resourceInventoryManagement/v4/resource/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowResource
         * @description One resource; `fields` selects first-level attributes.
         */
        get: operations["TmfApiResourceinventorymanagementV4NumberShowResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceCatalogManagement/v4/serviceSpecification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListServiceSpecifications
         * @description Lists service specifications, of each the version in force, else the newest: filters, `sort`, `fields`, paging.
         */
        get: operations["TmfApiServicecatalogmanagementV4ServicespecificationListServiceSpecifications"];
        put?: never;
        /**
         * CreateServiceSpecification
         * @description Drafts a service specification; with the id of a published one, its next version.
         */
        post: operations["TmfApiServicecatalogmanagementV4ServicespecificationCreateServiceSpecification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceCatalogManagement/v4/serviceSpecification/{specification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowServiceSpecification
         * @description One service specification: the version in force, else the newest, or the one that `version` says.
         */
        get: operations["TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdShowServiceSpecification"];
        put?: never;
        post?: never;
        /**
         * DeleteServiceSpecification
         * @description Throws a draft away; what was published is retired instead.
         */
        delete: operations["TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdDeleteServiceSpecification"];
        options?: never;
        head?: never;
        /**
         * PatchServiceSpecification
         * @description Changes a draft by JSON merge patch; a new `lifecycleStatus` publishes, retires or archives.
         */
        patch: operations["TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdPatchServiceSpecification"];
        trace?: never;
    };
    "/tmf-api/serviceInventory/v4/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListServices
         * @description Lists services: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiServiceinventoryV4ListServices"];
        put?: never;
        /**
         * OnboardService
         * @description Takes a service that exists already into inventory, without an order; `state` and `serviceSpecification` must be given.
         */
        post: operations["TmfApiServiceinventoryV4OnboardService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceInventory/v4/service/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowService
         * @description One service; `fields` selects first-level attributes.
         */
        get: operations["TmfApiServiceinventoryV4NumberShowService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceInventoryManagement/v4/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListServices
         * @description Lists services: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiServiceinventorymanagementV4ListServices"];
        put?: never;
        /**
         * OnboardService
         * @description Takes a service that exists already into inventory, without an order; `state` and `serviceSpecification` must be given.
         */
        post: operations["TmfApiServiceinventorymanagementV4OnboardService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceInventoryManagement/v4/service/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowService
         * @description One service; `fields` selects first-level attributes.
         */
        get: operations["TmfApiServiceinventorymanagementV4NumberShowService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/cancelServiceOrder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListCancelServiceOrders
         * @description Requests to cancel, the newest first: `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiServiceorderingV4CancelserviceorderListCancelServiceOrders"];
        put?: never;
        /**
         * CreateCancelServiceOrder
         * @description Asks to cancel a service order; a person decides. `serviceOrder.id` and `cancellationReason` are needed.
         */
        post: operations["TmfApiServiceorderingV4CancelserviceorderCreateCancelServiceOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/cancelServiceOrder/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowCancelServiceOrder
         * @description One request to cancel.
         */
        get: operations["TmfApiServiceorderingV4CancelserviceorderNumberShowCancelServiceOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/hub": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListSubscriptions
         * @description Who is told.
         */
        get: operations["TmfApiServiceorderingV4HubListSubscriptions"];
        put?: never;
        /**
         * Subscribe
         * @description Has an address told of events from now on; asking twice for the same makes one subscription.
         */
        post: operations["TmfApiServiceorderingV4HubSubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/hub/{subscription}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unsubscribe
         * @description Stops telling an address.
         */
        delete: operations["TmfApiServiceorderingV4HubSubscriptionUnsubscribe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/serviceOrder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListServiceOrders
         * @description Lists service orders: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them.
         */
        get: operations["TmfApiServiceorderingV4ListServiceOrders"];
        put?: never;
        /**
         * CreateServiceOrder
         * @description Creates a service order; it waits for approval. Sent again with the same Idempotency-Key it is the same order.
         */
        post: operations["TmfApiServiceorderingV4CreateServiceOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/serviceOrdering/v4/serviceOrder/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ShowServiceOrder
         * @description One service order; `fields` selects first-level attributes.
         */
        get: operations["TmfApiServiceorderingV4NumberShowServiceOrder"];
        put?: never;
        post?: never;
        /**
         * DeleteServiceOrder
         * @description Removes an order that still waits for approval; what is under way is cancelled, not deleted.
         */
        delete: operations["TmfApiServiceorderingV4NumberDeleteServiceOrder"];
        options?: never;
        head?: never;
        /**
         * PatchServiceOrder
         * @description Applies a JSON merge patch of the patchable attributes.
         */
        patch: operations["TmfApiServiceorderingV4NumberPatchServiceOrder"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Acknowledgement */
        Acknowledgement: {
            note?: string | null;
        };
        /**
         * AfterUndo
         * @description What comes after the work was taken back.
         * @default again
         * @enum {string}
         */
        AfterUndo: "again" | "end";
        /** AgeBody */
        AgeBody: {
            name: string;
            since: string | null;
            until: string | null;
        };
        /** Agreement */
        Agreement: {
            applies?: components["schemas"]["Applies"] | null;
            calendar?: string | null;
            cancel?: components["schemas"]["Occasion"] | null;
            /** @default  */
            description: string;
            duration?: string | null;
            /** @default true */
            enabled: boolean;
            kind?: components["schemas"]["AgreementKind"];
            level: components["schemas"]["JeopardySubject"];
            levels?: {
                [key: string]: number;
            };
            onHold?: components["schemas"]["OnHold"];
            owner?: string | null;
            pause?: components["schemas"]["Occasion"] | null;
            /** @default 100 */
            position: number;
            reset?: components["schemas"]["Occasion"] | null;
            start?: components["schemas"]["Occasion"] | null;
            stop?: components["schemas"]["Occasion"] | null;
            /** @default resolution */
            target: string;
        };
        /** AgreementBody */
        AgreementBody: {
            agreement: components["schemas"]["Agreement"];
            name: string;
            outcomes: components["schemas"]["Outcomes"];
            revision: number;
            /** Format: date-time */
            savedAt: string;
            savedBy: string;
        };
        /** AgreementClockBody */
        AgreementClockBody: {
            agreement: string;
            /** Format: date-time */
            begunAt: string;
            breachedAt: string | null;
            calendar: string | null;
            description: string;
            dueAt: string | null;
            /** Format: duration */
            duration: string;
            /** Format: duration */
            elapsed: string;
            endedAt: string | null;
            held: boolean;
            jeopardy: components["schemas"]["JeopardyLevel"] | null;
            kind: components["schemas"]["AgreementKind"];
            level: components["schemas"]["JeopardySubject"];
            of: string;
            pausedAt: string | null;
            resets: number;
            share: number;
            state: components["schemas"]["AgreementClockState"];
            target: string;
        };
        /**
         * AgreementClockState
         * @description Whether the time runs, and how it came out.
         * @enum {string}
         */
        AgreementClockState: "running" | "paused" | "met" | "breached" | "cancelled";
        /** AgreementClocksBody */
        AgreementClocksBody: {
            items: components["schemas"]["AgreementClockBody"][];
        };
        /**
         * AgreementKind
         * @description With whom a time is agreed.
         * @default sla
         * @enum {string}
         */
        AgreementKind: "sla" | "ola";
        /** AgreementsBody */
        AgreementsBody: {
            items: components["schemas"]["AgreementBody"][];
            verbs: string[];
        };
        /** AgreementsChanged */
        AgreementsChanged: {
            changed: string[];
        };
        /** AlertBody */
        AlertBody: {
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            agreement: string | null;
            cause: components["schemas"]["JeopardyCause"];
            /** Format: date-time */
            changedAt: string;
            clearedAt: string | null;
            customerName: string | null;
            dueAt: string | null;
            level: components["schemas"]["JeopardyLevel"];
            message: string;
            note: string | null;
            number: string;
            owner: string | null;
            /** Format: date-time */
            raisedAt: string;
            serviceOrder: string;
            subject: string;
            subjectName: string | null;
            verbs: string[];
        };
        /** AlertsBody */
        AlertsBody: {
            byLevel: {
                [key: string]: number;
            };
            items: components["schemas"]["AlertBody"][];
            next: string | null;
            total: number;
        };
        /** AllTasksBody */
        AllTasksBody: {
            items: components["schemas"]["TaskLine"][];
            next: string | null;
            total: number;
        };
        /** Answer */
        Answer: {
            answer?: string | null;
            version?: number | null;
        };
        /** ApiKeyBody */
        ApiKeyBody: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            id: number;
            key: string | null;
            lastUsedAt: string | null;
            name: string;
            prefix: string | null;
            revokedAt: string | null;
            roles: string[] | null;
            state: string;
            userName: string;
            verbs: string[];
        };
        /** ApiKeysBody */
        ApiKeysBody: {
            items: components["schemas"]["ApiKeyBody"][];
            next: string | null;
            total: number;
        };
        /** AppliedRemedyBody */
        AppliedRemedyBody: {
            /** Format: date-time */
            appliedAt: string;
            appliedBy: string;
            attempt: number;
            endedAt: string | null;
            note: string | null;
            outcome: components["schemas"]["Outcome"];
            resolution: string;
            resolutionCode: string | null;
            signature: string;
        };
        /** Applies */
        Applies: {
            /** @default [] */
            categories: string[];
            /** @default [] */
            customers: string[];
            /** @default [] */
            falloutTypes: string[];
            /** @default [] */
            groups: string[];
            /** @default [] */
            priorities: number[];
            /** @default [] */
            requestTypes: string[];
            /** @default [] */
            specifications: string[];
            /** @default [] */
            taskKinds: string[];
            /** @default [] */
            tasks: string[];
        };
        /** AppointmentBody */
        AppointmentBody: {
            assignmentGroup: string;
            /** Format: date-time */
            bookedAt: string;
            bookedBy: string;
            /** Format: date-time */
            endAt: string;
            endReason: string | null;
            endedAt: string | null;
            expiresAt: string | null;
            note: string | null;
            number: string;
            person: string | null;
            reference: string | null;
            /** Format: date-time */
            startAt: string;
            state: components["schemas"]["AppointmentState"];
            task: string;
            verbs: string[];
            version: number;
        };
        /** AppointmentCancellation */
        AppointmentCancellation: {
            reason: string;
            version?: number | null;
        };
        /** AppointmentMove */
        AppointmentMove: {
            endAt?: string | null;
            /** @default  */
            reason: string;
            /** Format: date-time */
            startAt: string;
            version?: number | null;
        };
        /** AppointmentOfferBody */
        AppointmentOfferBody: {
            assignmentGroup: string;
            calendar: string | null;
            changedAt: string | null;
            changedBy: string | null;
            leadMinutes: number;
            mostAtOnce: number | null;
            reservedMinutes: number;
            slotMinutes: number;
            verbs: string[];
            version: number;
        };
        /**
         * AppointmentState
         * @description States of an appointment.
         * @enum {string}
         */
        AppointmentState: "reserved" | "confirmed" | "completed" | "missed" | "cancelled" | "expired";
        /** AppointmentsBody */
        AppointmentsBody: {
            items: components["schemas"]["AppointmentBody"][];
        };
        /** ApprovalProgressView */
        ApprovalProgressView: {
            approvedItems: number[];
            given: number;
            needed: number;
            partial: boolean;
            policy: string | null;
            rejectedItems: number[];
            signedBy: string[];
            waitingItems: number[];
        };
        /** ApprovalView */
        ApprovalView: {
            catalogRevision: number | null;
            decidedAt: string | null;
            decidedBy: string | null;
            items: number[] | null;
            n: number;
            needed: number;
            note: string | null;
            orderVersion: number;
            policy: string | null;
            reasonCode: string | null;
            signatures: components["schemas"]["SignatureView"][];
            state: string;
        };
        /** ApproveBody */
        ApproveBody: {
            items?: number[] | null;
            note?: string | null;
            preview?: string | null;
            version?: number | null;
        };
        /** ApproveManyBody */
        ApproveManyBody: {
            note?: string | null;
            orders: components["schemas"]["ChosenOrder"][];
        };
        /** Assignment */
        Assignment: {
            assignee?: string | null;
            assignmentGroup?: string | null;
            version?: number | null;
        };
        /** AssignmentReason */
        AssignmentReason: {
            reason: string | null;
            skills: string[];
        };
        /** AssignmentRuleBody */
        AssignmentRuleBody: {
            active: boolean;
            assignmentGroup: string;
            /** Format: date-time */
            changedAt: string;
            changedBy: string;
            condition: components["schemas"]["RuleConditionBody"];
            name: string;
            position: number;
            verbs: string[];
            version: number;
        };
        /** AssignmentRulesBody */
        AssignmentRulesBody: {
            items: components["schemas"]["AssignmentRuleBody"][];
        };
        /** AssignmentTrial */
        AssignmentTrial: {
            category?: string | null;
            group?: string | null;
            place?: string | null;
            priority: number;
            specification?: string | null;
            task?: string | null;
        };
        /** AssignmentTrialBody */
        AssignmentTrialBody: {
            assignmentGroup: string | null;
            members: components["schemas"]["TrialMemberBody"][];
            reason: string | null;
        };
        /**
         * AtExpiry
         * @description What happens to a hold at its expiry.
         * @default release
         * @enum {string}
         */
        AtExpiry: "release" | "escalate" | "assessCancellation";
        /** AttachmentList */
        AttachmentList: {
            items: components["schemas"]["AttachmentView"][];
            largest: number;
            total: number;
            verbs: string[];
        };
        /** AttachmentView */
        AttachmentView: {
            /** Format: date-time */
            at: string;
            author: string;
            customerVisible: boolean;
            mediaType: string;
            name: string;
            number: string;
            serviceOrder: string;
            sha256: string;
            size: number;
            to: string;
            verbs: string[];
        };
        /** Attention */
        Attention: {
            candidates: number[];
            cease: number;
            item_n: number;
            relationship: string;
            specification_id: string;
            text: string;
        };
        /** AuditBody */
        AuditBody: {
            items: components["schemas"]["EventBody"][];
            next: string | null;
            total: number;
        };
        /** Blocker */
        Blocker: {
            /** @default  */
            action: string;
            attempt?: number | null;
            group?: string | null;
            kind: components["schemas"]["BlockerKind"];
            name: string;
            owner?: string | null;
            since?: string | null;
            subject: string;
            until?: string | null;
            what: string;
        };
        /**
         * BlockerKind
         * @description What something can wait for.
         * @enum {string}
         */
        BlockerKind: "submission" | "approval" | "investigation" | "enrichment" | "orderTask" | "planning" | "planningFailure" | "hold" | "cancellation" | "queue" | "person" | "information" | "fallout" | "held" | "unknownOutcome" | "answer" | "domainSystem" | "timer" | "lease" | "worker" | "value" | "nothing";
        /** BranchesBody */
        BranchesBody: {
            proposals: components["schemas"]["ProposalBody"][];
            waiting: components["schemas"]["WaitingBody"][];
        };
        /** BulkProblem */
        BulkProblem: {
            action: string;
            field: string | null;
            what: string;
        };
        /** BulkTasksBody */
        BulkTasksBody: {
            assignee?: string | null;
            assignmentGroup?: string | null;
            matching?: components["schemas"]["MatchingBody"] | null;
            /** @default  */
            question: string;
            tasks?: components["schemas"]["ChosenTaskBody"][] | null;
            values?: {
                [key: string]: unknown;
            };
            verb: components["schemas"]["BulkVerb"];
        };
        /**
         * BulkVerb
         * @description What can be done to many tasks at once.
         * @enum {string}
         */
        BulkVerb: "assign" | "unassign" | "start" | "release" | "complete" | "askInformation" | "resume";
        /** CalendarBody */
        CalendarBody: {
            /** Format: date-time */
            changedAt: string;
            changedBy: string;
            closedDays: string[];
            country: string | null;
            hours: components["schemas"]["HoursBody"][];
            name: string;
            openDays: string[];
            subdivision: string | null;
            timeZone: string;
            verbs: string[];
            version: number;
        };
        /** CalendarsBody */
        CalendarsBody: {
            items: components["schemas"]["CalendarBody"][];
        };
        /** CallbackBody */
        CallbackBody: {
            task: string | null;
        };
        /** CampaignBody */
        CampaignBody: {
            afterwards: string | null;
            approvedAt: string | null;
            approvedBy: string | null;
            /** Format: date-time */
            draftedAt: string;
            draftedBy: string;
            endedAt: string | null;
            failureLimit: number;
            group: string | null;
            needsSecondPerson: boolean;
            note: string | null;
            number: string;
            patienceMinutes: number;
            rate: number;
            resolution: string;
            resolutionCode: string | null;
            route: string | null;
            settled: boolean;
            sizes: number[];
            startedAt: string | null;
            startedBy: string | null;
            state: string;
            stopReason: string | null;
            title: string;
            total: number;
            values: {
                [key: string]: unknown;
            };
            wave: number;
        };
        /** CampaignDetail */
        CampaignDetail: {
            campaign: components["schemas"]["CampaignBody"];
            conflicts: number;
            expectedSeconds: number;
            failed: number;
            measured: boolean;
            signature: string | null;
            states: {
                [key: string]: number;
            };
            succeeded: number;
            verbs: string[];
            waves: components["schemas"]["WaveBody"][];
        };
        /** CampaignRecordBody */
        CampaignRecordBody: {
            fallout: string;
            place: number;
            reason: string | null;
            serviceOrder: string;
            settledAt: string | null;
            signature: string;
            state: string;
            task: string;
            triedAt: string | null;
            wave: number;
        };
        /**
         * CampaignRecordState
         * @description What became of one fallout in a campaign.
         * @enum {string}
         */
        CampaignRecordState: "listed" | "conflict" | "waiting" | "trying" | "succeeded" | "stillFailing" | "failingDifferently" | "refused" | "overtaken" | "noAnswer" | "untouched";
        /** CampaignRecordsBody */
        CampaignRecordsBody: {
            items: components["schemas"]["CampaignRecordBody"][];
            next: string | null;
        };
        /**
         * CampaignState
         * @description States of a campaign: one remedy for many fallouts.
         * @enum {string}
         */
        CampaignState: "draft" | "awaitingApproval" | "running" | "paused" | "stopped" | "completed" | "discarded";
        /** CampaignsBody */
        CampaignsBody: {
            items: components["schemas"]["CampaignBody"][];
            next: string | null;
        };
        /** CancellationBody */
        CancellationBody: {
            decidedAt: string | null;
            decidedBy: string | null;
            endedAt: string | null;
            items: number[];
            note: string | null;
            number: string;
            reason: string;
            /** Format: date-time */
            requestedAt: string;
            requestedBy: string;
            serviceOrder: string;
            state: components["schemas"]["CancellationState"];
            verbs: string[];
        };
        /** CancellationDecisionBody */
        CancellationDecisionBody: {
            granted: boolean;
            items?: number[] | null;
            note?: string | null;
        };
        /** CancellationObstacle */
        CancellationObstacle: {
            action: string | null;
            item: string | null;
            what: string;
        };
        /** CancellationPreview */
        CancellationPreview: {
            calledOff: components["schemas"]["CancelledTask"][];
            items: components["schemas"]["ItemToCancelBody"][];
            possible: boolean;
            takenAway: components["schemas"]["CancelledTask"][];
            unbegun: boolean;
            undone: components["schemas"]["CancelledUndo"][];
            undoneTotal: number;
            withdrawn: components["schemas"]["CancelledTask"][];
            withdrawnTotal: number;
        };
        /** CancellationRequestBody */
        CancellationRequestBody: {
            items?: number[] | null;
            reason: string;
        };
        /**
         * CancellationState
         * @description States of a request to cancel an order; the words of TMF641 v4.1, TaskStateType.
         * @enum {string}
         */
        CancellationState: "accepted" | "inProgress" | "done" | "terminatedWithError";
        /** CancellationsBody */
        CancellationsBody: {
            items: components["schemas"]["CancellationBody"][];
        };
        /** CancelledTask */
        CancelledTask: {
            assignee: string | null;
            name: string;
            number: string;
            state: string;
        };
        /** CancelledUndo */
        CancelledUndo: {
            byHand: boolean;
            name: string;
            note: string | null;
            number: string;
            place: number;
            undo: string | null;
        };
        /** CatalogPartsBody */
        CatalogPartsBody: {
            items: {
                [key: string]: unknown;
            }[];
            next: string | null;
            total: number;
        };
        /** CellBody */
        CellBody: {
            age: string | null;
            count: number;
            state: string;
        };
        /** ChangedLimits */
        ChangedLimits: {
            concurrency: number | null;
            failuresToOpen: number;
            openForSeconds: number;
            rate: number | null;
        };
        /** Characteristic */
        Characteristic: {
            origin: string;
            value: unknown;
        };
        /** CharacteristicView */
        CharacteristicView: {
            name: string;
            origin: string;
            value: unknown;
        };
        /** Check */
        Check: {
            blocking: boolean;
            key: string;
            name: string;
            passed: boolean;
            /** @default [] */
            problems: components["schemas"]["Problem"][];
        };
        /** CheckView */
        CheckView: {
            blocking: boolean;
            key: string;
            name: string;
            passed: boolean;
            problems: components["schemas"]["ProblemView"][];
            reason: string;
            result: string;
        };
        /** ChosenOrder */
        ChosenOrder: {
            number: string;
            preview?: string | null;
            version?: number | null;
        };
        /** ChosenRemedy */
        ChosenRemedy: {
            afterwards?: components["schemas"]["AfterUndo"];
            note?: string | null;
            resolution: components["schemas"]["Resolution"];
            resolutionCode?: string | null;
            rollBackTo?: string | null;
            route?: string | null;
            values?: {
                [key: string]: unknown;
            };
        };
        /** ChosenTaskBody */
        ChosenTaskBody: {
            number: string;
            version?: number | null;
        };
        /** ClassificationBody */
        ClassificationBody: {
            causes: components["schemas"]["SuggestionBody"][];
            records: number;
            types: components["schemas"]["SuggestionBody"][];
        };
        /** CloneOf */
        CloneOf: {
            id: string;
        };
        /** ClosedByHand */
        ClosedByHand: {
            domainOrder: string;
            fallouts: string[];
        };
        /** Closing */
        Closing: {
            category?: string | null;
            resolutionCode?: string | null;
        };
        /** ClosingByHand */
        ClosingByHand: {
            openTasks?: components["schemas"]["WithOpenTasks"];
            reason: string;
        };
        /** ClosingPreview */
        ClosingPreview: {
            domainOrder: string;
            held: components["schemas"]["OpenTask"][];
            refusal: string | null;
            verbs: string[];
            waiting: components["schemas"]["OpenTask"][];
        };
        /** CompletedDayBody */
        CompletedDayBody: {
            /** Format: date */
            day: string;
            orders: number;
        };
        /** Condition */
        Condition: {
            /** @default [] */
            categories: string[];
            /** @default [] */
            customers: string[];
            /** @default [] */
            falloutTypes: string[];
            /** @default [] */
            groups: string[];
            minimumLevel?: components["schemas"]["JeopardyLevel"] | null;
            priorityAtMost?: number | null;
            /** @default [] */
            specifications: string[];
        };
        /** ConditionBody */
        ConditionBody: {
            categories: string[];
            customers: string[];
            falloutTypes: string[];
            groups: string[];
            minimumLevel: string | null;
            priorityAtMost: number | null;
            specifications: string[];
        };
        /** ContactBody */
        ContactBody: {
            email?: string | null;
            /** @default  */
            firstName: string;
            /** @default  */
            lastName: string;
            phone?: string | null;
        };
        /** ContactView */
        ContactView: {
            email: string | null;
            firstName: string;
            id: string;
            lastName: string;
            phone: string | null;
        };
        /** CopyBody */
        CopyBody: {
            /** @default false */
            eligibleOnly: boolean;
            places: {
                [key: string]: unknown;
            }[];
            version?: number | null;
        };
        /** CopyOutcomeView */
        CopyOutcomeView: {
            itemId: string | null;
            place: number;
            reason: string | null;
        };
        /** CopyView */
        CopyView: {
            copied: number;
            order: components["schemas"]["ServiceOrderDetail"];
            outcomes: components["schemas"]["CopyOutcomeView"][];
            skipped: number;
        };
        /** CountBody */
        CountBody: {
            count: number;
            name: string;
        };
        /** DashboardBody */
        DashboardBody: {
            ages: components["schemas"]["AgeBody"][];
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            before: string;
            falloutRate: number | null;
            falloutRateBefore: number | null;
            falloutsRaised: number;
            falloutsRaisedBefore: number;
            jeopardy: {
                [key: string]: number;
            };
            openFallouts: components["schemas"]["CellBody"][];
            openOrders: components["schemas"]["CellBody"][];
            openTasks: components["schemas"]["CellBody"][];
            orderLeadTime: components["schemas"]["LengthsBody"];
            ordersCompleted: number;
            ordersCompletedBefore: number;
            queues: components["schemas"]["QueueBody"][];
            /** Format: date-time */
            since: string;
            steps: components["schemas"]["StepBody"][];
            taskLeadTime: components["schemas"]["LengthsBody"];
            tasksCompleted: number;
            tasksCompletedBefore: number;
            timeToMend: components["schemas"]["LengthsBody"];
            /** Format: date-time */
            until: string;
            work: components["schemas"]["WorkCountBody"][];
            workers: components["schemas"]["WorkerBody"][];
        };
        /** DateCostBody */
        DateCostBody: {
            daysLate: number;
            daysLater: number;
            name: string;
            orders: number;
            ordersLate: number;
        };
        /** DateEffectBody */
        DateEffectBody: {
            daysLate: number | null;
            daysLater: number | null;
            forecast: string | null;
            level: string;
            planned: string | null;
            promised: string | null;
        };
        /** DecisionBody */
        DecisionBody: {
            note?: string | null;
            version?: number | null;
        };
        /** DecisionResult */
        DecisionResult: {
            code: string | null;
            details: components["schemas"]["ProblemView"][];
            message: string | null;
            number: string;
            ok: boolean;
            state: string | null;
            stateReason: string | null;
            status: number | null;
            version: number | null;
        };
        /** DecisionResults */
        DecisionResults: {
            failed: number;
            results: components["schemas"]["DecisionResult"][];
            succeeded: number;
        };
        /** DefaultView */
        DefaultView: {
            list: components["schemas"]["ListKind"];
            view: number | null;
        };
        /**
         * DependencyType
         * @description What of the predecessor a task waits for.
         * @default finishToStart
         * @enum {string}
         */
        DependencyType: "finishToStart" | "startToStart";
        /** DomainOrderBody */
        DomainOrderBody: {
            action: string;
            characteristics: {
                [key: string]: components["schemas"]["Characteristic"];
            };
            composedOf: string[];
            doneTasks: number;
            endedAt: string | null;
            inventoryItem: string | null;
            item: string;
            kind: string;
            name: string;
            number: string;
            parent: string | null;
            place: unknown;
            planSpecification: string | null;
            reason: {
                [key: string]: unknown;
            };
            serviceOrder: string;
            specification: string;
            specificationVersion: number;
            startedAt: string | null;
            state: string;
            stateReason: string | null;
            totalTasks: number;
        };
        /** DomainOrderColumns */
        DomainOrderColumns: {
            done: number[];
            ended: (number | null)[];
            item: number[];
            n: number[];
            parent: (number | null)[];
            place: components["schemas"]["Words"];
            reason: components["schemas"]["Words"];
            started: (number | null)[];
            state: components["schemas"]["Words"];
            total: number[];
            what: components["schemas"]["Words"];
        };
        /** DomainOrderDetail */
        DomainOrderDetail: {
            domainOrder: components["schemas"]["DomainOrderBody"];
            ordered: {
                [key: string]: unknown;
            };
            tasks: components["schemas"]["TaskBody"][];
        };
        /** DomainOrdersBody */
        DomainOrdersBody: {
            items: components["schemas"]["DomainOrderBody"][];
            total: number;
        };
        /** DomainSystemBody */
        DomainSystemBody: {
            concurrency: number | null;
            deferred: number;
            failuresToOpen: number;
            held: boolean;
            heldAt: string | null;
            heldBy: string | null;
            heldReason: string | null;
            heldUntil: string | null;
            name: string;
            openForSeconds: number;
            openedUntil: string | null;
            rate: number | null;
            releaseRate: number | null;
            releasedUntil: string | null;
            retry: {
                [key: string]: components["schemas"]["RetryRuleBody"];
            };
            takesCallbacks: boolean;
            unknown: number;
            verbs: string[];
            waiting: number;
        };
        /** DomainSystemsBody */
        DomainSystemsBody: {
            items: components["schemas"]["DomainSystemBody"][];
        };
        /** DryRunBody */
        DryRunBody: {
            attention: components["schemas"]["Attention"][];
            catalogRevision: number;
            checks: components["schemas"]["Check"][];
            dates: components["schemas"]["DryRunDates"] | null;
            digest: string | null;
            domainOrders: components["schemas"]["DryRunDomainOrder"][];
            feasible: boolean;
            milestones: components["schemas"]["DryRunMilestone"][];
            problems: components["schemas"]["Problem"][];
            serviceOrder: string | null;
            skippedTargets: components["schemas"]["SkippedTarget"][];
            skippedTasks: components["schemas"]["SkippedTask"][];
            tasks: components["schemas"]["DryRunTask"][];
            trace: components["schemas"]["TraceEntry"][];
            version: number;
            waiting: components["schemas"]["WaitingBranch"][];
        };
        /** DryRunDates */
        DryRunDates: {
            criticalPath: number[];
            /** Format: date-time */
            endAt: string;
            lateBy: string | null;
            requestedCompletionDate: string | null;
            /** Format: date-time */
            startAt: string;
        };
        /** DryRunDomainOrder */
        DryRunDomainOrder: {
            action: string;
            alsoFor: number[];
            characteristics: {
                [key: string]: components["schemas"]["Characteristic"];
            };
            composedOf: string[];
            endAt: string | null;
            inventoryItem: string | null;
            item: string;
            kind: string;
            n: number;
            name: string;
            parentN: number | null;
            place: unknown;
            planSpecification: string | null;
            reason: unknown;
            specification: string;
            specificationVersion: number;
            startAt: string | null;
        };
        /** DryRunMilestone */
        DryRunMilestone: {
            description: string;
            dueAt: string | null;
            expectedAt: string | null;
            item: string;
            key: string;
            name: string;
            policy: string;
            targets: number;
        };
        /** DryRunRequest */
        DryRunRequest: {
            items?: number[] | null;
            order?: {
                [key: string]: unknown;
            } | null;
            serviceOrder?: string | null;
            /** @default false */
            trace: boolean;
        };
        /** DryRunTask */
        DryRunTask: {
            after: number[];
            assignmentGroup: string | null;
            critical: boolean;
            domainOrderN: number;
            /** Format: duration */
            duration: string;
            /** Format: date-time */
            endAt: string;
            executor: string;
            key: string;
            kind: string;
            /** Format: date-time */
            latestStartAt: string;
            n: number;
            name: string;
            /** Format: duration */
            slack: string;
            /** Format: date-time */
            startAt: string;
        };
        /** DurationPoliciesBody */
        DurationPoliciesBody: {
            items: {
                [key: string]: components["schemas"]["DurationPolicy"];
            };
            verbs: string[];
        };
        /** DurationPolicy */
        DurationPolicy: {
            calendar?: string | null;
            /** @default [] */
            customers: string[];
            /** Format: duration */
            duration: string;
            /** @default 100 */
            position: number;
            /** @default [] */
            requestTypes: string[];
            /** @default [] */
            specifications: string[];
            /** @default [] */
            tasks: string[];
        };
        /** EnrichmentAssignBody */
        EnrichmentAssignBody: {
            assignee?: string | null;
            assignmentGroup?: string | null;
            version?: number | null;
        };
        /** EnrichmentBody */
        EnrichmentBody: {
            version?: number | null;
        };
        /** EnrichmentCompleteBody */
        EnrichmentCompleteBody: {
            values?: {
                [key: string]: unknown;
            };
            version?: number | null;
        };
        /** EnrichmentDataView */
        EnrichmentDataView: {
            characteristic: string;
            mandatory: boolean;
            origin: string | null;
            readOnly: boolean;
            specification: {
                [key: string]: unknown;
            } | null;
            value: unknown;
        };
        /** EnrichmentHoldBody */
        EnrichmentHoldBody: {
            reason: string;
            version?: number | null;
        };
        /** EnrichmentTaskList */
        EnrichmentTaskList: {
            items: components["schemas"]["EnrichmentTaskView"][];
            next: string | null;
            total: number;
        };
        /** EnrichmentTaskView */
        EnrichmentTaskView: {
            after: string[];
            assignee: string | null;
            assignmentGroup: string | null;
            characteristics: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            data: components["schemas"]["EnrichmentDataView"][];
            description: string;
            endedAt: string | null;
            endedBy: string | null;
            item: string;
            itemId: string;
            key: string;
            name: string;
            number: string;
            policy: string;
            priority: number;
            serviceOrder: string;
            startedAt: string | null;
            state: string;
            stateReason: string | null;
            verbs: string[];
            version: number;
        };
        /** EventBody */
        EventBody: {
            about: string;
            /** Format: date-time */
            at: string;
            by: string;
            data: {
                [key: string]: unknown;
            };
            id: string;
            kind: string;
            number: string | null;
            serviceOrder: string | null;
        };
        /** EventsBody */
        EventsBody: {
            complete: boolean;
            items: components["schemas"]["EventBody"][];
            next: string;
        };
        /** ExperienceBody */
        ExperienceBody: {
            enough: boolean;
            failed: number;
            keptBack: string | null;
            mended: number;
            open: number;
            rate: number | null;
            resolution: string;
            resolutionCode: string | null;
            tried: number;
            values: {
                [key: string]: unknown;
            };
        };
        /** FalloutAnalyticsBody */
        FalloutAnalyticsBody: {
            completedOrders: number;
            costBySignature: components["schemas"]["DateCostBody"][];
            costByType: components["schemas"]["DateCostBody"][];
            daysLate: number;
            daysLater: number;
            daysLost: number;
            firstTimeRight: number | null;
            meanSecondsToMend: number | null;
            mending: components["schemas"]["MendingBody"][];
            open: number;
            openByAge: components["schemas"]["CountBody"][];
            openByCategory: components["schemas"]["CountBody"][];
            openByGroup: components["schemas"]["CountBody"][];
            openByType: components["schemas"]["CountBody"][];
            ordersHit: number;
            ordersLate: number;
            raised: number;
            repeatRate: number | null;
            repeated: number;
            resolved: number;
            rightFirstTime: number;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
        };
        /** FalloutAssignment */
        FalloutAssignment: {
            assignee?: string | null;
            assignmentGroup?: string | null;
        };
        /** FalloutBody */
        FalloutBody: {
            assignee: string | null;
            assignmentGroup: string | null;
            category: string | null;
            categoryName: string | null;
            categoryParentName: string | null;
            cause: string;
            closedAt: string | null;
            customerName: string | null;
            domainOrder: string;
            domainOrderName: string;
            failedAgain: number;
            falloutType: string;
            falloutTypeName: string;
            item: string;
            itemId: string;
            message: string;
            number: string;
            othersOpen: number;
            outcome: string | null;
            priority: number;
            /** Format: date-time */
            raisedAt: string;
            raisedBy: string;
            resolution: string | null;
            resolutionCode: string | null;
            resolutionNote: string | null;
            resolvedAt: string | null;
            resolvedBy: string | null;
            serviceOrder: string;
            signature: string;
            state: string;
            task: string;
            taskKind: string;
            taskName: string;
            taskState: string;
        };
        /** FalloutCategoriesBody */
        FalloutCategoriesBody: {
            items: components["schemas"]["FalloutCategoryBody"][];
            total: number;
            verbs: string[];
        };
        /** FalloutCategoryBody */
        FalloutCategoryBody: {
            id: string;
            name: string;
            parent: string | null;
            retired: boolean;
            successor: string | null;
        };
        /** FalloutCategoryChange */
        FalloutCategoryChange: {
            name?: string | null;
            parent?: string | null;
            retired?: boolean | null;
            successor?: string | null;
        };
        /** FalloutColumns */
        FalloutColumns: {
            n: number[];
            priority: number[];
            state: components["schemas"]["Words"];
            task: number[];
            type: components["schemas"]["Words"];
        };
        /** FalloutDetail */
        FalloutDetail: {
            applied: components["schemas"]["AppliedRemedyBody"][];
            exchange: {
                [key: string]: unknown;
            } | null;
            fallout: components["schemas"]["FalloutBody"];
            forbidden: components["schemas"]["Forbidden"][];
            history: components["schemas"]["FalloutHistoryBody"][];
            notes: components["schemas"]["FalloutNoteBody"][];
            remedies: components["schemas"]["RemedyBody"][];
            told: components["schemas"]["FalloutMessage"];
            verbs: string[];
        };
        /** FalloutGroupBody */
        FalloutGroupBody: {
            cancelled: number;
            cause: string;
            falloutType: string;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            message: string;
            number: string;
            open: number;
            resolved: number;
            signature: string;
            state: string;
            total: number;
        };
        /** FalloutGroupDetail */
        FalloutGroupDetail: {
            fallouts: components["schemas"]["FalloutBody"][];
            group: components["schemas"]["FalloutGroupBody"];
            verbs: string[];
        };
        /** FalloutGroupsBody */
        FalloutGroupsBody: {
            items: components["schemas"]["FalloutGroupBody"][];
            next: string | null;
        };
        /** FalloutHistoryBody */
        FalloutHistoryBody: {
            /** Format: date-time */
            at: string;
            by: string;
            data: {
                [key: string]: unknown;
            };
            kind: string;
        };
        /** FalloutMessage */
        FalloutMessage: {
            action: string;
            agent: string;
            causeClass: string;
            effects: components["schemas"]["DateEffectBody"][];
            engineer: string;
            faults: components["schemas"]["FaultBody"][];
            owner: string;
            ownerName: string | null;
            reason: string | null;
        };
        /** FalloutNoteBody */
        FalloutNoteBody: {
            /** Format: date-time */
            at: string;
            author: string;
            customerVisible: boolean;
            editedAt: string | null;
            id: number;
            text: string;
            withdrawnAt: string | null;
        };
        /**
         * FalloutState
         * @description States of a fallout.
         * @enum {string}
         */
        FalloutState: "open" | "inProgress" | "awaitingInformation" | "resolving" | "resolved" | "closed" | "cancelled";
        /** FalloutTypeBody */
        FalloutTypeBody: {
            category?: string | null;
            /** @default  */
            description: string;
            id: string;
            name: string;
        };
        /** FalloutTypesBody */
        FalloutTypesBody: {
            items: components["schemas"]["FalloutTypeBody"][];
            total: number;
        };
        /** FalloutsBody */
        FalloutsBody: {
            items: components["schemas"]["FalloutBody"][];
            next: string | null;
            total: number;
        };
        /** FaultBody */
        FaultBody: {
            field: string | null;
            item: string | null;
            what: string | null;
        };
        /** FieldBody */
        FieldBody: {
            characteristic: string;
            description: string;
            mandatory: boolean;
            maximum: number | null;
            minimum: number | null;
            options: unknown[];
            origin: string | null;
            pattern: string | null;
            readOnly: boolean;
            unit: string | null;
            value: unknown;
            valueType: string;
        };
        /** FiledUnder */
        FiledUnder: {
            category: string;
        };
        /**
         * Flag
         * @description What can be the matter with a domain order.
         * @enum {string}
         */
        Flag: "held" | "fallout" | "jeopardy" | "waitingForValue" | "proposal" | "planChanged";
        /** FlagReason */
        FlagReason: {
            /** @default 0 */
            add: number;
            /** @default 0 */
            cancel: number;
            characteristics?: string[];
            flag: components["schemas"]["Flag"];
            level?: components["schemas"]["JeopardyLevel"] | null;
            message?: string | null;
            record?: string | null;
            since?: string | null;
        };
        /** FlaggedDomainOrder */
        FlaggedDomainOrder: {
            customerId: string | null;
            customerName: string | null;
            domainOrder: string;
            flags: components["schemas"]["Flag"][];
            kind: string;
            name: string;
            priority: number;
            reasons: components["schemas"]["FlagReason"][];
            serviceOrder: string;
            specification: string;
            state: string;
            stateReason: string | null;
        };
        /** Forbidden */
        Forbidden: {
            because: string;
            /** @default [] */
            rights: components["schemas"]["Permission"][];
            /** @default [] */
            states: string[];
            verb: string;
        };
        /** ForecastBody */
        ForecastBody: {
            breaches: number;
            byOutage: number;
            calls: number;
            lastAt: string | null;
            late: components["schemas"]["LateOrderBody"][];
            orders: number;
            rate: number;
            system: string;
            /** Format: date-time */
            until: string;
        };
        /** GroupBody */
        GroupBody: {
            description: string;
            members: string[];
            name: string;
        };
        /** GroupWorkBody */
        GroupWorkBody: {
            members: components["schemas"]["WorkProfileBody"][];
            name: string;
            push: boolean;
            verbs: string[];
            waiting: number;
        };
        /** GroupsBody */
        GroupsBody: {
            items: components["schemas"]["GroupBody"][];
            next: string | null;
            total: number;
        };
        /** Health */
        Health: {
            status: string;
        };
        /** HistoryEntryView */
        HistoryEntryView: {
            /** Format: date-time */
            at: string;
            by: string;
            data: {
                [key: string]: unknown;
            };
            id: number;
            kind: string;
            n: number | null;
        };
        /** HistoryPage */
        HistoryPage: {
            items: components["schemas"]["HistoryEntryView"][];
            next: string | null;
            total: number;
        };
        /** HoldBody */
        HoldBody: {
            atExpiry: components["schemas"]["AtExpiry"];
            escalateTo: string | null;
            escalatedAt: string | null;
            expiresAt: string | null;
            note: string;
            number: string;
            owner: string;
            /** Format: date-time */
            placedAt: string;
            placedBy: string;
            reasonCode: components["schemas"]["HoldReason"];
            releaseNote: string | null;
            releasedAt: string | null;
            releasedBy: string | null;
            scope: string;
            subject: string;
            verbs: string[];
        };
        /**
         * HoldReason
         * @description Why something is held.
         * @enum {string}
         */
        HoldReason: "awaitingInformation" | "customerRequest" | "paymentIssue" | "siteNotReady" | "regulatory" | "technical" | "cancellation" | "other";
        /** HoldRelease */
        HoldRelease: {
            note?: string | null;
        };
        /** HoldsBody */
        HoldsBody: {
            items: components["schemas"]["HoldBody"][];
            verbs: string[];
        };
        /** HomeBody */
        HomeBody: {
            completedByDay: components["schemas"]["CompletedDayBody"][];
            inJeopardy: number | null;
            myTasks: number | null;
            needsAttention: number | null;
            openFallouts: number | null;
            ordersByState: {
                [key: string]: number;
            } | null;
            unassignedTasks: number | null;
        };
        /** HoursBody */
        HoursBody: {
            /** Format: duration */
            end: string;
            /** Format: duration */
            start: string;
            weekday: number;
        };
        /** ImportBody */
        ImportBody: {
            /** @default false */
            draft: boolean;
            order: {
                [key: string]: unknown;
            };
            rows: {
                [key: string]: unknown;
            }[];
            /** @default false */
            skipInvalid: boolean;
        };
        /** ImportCsvBody */
        ImportCsvBody: {
            csv: string;
            /** @default false */
            draft: boolean;
            order: {
                [key: string]: unknown;
            };
            /** @default false */
            skipInvalid: boolean;
        };
        /** ImportResult */
        ImportResult: {
            items: components["schemas"]["ImportedBody"][];
            refused: number;
        };
        /** ImportView */
        ImportView: {
            imported: number;
            order: components["schemas"]["ServiceOrderDetail"];
            problems: components["schemas"]["RowProblemView"][];
            skipped: number;
        };
        /** ImportedBody */
        ImportedBody: {
            problems: components["schemas"]["Problem"][];
            specification: string | null;
            version: number | null;
            warnings: string[];
        };
        /** InboxBody */
        InboxBody: {
            items: components["schemas"]["InboxEntryBody"][];
            next: string | null;
            unread: number;
        };
        /** InboxEntryBody */
        InboxEntryBody: {
            /** Format: date-time */
            at: string;
            id: number;
            kind: components["schemas"]["NotificationKind"];
            link: string;
            number: string;
            readAt: string | null;
            serviceOrder: string | null;
            subject: string;
        };
        /** InformationAsked */
        InformationAsked: {
            question: string;
        };
        /** InformationGiven */
        InformationGiven: {
            answer?: string | null;
        };
        /** InventoryBranch */
        InventoryBranch: {
            children: components["schemas"]["InventoryBranch"][];
            item: components["schemas"]["InventoryLine"];
        };
        /** InventoryDetail */
        InventoryDetail: {
            above: components["schemas"]["InventoryLine"][];
            characteristics: {
                [key: string]: components["schemas"]["Characteristic"];
            };
            history: components["schemas"]["SnapshotBody"][];
            item: components["schemas"]["InventoryLine"];
            place: unknown;
            serviceOrders: string[];
            tree: components["schemas"]["InventoryBranch"];
        };
        /**
         * InventoryKind
         * @description Three classes, the middle one in two faces.
         * @enum {string}
         */
        InventoryKind: "product" | "cfs" | "rfs" | "resource";
        /** InventoryLine */
        InventoryLine: {
            /** Format: date-time */
            createdAt: string;
            customer: string | null;
            endedAt: string | null;
            externalId: string | null;
            kind: components["schemas"]["InventoryKind"];
            name: string;
            number: string;
            parent: string | null;
            serviceOrder: string | null;
            specification: string;
            specificationVersion: number;
            startedAt: string | null;
            state: components["schemas"]["InventoryState"];
        };
        /** InventoryListBody */
        InventoryListBody: {
            items: components["schemas"]["InventoryLine"][];
            next: string | null;
            total: number;
        };
        /**
         * InventoryState
         * @description States of a product, service or resource in inventory.
         * @enum {string}
         */
        InventoryState: "reserved" | "active" | "changePending" | "terminationPending" | "suspended" | "terminated" | "cancelled";
        /** InvestigationBody */
        InvestigationBody: {
            assignee: string;
            dueAt?: string | null;
        };
        /** InvestigationView */
        InvestigationView: {
            assignee: string | null;
            closedAt: string | null;
            /** Format: date-time */
            dueAt: string;
            n: number;
            note: string;
            /** Format: date-time */
            openedAt: string;
            reasonCode: string;
            state: string;
        };
        /** ItemToCancelBody */
        ItemToCancelBody: {
            itemId: string;
            n: number;
            obstacles: components["schemas"]["CancellationObstacle"][];
            state: string;
        };
        /**
         * JeopardyCause
         * @description What an alert is about.
         * @enum {string}
         */
        JeopardyCause: "duration" | "dueDate" | "maximumLag" | "appointment" | "delayedTasks" | "agreement";
        /**
         * JeopardyLevel
         * @description How near it is; from the least.
         * @enum {string}
         */
        JeopardyLevel: "minor" | "major" | "critical";
        /** JeopardyPoliciesBody */
        JeopardyPoliciesBody: {
            items: {
                [key: string]: components["schemas"]["JeopardyPolicy"];
            };
            verbs: string[];
        };
        /** JeopardyPolicy */
        JeopardyPolicy: {
            delayed?: {
                [key: string]: number;
            };
            /** @default true */
            enabled: boolean;
            /** @default [] */
            groups: string[];
            levels?: {
                [key: string]: number;
            };
            /** @default 100 */
            position: number;
            /** @default [] */
            specifications: string[];
            /** @default [] */
            tasks: string[];
        };
        /**
         * JeopardySubject
         * @description What is in jeopardy.
         * @enum {string}
         */
        JeopardySubject: "serviceOrder" | "item" | "domainOrder" | "task" | "fallout";
        /** LateOrderBody */
        LateOrderBody: {
            byOutage: boolean;
            dueAt: string | null;
            endAt: string | null;
            /** Format: date-time */
            forecastEndAt: string;
            serviceOrder: string;
        };
        /** LengthsBody */
        LengthsBody: {
            before: components["schemas"]["PercentilesBody"];
            now: components["schemas"]["PercentilesBody"];
        };
        /**
         * ListKind
         * @description The lists that can be saved as views.
         * @enum {string}
         */
        ListKind: "serviceOrders" | "tasks" | "orderTasks" | "fallouts" | "inventory" | "enrichmentTasks" | "specifications" | "jeopardyAlerts" | "needsAttention" | "notifications" | "decisionTables" | "approvalPolicies" | "enrichmentPolicies" | "milestonePolicies" | "orderTaskPolicies" | "workOrderPolicies" | "allTasks" | "work" | "users" | "apiKeys" | "audit";
        /** ListLook */
        ListLook: {
            /**
             * @default normal
             * @enum {string}
             */
            density: "normal" | "compact";
            hidden?: string[];
            order?: string[];
            /** @default 0 */
            pinned: number;
            widths?: {
                [key: string]: number;
            };
        };
        /** MatchingBody */
        MatchingBody: {
            assignee?: string | null;
            digest?: string | null;
            excluded?: string[];
            group?: string[] | null;
            /** @default false */
            mine: boolean;
            /** @default  */
            q: string;
            total: number;
            /** @default false */
            unassigned: boolean;
        };
        /** Members */
        Members: {
            members: string[];
        };
        /** MendingBody */
        MendingBody: {
            count: number;
            falloutType: string;
            meanSeconds: number;
            medianSeconds: number;
            p90Seconds: number;
        };
        /** MilestoneBody */
        MilestoneBody: {
            note: string;
            version?: number | null;
        };
        /** MilestoneList */
        MilestoneList: {
            items: components["schemas"]["MilestoneView"][];
            next: string | null;
            total: number;
        };
        /** MilestoneView */
        MilestoneView: {
            description: string;
            dueAt: string | null;
            expectedAt: string | null;
            item: string;
            itemNumber: string;
            key: string;
            late: boolean;
            name: string;
            note: string | null;
            number: string;
            policy: string;
            reachedAt: string | null;
            reachedBy: components["schemas"]["ReachedByView"];
            reachedByUser: string | null;
            serviceOrder: string;
            state: string;
            targets: string[] | null;
            verbs: string[];
            version: number;
        };
        /**
         * MissingValue
         * @description What happens to a branch whose rule or quantity needs a value that nobody gave.
         * @enum {string}
         */
        MissingValue: "wait" | "report" | "skip";
        /** MovedTaskBody */
        MovedTaskBody: {
            /** Format: date-time */
            endAt: string;
            endWas: string | null;
            name: string;
            number: string;
            /** Format: date-time */
            startAt: string;
            startWas: string | null;
        };
        /** NeededOutput */
        NeededOutput: {
            field: components["schemas"]["FieldBody"];
            neededBy: string[];
        };
        /** NeededOutputs */
        NeededOutputs: {
            items: components["schemas"]["NeededOutput"][];
        };
        /** NeedsAttention */
        NeedsAttention: {
            byFlag: {
                [key: string]: number;
            };
            items: components["schemas"]["FlaggedDomainOrder"][];
            next?: string | null;
            total: number;
        };
        /** NewAbsence */
        NewAbsence: {
            absentFrom?: string | null;
            absentUntil?: string | null;
            deputy?: string | null;
        };
        /** NewAgreements */
        NewAgreements: {
            agreements: {
                [key: string]: components["schemas"]["Agreement"];
            };
        };
        /** NewApiKey */
        NewApiKey: {
            expiresAt?: string | null;
            name: string;
            roles?: string[] | null;
            userName?: string | null;
        };
        /** NewAppointment */
        NewAppointment: {
            assignmentGroup?: string | null;
            endAt?: string | null;
            note?: string | null;
            /** @default false */
            reserve: boolean;
            /** Format: date-time */
            startAt: string;
        };
        /** NewAppointmentOffer */
        NewAppointmentOffer: {
            calendar?: string | null;
            /** @default 240 */
            leadMinutes: number;
            mostAtOnce?: number | null;
            /** @default 15 */
            reservedMinutes: number;
            /** @default 120 */
            slotMinutes: number;
            version?: number | null;
        };
        /** NewAssignmentRule */
        NewAssignmentRule: {
            /** @default true */
            active: boolean;
            assignmentGroup: string;
            condition?: components["schemas"]["RuleCondition"] | null;
            /** @default 100 */
            position: number;
            version?: number | null;
        };
        /** NewCalendar */
        NewCalendar: {
            /** @default [] */
            closedDays: string[];
            country?: string | null;
            /** @default [] */
            hours: components["schemas"]["HoursBody"][];
            /** @default [] */
            openDays: string[];
            subdivision?: string | null;
            /** @default UTC */
            timeZone: string;
            version?: number | null;
        };
        /** NewCampaign */
        NewCampaign: {
            afterwards?: components["schemas"]["AfterUndo"];
            assignmentGroup?: string | null;
            /**
             * @default [
             *       1,
             *       10
             *     ]
             */
            canary: number[];
            cause?: string | null;
            /** @default 10 */
            failureLimit: number;
            falloutType?: string | null;
            fallouts?: string[];
            group?: string | null;
            note?: string | null;
            /** @default 60 */
            patienceMinutes: number;
            /** @default 600 */
            rate: number;
            resolution: components["schemas"]["Resolution"];
            resolutionCode?: string | null;
            route?: string | null;
            serviceOrders?: string[];
            signature?: string | null;
            title?: string | null;
            values?: {
                [key: string]: unknown;
            };
        };
        /** NewDependency */
        NewDependency: {
            before: string;
            maximum?: string | null;
            minimum?: string | null;
            planVersion?: number | null;
            reason: string;
            type?: components["schemas"]["DependencyType"];
        };
        /** NewDurationPolicies */
        NewDurationPolicies: {
            durationPolicies: {
                [key: string]: components["schemas"]["DurationPolicy"];
            };
        };
        /** NewFallout */
        NewFallout: {
            /** @default  */
            cause: string;
            falloutType: string;
            message: string;
        };
        /** NewFalloutCategory */
        NewFalloutCategory: {
            id: string;
            name: string;
            parent?: string | null;
        };
        /** NewGroup */
        NewGroup: {
            /** @default  */
            description: string;
            members?: string[];
            name: string;
        };
        /** NewHold */
        NewHold: {
            reason: string;
            until?: string | null;
        };
        /** NewLimits */
        NewLimits: {
            callbackSecret?: string | null;
            callbackToken?: string | null;
            concurrency?: number | null;
            /** @default 10 */
            failuresToOpen: number;
            /** @default 30 */
            openForSeconds: number;
            rate?: number | null;
            retry?: {
                [key: string]: components["schemas"]["RetryRuleBody"];
            };
        };
        /** NewNote */
        NewNote: {
            /** @default false */
            customerVisible: boolean;
            text: string;
        };
        /** NewNotificationRule */
        NewNotificationRule: {
            /** @default true */
            active: boolean;
            calendar?: string | null;
            condition?: components["schemas"]["Condition"] | null;
            digestMinutes?: number | null;
            kind: components["schemas"]["NotificationKind"];
            recipients: components["schemas"]["Recipient"][];
            version?: number | null;
        };
        /** NewOrderHold */
        NewOrderHold: {
            atExpiry?: components["schemas"]["AtExpiry"];
            domainOrder?: string | null;
            escalateTo?: string | null;
            expiresAt?: string | null;
            item?: number | null;
            note: string;
            owner?: string | null;
            reasonCode: components["schemas"]["HoldReason"];
            task?: string | null;
        };
        /** NewOwner */
        NewOwner: {
            owner?: string | null;
        };
        /** NewPassword */
        NewPassword: {
            currentPassword?: string | null;
            password: string;
        };
        /** NewPlanTask */
        NewPlanTask: {
            after?: string[];
            assignee?: string | null;
            assignmentGroup?: string | null;
            before?: string[] | null;
            domainOrder: string;
            duration?: string | null;
            key?: string | null;
            name?: string | null;
            planVersion?: number | null;
            reason: string;
        };
        /** NewPreference */
        NewPreference: {
            mailAddress?: string | null;
            /** @default [] */
            muted: components["schemas"]["NotificationKind"][];
        };
        /** NewRelease */
        NewRelease: {
            rate: number;
        };
        /** NewRoutingRules */
        NewRoutingRules: {
            rules: components["schemas"]["RoutingRuleBody"][];
            version?: number | null;
        };
        /** NewSavedView */
        NewSavedView: {
            /** @default false */
            isDefault: boolean;
            list: components["schemas"]["ListKind"];
            name: string;
            query: string;
            sharedRole?: components["schemas"]["Role"] | null;
            sharedWith?: string | null;
        };
        /** NewSubscription */
        NewSubscription: {
            callback: string;
            query?: string | null;
        };
        /** NewTaskNote */
        NewTaskNote: {
            text: string;
        };
        /** NewUser */
        NewUser: {
            email?: string | null;
            fullName: string;
            groups?: string[];
            password?: string | null;
            roles: string[];
            userName: string;
        };
        /** NewWorkProfile */
        NewWorkProfile: {
            calendar?: string | null;
            /** @default 10 */
            parallelTasks: number;
            /** @default [] */
            skills: string[];
        };
        /** NextTaskBody */
        NextTaskBody: {
            assignmentGroup: string | null;
            latestStartAt: string | null;
            name: string | null;
            priority: number | null;
            reason: string | null;
            task: string | null;
            waitingForIt: number | null;
        };
        /** NoteBody */
        NoteBody: {
            /** @default false */
            customerVisible: boolean;
            text: string;
        };
        /** NoteList */
        NoteList: {
            items: components["schemas"]["NoteView"][];
            next?: string | null;
            total: number;
        };
        /** NoteText */
        NoteText: {
            text: string;
        };
        /** NoteVersionBody */
        NoteVersionBody: {
            /** Format: date-time */
            at: string;
            text: string;
            version: number;
        };
        /** NoteVersionsBody */
        NoteVersionsBody: {
            items: components["schemas"]["NoteVersionBody"][];
            total: number;
        };
        /** NoteView */
        NoteView: {
            /** Format: date-time */
            at: string;
            author: string;
            customerVisible: boolean;
            editedAt: string | null;
            id: number;
            text: string;
            withdrawnAt: string | null;
        };
        /** NotificationBody */
        NotificationBody: {
            address: string;
            attempt: number;
            body: string;
            channel: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            dueAt: string;
            endedAt: string | null;
            id: string;
            kind: string;
            lastError: string | null;
            link: string;
            recipient: string;
            rule: string;
            serviceOrder: string | null;
            state: string;
            subject: string;
            verbs: string[];
        };
        /**
         * NotificationKind
         * @description What can be told.
         * @enum {string}
         */
        NotificationKind: "approvalNeeded" | "orderRejected" | "orderCompleted" | "orderFailed" | "falloutRaised" | "falloutAssigned" | "falloutEscalated" | "falloutMentioned" | "jeopardy" | "taskAssigned" | "holdEscalated";
        /** NotificationRuleBody */
        NotificationRuleBody: {
            active: boolean;
            calendar: string | null;
            /** Format: date-time */
            changedAt: string;
            changedBy: string;
            condition: components["schemas"]["ConditionBody"];
            dead: number;
            digestMinutes: number | null;
            kind: string;
            name: string;
            recipients: components["schemas"]["RecipientBody"][];
            verbs: string[];
            version: number;
            waiting: number;
        };
        /** NotificationRulesBody */
        NotificationRulesBody: {
            items: components["schemas"]["NotificationRuleBody"][];
            mail: boolean;
            webhookHosts: string[];
        };
        /**
         * NotificationState
         * @description `waiting` includes those that failed and are tried again.
         * @enum {string}
         */
        NotificationState: "waiting" | "sent" | "dead";
        /** NotificationsBody */
        NotificationsBody: {
            items: components["schemas"]["NotificationBody"][];
            next: string | null;
            total: number;
        };
        /** Occasion */
        Occasion: {
            /** @default [] */
            events: string[];
            /** @default [] */
            states: string[];
        };
        /** OldDependency */
        OldDependency: {
            before: string;
            planVersion?: number | null;
            reason: string;
        };
        /**
         * OnHold
         * @description What a hold does to a clock.
         * @default pause
         * @enum {string}
         */
        OnHold: "pause" | "run";
        /** OpenTask */
        OpenTask: {
            domainOrder: string;
            name: string;
            state: string;
            task: string;
        };
        /** OrderPrediction */
        OrderPrediction: {
            dueAt: string | null;
            estimatedEndAt: string | null;
            prediction: components["schemas"]["Prediction"] | null;
        };
        /**
         * OrderStage
         * @description When tasks of the order itself are made.
         * @enum {string}
         */
        OrderStage: "submitted" | "postApproval" | "postFulfillment";
        /** OrderTaskAssignBody */
        OrderTaskAssignBody: {
            assignee?: string | null;
            assignmentGroup?: string | null;
            version?: number | null;
        };
        /** OrderTaskBody */
        OrderTaskBody: {
            version?: number | null;
        };
        /** OrderTaskCompleteBody */
        OrderTaskCompleteBody: {
            note?: string | null;
            version?: number | null;
        };
        /** OrderTaskHoldBody */
        OrderTaskHoldBody: {
            reason: string;
            version?: number | null;
        };
        /** OrderTaskList */
        OrderTaskList: {
            items: components["schemas"]["OrderTaskView"][];
            next: string | null;
            total: number;
        };
        /** OrderTaskView */
        OrderTaskView: {
            after: string[];
            assignee: string | null;
            assignmentGroup: string | null;
            /** Format: date-time */
            createdAt: string;
            description: string;
            dueAt: string | null;
            /** Format: duration */
            duration: string;
            endedAt: string | null;
            endedBy: string | null;
            gatesApproval: boolean;
            item: string | null;
            itemNumber: string | null;
            key: string;
            late: boolean;
            name: string;
            note: string | null;
            number: string;
            policy: string;
            priority: number;
            serviceOrder: string;
            stage: string;
            startedAt: string | null;
            state: string;
            stateReason: string | null;
            verbs: string[];
            version: number;
        };
        /**
         * Outcome
         * @description How a remedy came out.
         * @enum {string}
         */
        Outcome: "tried" | "mended" | "stillFailing" | "failingDifferently" | "overtaken";
        /** Outcomes */
        Outcomes: {
            breached: number;
            cancelled: number;
            late: number;
            met: number;
            paused: number;
            running: number;
        };
        /** PeopleBody */
        PeopleBody: {
            items: components["schemas"]["PersonBody"][];
            next: string | null;
            total: number;
        };
        /** PercentilesBody */
        PercentilesBody: {
            count: number;
            p50: number | null;
            p90: number | null;
            p95: number | null;
        };
        /**
         * Permission
         * @description One right. A command names the one it needs; roles bundle them.
         * @default task:work
         * @enum {string}
         */
        Permission: "service_order:read" | "service_order:create" | "service_order:edit" | "service_order:approve" | "inventory:read" | "inventory:write" | "catalog:read" | "catalog:design" | "task:read" | "task:work" | "task:manage" | "plan:add" | "plan:skip" | "plan:arrange" | "plan:override" | "fallout:read" | "fallout:create" | "fallout:work" | "fallout:resolve" | "event:report" | "view:share" | "user:admin" | "event:read";
        /** PersonBody */
        PersonBody: {
            fullName: string;
            groups: string[];
            userName: string;
        };
        /** PlanApplicationBody */
        PlanApplicationBody: {
            /** Format: date-time */
            at: string;
            created: number;
            domainOrders: number;
            errored: number;
            expected: number;
            planSpecification: string | null;
            problem: string | null;
            skipped: number;
        };
        /** PlanApplicationsBody */
        PlanApplicationsBody: {
            items: components["schemas"]["PlanApplicationBody"][];
        };
        /** PlanBody */
        PlanBody: {
            catalogRevision: number;
            /** Format: date-time */
            createdAt: string;
            dependencies: [
                string,
                string
            ][];
            domainOrders: components["schemas"]["DomainOrderBody"][];
            doneTasks: number;
            serviceOrder: string;
            skippedTargets: {
                [key: string]: unknown;
            }[];
            tasks: components["schemas"]["TaskBody"][];
            totalTasks: number;
            version: number;
        };
        /** PlanColumns */
        PlanColumns: {
            catalogRevision: number;
            /** Format: date-time */
            createdAt: string;
            cursor: string;
            domainOrders: components["schemas"]["DomainOrderColumns"];
            fallouts: components["schemas"]["FalloutColumns"];
            predecessors: number[];
            serviceOrder: string;
            successors: number[];
            tasks: components["schemas"]["TaskColumns"];
            version: number;
            whole: boolean;
        };
        /** PlanDates */
        PlanDates: {
            criticalPath: string[];
            dueAt: string | null;
            estimatedEndAt: string | null;
            lateBySeconds: number | null;
            plannedEndAt: string | null;
            plannedStartAt: string | null;
            serviceOrder: string;
            tasks: components["schemas"]["TaskDates"][];
        };
        /** PlanEditBase */
        PlanEditBase: {
            planVersion?: number | null;
            reason: string;
        };
        /** PlanSpecificationsBody */
        PlanSpecificationsBody: {
            items: {
                [key: string]: unknown;
            }[];
            next: string | null;
            total: number;
        };
        /** PlanVersionBody */
        PlanVersionBody: {
            /** Format: date-time */
            at: string;
            by: string;
            changes: {
                [key: string]: unknown;
            };
            edit: string;
            reason: string;
            version: number;
        };
        /** PlanVersionsBody */
        PlanVersionsBody: {
            items: components["schemas"]["PlanVersionBody"][];
            serviceOrder: string;
            verbs: string[];
            version: number;
        };
        /** Prediction */
        Prediction: {
            known: number;
            open: number;
            /** Format: date-time */
            p50: string;
            /** Format: date-time */
            p80: string;
            runs: number;
        };
        /** PreferenceBody */
        PreferenceBody: {
            accountAddress: string | null;
            kinds: string[];
            mailAddress: string | null;
            muted: string[];
        };
        /** Preferences */
        Preferences: {
            lists?: {
                [key: string]: components["schemas"]["ListLook"];
            };
            singleKeys?: boolean | null;
            /** @enum {null|string} */
            theme?: "light" | "dark" | "system" | null;
        };
        /** PreviewView */
        PreviewView: {
            digest: string;
            shown: {
                [key: string]: unknown;
            };
        };
        /** PriorityFactorBody */
        PriorityFactorBody: {
            id: string;
            /** @default  */
            name: string;
            /** @default 0 */
            otherwise: number;
            ranks?: {
                [key: string]: number;
            };
            source: string;
            weight: number;
        };
        /** PriorityFactorList */
        PriorityFactorList: {
            items: components["schemas"]["PriorityFactorView"][];
            next?: string | null;
            total: number;
        };
        /** PriorityFactorView */
        PriorityFactorView: {
            id: string;
            name: string;
            otherwise: number;
            ranks: {
                [key: string]: number;
            };
            source: string;
            weight: number;
        };
        /** PriorityFactorsBody */
        PriorityFactorsBody: {
            items: components["schemas"]["PriorityFactorBody"][];
        };
        /** Problem */
        Problem: {
            action: string;
            field?: string | null;
            item?: string | null;
            what: string;
        };
        /** ProblemView */
        ProblemView: {
            action: string;
            field: string | null;
            item: string | null;
            what: string;
        };
        /** ProposalBody */
        ProposalBody: {
            add: number;
            cancel: string[];
            domainOrder: string;
            /** Format: date-time */
            proposedAt: string;
            reason: components["schemas"]["decomposition_model_Reason"];
            relationship: string;
            specification: string;
            verbs: string[];
        };
        /** ProposalDecision */
        ProposalDecision: {
            domainOrder: string;
            /** @default  */
            note: string;
            relationship: string;
        };
        /** PushChoice */
        PushChoice: {
            push: boolean;
        };
        /** QueryFieldBody */
        QueryFieldBody: {
            about: string;
            kind: string;
            name: string;
            signs: string[];
            source: string | null;
            values: string[];
        };
        /** QueryFieldsBody */
        QueryFieldsBody: {
            items: components["schemas"]["QueryFieldBody"][];
            total: number;
        };
        /** Question */
        Question: {
            question: string;
            version?: number | null;
        };
        /** QueueBody */
        QueueBody: {
            group: string | null;
            oldest: string | null;
            oldestTask: string | null;
            tasks: number;
        };
        /** ReachedByView */
        ReachedByView: {
            openTargets: number;
            orderState: string | null;
            specification: string | null;
            targets: number;
            task: string | null;
        };
        /** ReadMark */
        ReadMark: {
            entry?: number | null;
            upTo?: number | null;
        };
        /**
         * ReasonCode
         * @description Why a domain order is made, or why a target is not.
         * @enum {string}
         */
        ReasonCode: "item" | "mandatory" | "chosen" | "ruleFired" | "ruleNotFired" | "valueMissing" | "notChosen" | "quantityZero" | "composedOf" | "orderedAsItem" | "inInventory" | "changed" | "noLongerWanted" | "unchanged" | "noChangeItem" | "shared" | "qualifyOnly" | "moved" | "switched";
        /** RecalculateBody */
        RecalculateBody: {
            orders: string[];
        };
        /** RecalculatedList */
        RecalculatedList: {
            items: components["schemas"]["RecalculatedView"][];
            total: number;
        };
        /** RecalculatedView */
        RecalculatedView: {
            after: number;
            before: number;
            items: components["schemas"]["WeighedView"][];
            number: string;
        };
        /** Recipient */
        Recipient: {
            name?: string | null;
            secret?: string | null;
            to: components["schemas"]["RecipientKind"];
            url?: string | null;
        };
        /** RecipientBody */
        RecipientBody: {
            name: string | null;
            secret: string | null;
            to: string;
            url: string | null;
        };
        /**
         * RecipientKind
         * @description Whom a rule names.
         * @enum {string}
         */
        RecipientKind: "user" | "group" | "role" | "assignee" | "assignedGroup" | "creator" | "contact" | "webhook";
        /** RejectBody */
        RejectBody: {
            assignee?: string | null;
            dueAt?: string | null;
            note?: string | null;
            reasonCode?: string | null;
            version?: number | null;
        };
        /** RejectItemsBody */
        RejectItemsBody: {
            items: number[];
            note?: string | null;
            reasonCode?: string | null;
            version?: number | null;
        };
        /** RejectManyBody */
        RejectManyBody: {
            assignee?: string | null;
            dueAt?: string | null;
            note?: string | null;
            orders: components["schemas"]["ChosenOrder"][];
            reasonCode?: string | null;
        };
        /** RejectionReasonList */
        RejectionReasonList: {
            items: components["schemas"]["RejectionReasonView"][];
            next?: string | null;
            total: number;
        };
        /** RejectionReasonView */
        RejectionReasonView: {
            description: string;
            id: string;
            name: string;
        };
        /** RelatedBody */
        RelatedBody: {
            id: string;
            kind: components["schemas"]["SpecificationKind"] | null;
            mandatory: boolean;
            missing?: components["schemas"]["MissingValue"] | null;
            name: string | null;
            rule: string | null;
            sharing?: components["schemas"]["Sharing"] | null;
            type: string;
        };
        /** RelatedItemView */
        RelatedItemView: {
            itemId: string;
            relationshipType: string;
        };
        /** ReleaseBody */
        ReleaseBody: {
            calls: number;
            lastAt: string | null;
        };
        /** RemedyBody */
        RemedyBody: {
            effect: string;
            name: string;
            needsNote: boolean;
            needsValues: boolean;
            resolution: components["schemas"]["Resolution"];
            takesValues: boolean;
        };
        /** ReportedEvent */
        ReportedEvent: {
            event: string;
            task?: string | null;
        };
        /** ReportedEventBody */
        ReportedEventBody: {
            event: string;
            waits: number;
        };
        /** RequestBody */
        RequestBody: {
            answeredAt: string | null;
            asked: number;
            /** Format: date-time */
            askedAt: string;
            attempt: number;
            executor: string;
            farState: string | null;
            looked: number;
            message: string | null;
            operation: string | null;
            purpose: string;
            reference: string | null;
            revision: number;
            state: string;
            system: string | null;
            until: string | null;
            updatesAvailable: boolean;
        };
        /** RequestsBody */
        RequestsBody: {
            items: components["schemas"]["RequestBody"][];
        };
        /** ReroutePreview */
        ReroutePreview: {
            obstacles: {
                [key: string]: string | null;
            }[];
            steps: components["schemas"]["UndoStepBody"][];
            ways: components["schemas"]["WayBody"][];
        };
        /**
         * Resolution
         * @description What is done about a fallout.
         * @enum {string}
         */
        Resolution: "retry" | "correctAndRetry" | "completeByHand" | "skip" | "rollBack" | "reroute" | "giveUp";
        /** RetryRuleBody */
        RetryRuleBody: {
            attempts?: number | null;
            delaySeconds?: number | null;
            factor?: number | null;
            longestSeconds?: number | null;
        };
        /** ReviewView */
        ReviewView: {
            approvable: boolean;
            checks: components["schemas"]["CheckView"][];
            items: number[] | null;
            preview: components["schemas"]["PreviewView"] | null;
            serviceOrder: string;
            version: number;
        };
        /**
         * Role
         * @description What a person is, as the trade calls it.
         * @enum {string}
         */
        Role: "orderViewer" | "orderIntegrator" | "serviceOrderAgent" | "serviceOrderManager" | "fulfillmentAgent" | "fulfillmentManager" | "falloutAgent" | "falloutManager" | "catalogDesigner" | "administrator";
        /** RoleBody */
        RoleBody: {
            name: string;
            permissions: string[];
            users: number;
        };
        /** RoleDefaultView */
        RoleDefaultView: {
            list: components["schemas"]["ListKind"];
            role: components["schemas"]["Role"];
            view: number | null;
        };
        /** RolesBody */
        RolesBody: {
            items: components["schemas"]["RoleBody"][];
            next: string | null;
            total: number;
        };
        /** RollBackPreview */
        RollBackPreview: {
            dropped: string[];
            obstacles: {
                [key: string]: string | null;
            }[];
            starts: components["schemas"]["RollBackStart"][];
            steps: components["schemas"]["UndoStepBody"][];
        };
        /** RollBackStart */
        RollBackStart: {
            name: string;
            task: string;
        };
        /** RoutingRuleBody */
        RoutingRuleBody: {
            assignee?: string | null;
            assignmentGroup: string;
            /** @enum {null|string} */
            category?: "cfs" | "rfs" | "resource" | null;
            escalateAfterMinutes?: number | null;
            escalateTo?: string | null;
            falloutCategory?: string | null;
            falloutType?: string | null;
            name: string;
            specification?: string | null;
            system?: string | null;
            urgency?: number | null;
        };
        /** RoutingRulesBody */
        RoutingRulesBody: {
            changedAt: string | null;
            changedBy: string | null;
            rules: components["schemas"]["RoutingRuleBody"][];
            version: number;
        };
        /** RoutingTrial */
        RoutingTrial: {
            /** @enum {null|string} */
            category?: "cfs" | "rfs" | "resource" | null;
            falloutCategory?: string | null;
            falloutType?: string | null;
            priority: number;
            specification?: string | null;
            system?: string | null;
        };
        /** RoutingTrialBody */
        RoutingTrialBody: {
            assignee: string | null;
            assignmentGroup: string | null;
            escalateAfterMinutes: number | null;
            escalateTo: string | null;
            place: number | null;
            rule: string | null;
        };
        /** RowProblemView */
        RowProblemView: {
            action: string;
            field: string;
            item: string;
            row: number;
            what: string;
        };
        /** RuleCondition */
        RuleCondition: {
            /** @default [] */
            categories: string[];
            /** @default [] */
            groups: string[];
            /** @default [] */
            places: string[];
            priorityAtMost?: number | null;
            /** @default [] */
            specifications: string[];
            /** @default [] */
            tasks: string[];
        };
        /** RuleConditionBody */
        RuleConditionBody: {
            categories: string[];
            groups: string[];
            places: string[];
            priorityAtMost: number | null;
            specifications: string[];
            tasks: string[];
        };
        /** RuleTrial */
        RuleTrial: {
            notifications: string[];
            wouldTell: string[];
        };
        /** RunbookBody */
        RunbookBody: {
            best: components["schemas"]["ExperienceBody"] | null;
            enoughAt: number;
            experiences: components["schemas"]["ExperienceBody"][];
            group: string | null;
            signature: string;
        };
        /** SavedViewBody */
        SavedViewBody: {
            changedAt: string | null;
            defaultOf: components["schemas"]["Role"][];
            id: number;
            isDefault: boolean;
            list: components["schemas"]["ListKind"];
            name: string;
            own: boolean;
            owner: string;
            query: string;
            sharedRole: components["schemas"]["Role"] | null;
            sharedWith: string | null;
            supplied: string | null;
            version: number;
        };
        /** SavedViewChange */
        SavedViewChange: {
            name: string;
            query: string;
            sharedRole?: components["schemas"]["Role"] | null;
            sharedWith?: string | null;
            version?: number | null;
        };
        /** SavedViewsBody */
        SavedViewsBody: {
            items: components["schemas"]["SavedViewBody"][];
            maySetForRoles: boolean;
            ownDefault: components["schemas"]["ListKind"][];
            total: number;
        };
        /** SelectionBody */
        SelectionBody: {
            digest: string | null;
            most: number;
            total: number;
        };
        /** SentAgain */
        SentAgain: {
            count: number;
        };
        /** ServiceOrderDetail */
        ServiceOrderDetail: {
            approvalProgress: components["schemas"]["ApprovalProgressView"];
            approvals: components["schemas"]["ApprovalView"][];
            forbidden: components["schemas"]["Forbidden"][];
            investigation: components["schemas"]["InvestigationView"] | null;
            items: components["schemas"]["ServiceOrderItemView"][];
            serviceOrder: components["schemas"]["ServiceOrderView"];
            verbs: string[];
        };
        /** ServiceOrderItemView */
        ServiceOrderItemView: {
            action: string;
            characteristics: components["schemas"]["CharacteristicView"][];
            contacts: components["schemas"]["ContactView"][];
            inventoryItem: string | null;
            issues: components["schemas"]["ProblemView"][];
            itemId: string;
            items: components["schemas"]["ServiceOrderItemView"][];
            n: number;
            number: string;
            place: unknown;
            pointOfNoReturn: string | null;
            pointOfNoReturnAt: string | null;
            priority: number | null;
            quantity: number;
            relatedItems: components["schemas"]["RelatedItemView"][];
            specificationId: string | null;
            specificationVersion: number | null;
            state: string;
            stateReason: string | null;
        };
        /** ServiceOrderList */
        ServiceOrderList: {
            items: components["schemas"]["ServiceOrderView"][];
            next: string | null;
            total: number;
        };
        /** ServiceOrderView */
        ServiceOrderView: {
            catalogRevision: number | null;
            category: string | null;
            committedDueDate: string | null;
            completionDate: string | null;
            createdBy: string;
            customerId: string | null;
            customerName: string | null;
            description: string | null;
            expectedCompletionDate: string | null;
            externalId: string | null;
            number: string;
            /** Format: date-time */
            orderDate: string;
            priority: number;
            requestedCompletionDate: string | null;
            requestedStartDate: string | null;
            startDate: string | null;
            state: string;
            stateReason: string | null;
            version: number;
        };
        /** SessionBody */
        SessionBody: {
            fullName: string;
            groups: string[];
            name: string;
            permissions: string[];
            roles: string[];
        };
        /**
         * SharedScope
         * @description Within what several sources use one and the same target (N:1).
         * @enum {string}
         */
        SharedScope: "item" | "order" | "customer";
        /** Sharing */
        Sharing: {
            /** @default [] */
            alike: string[];
            /** @default false */
            same_place: boolean;
            scope: components["schemas"]["SharedScope"];
        };
        /** SignIn */
        SignIn: {
            password: string;
            userName: string;
        };
        /** SignatureView */
        SignatureView: {
            note: string | null;
            preview: string | null;
            shown: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            signedAt: string;
            signedBy: string;
        };
        /** SkippedTarget */
        SkippedTarget: {
            item_n: number;
            parent_n: number | null;
            reason: components["schemas"]["decomposition_model_Reason"];
            specification_id: string;
        };
        /** SkippedTask */
        SkippedTask: {
            domain_order_n: number;
            key: string;
            name: string;
            text: string;
        };
        /** SnapshotBody */
        SnapshotBody: {
            /** Format: date-time */
            at: string;
            characteristics: {
                [key: string]: components["schemas"]["Characteristic"];
            };
            serviceOrder: string | null;
            specificationVersion: number;
            state: components["schemas"]["InventoryState"];
        };
        /** SpecificationBody */
        SpecificationBody: {
            kind: components["schemas"]["SpecificationKind"];
            plans: {
                [key: string]: string | null;
            };
            specification: {
                [key: string]: unknown;
            };
            state: components["schemas"]["SpecificationState"];
            usedBy: components["schemas"]["RelatedBody"][];
            uses: components["schemas"]["RelatedBody"][];
            verbs: string[];
            version: number;
            versions: components["schemas"]["VersionBody"][];
        };
        /**
         * SpecificationKind
         * @description Customer-facing service, resource-facing service, resource.
         * @enum {string}
         */
        SpecificationKind: "cfs" | "rfs" | "resource";
        /** SpecificationLineBody */
        SpecificationLineBody: {
            category: string | null;
            /** Format: date-time */
            changedAt: string;
            description: string;
            draftVersion: number | null;
            id: string;
            kind: components["schemas"]["SpecificationKind"];
            name: string;
            orderable: boolean;
            state: components["schemas"]["SpecificationState"];
            version: number;
        };
        /**
         * SpecificationState
         * @description States of a specification version and of a plan specification version.
         * @enum {string}
         */
        SpecificationState: "draft" | "published" | "retired" | "archived";
        /** SpecificationsBody */
        SpecificationsBody: {
            items: components["schemas"]["SpecificationLineBody"][];
            next: string | null;
            total: number;
        };
        /** Standstill */
        Standstill: {
            blockers: components["schemas"]["Blocker"][];
            ended: boolean;
            more: boolean;
            number: string;
            state: string;
        };
        /** StartOutlookBody */
        StartOutlookBody: {
            breachedBefore: boolean;
            breaches: boolean;
            dueAt: string | null;
            earlier: number;
            earliest: string | null;
            /** Format: date-time */
            endAt: string;
            endWas: string | null;
            items: components["schemas"]["MovedTaskBody"][];
            later: number;
            moved: number;
            task: string;
        };
        /** StateHistory */
        StateHistory: {
            /** Format: date-time */
            createdAt: string;
            seconds: number[];
            state: components["schemas"]["Words"];
            task: number[];
        };
        /** StepBody */
        StepBody: {
            /** Format: date-time */
            beforeSince: string;
            /** Format: date-time */
            beforeUntil: string;
            orders: number;
            ordersBefore: number;
            /** Format: date-time */
            since: string;
            tasks: number;
            tasksBefore: number;
            /** Format: date-time */
            until: string;
        };
        /** StopReason */
        StopReason: {
            reason: string;
        };
        /** SubscriptionBody */
        SubscriptionBody: {
            callback: string;
            id: string;
            query: string;
        };
        /** SuggestionBody */
        SuggestionBody: {
            because: string[];
            confidence: number;
            value: string;
        };
        /** TaskAppointmentBody */
        TaskAppointmentBody: {
            appointment: components["schemas"]["AppointmentBody"] | null;
            assignmentGroup: string | null;
            atRisk: boolean;
            earlier: components["schemas"]["AppointmentBody"][];
            verbs: string[];
        };
        /** TaskBody */
        TaskBody: {
            assignee: string | null;
            assignmentGroup: string | null;
            attempts: number;
            domainOrder: string;
            /** Format: duration */
            duration: string;
            endedAt: string | null;
            executor: string;
            key: string;
            kind: string;
            name: string;
            number: string;
            openPredecessors: number;
            priority: number;
            readyAt: string | null;
            serviceOrder: string;
            startedAt: string | null;
            state: string;
            stateReason: string | null;
            version: number;
        };
        /** TaskClock */
        TaskClock: {
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            dueAt: string;
            pausedAt: string | null;
        };
        /** TaskColumns */
        TaskColumns: {
            assignee: components["schemas"]["Words"];
            assignmentGroup: components["schemas"]["Words"];
            attempts: number[];
            domainOrder: number[];
            ended: (number | null)[];
            n: number[];
            openPredecessors: number[];
            ready: (number | null)[];
            reason: components["schemas"]["Words"];
            started: (number | null)[];
            state: components["schemas"]["Words"];
            version: number[];
            what: components["schemas"]["Words"];
        };
        /** TaskDates */
        TaskDates: {
            critical: boolean;
            endedAt: string | null;
            estimatedEndAt: string | null;
            estimatedStartAt: string | null;
            latestStartAt: string | null;
            number: string;
            plannedEndAt: string | null;
            plannedStartAt: string | null;
            slackSeconds: number | null;
            startedAt: string | null;
            state: string;
        };
        /** TaskDetail */
        TaskDetail: {
            askedFor: components["schemas"]["FieldBody"][];
            clock: components["schemas"]["TaskClock"] | null;
            domainOrder: components["schemas"]["DomainOrderBody"];
            earliestStart?: string | null;
            forbidden: components["schemas"]["Forbidden"][];
            predecessors: components["schemas"]["TaskBody"][];
            successors: components["schemas"]["TaskBody"][];
            task: components["schemas"]["TaskBody"];
            test?: components["schemas"]["TaskTestBody"] | null;
            verbs: string[];
        };
        /** TaskHistoryBody */
        TaskHistoryBody: {
            /** Format: date-time */
            at: string;
            by: string;
            data: {
                [key: string]: unknown;
            };
            id: number;
            kind: string;
        };
        /** TaskLine */
        TaskLine: {
            customerName: string | null;
            domainOrderName: string;
            task: components["schemas"]["TaskBody"];
        };
        /** TaskNoteBody */
        TaskNoteBody: {
            /** Format: date-time */
            at: string;
            author: string;
            customerVisible: boolean;
            editedAt: string | null;
            id: number;
            text: string;
            withdrawnAt: string | null;
        };
        /** TaskPlace */
        TaskPlace: {
            after: string[];
            planVersion?: number | null;
            reason: string;
        };
        /** TaskRecord */
        TaskRecord: {
            history: components["schemas"]["TaskHistoryBody"][];
            notes: components["schemas"]["TaskNoteBody"][];
        };
        /** TaskResult */
        TaskResult: {
            assignee: string | null;
            assignmentGroup: string | null;
            code: string | null;
            details: components["schemas"]["BulkProblem"][];
            message: string | null;
            name: string | null;
            number: string;
            ok: boolean;
            state: string | null;
            status: number | null;
            version: number | null;
        };
        /** TaskResults */
        TaskResults: {
            failed: number;
            results: components["schemas"]["TaskResult"][];
            succeeded: number;
        };
        /** TaskSkip */
        TaskSkip: {
            planVersion?: number | null;
            reason: string;
            values?: {
                [key: string]: unknown;
            };
        };
        /** TaskStart */
        TaskStart: {
            planVersion?: number | null;
            reason: string;
            start: string | null;
        };
        /** TaskTestBody */
        TaskTestBody: {
            /** @default  */
            found: string;
            passed?: boolean | null;
            repair?: string | null;
            repairOf?: string | null;
            retest?: string | null;
            retestOf?: string | null;
            /** @default 0 */
            round: number;
            rounds: number | null;
        };
        /** TextToClassify */
        TextToClassify: {
            text: string;
        };
        /** ThresholdsBody */
        ThresholdsBody: {
            critical?: number | null;
            major?: number | null;
            minor?: number | null;
        };
        /** TimeSlotBody */
        TimeSlotBody: {
            /** Format: date-time */
            endAt: string;
            free: number | null;
            /** Format: date-time */
            startAt: string;
        };
        /** TimeSlotsBody */
        TimeSlotsBody: {
            assignmentGroup: string | null;
            items: components["schemas"]["TimeSlotBody"][];
            reservedSeconds: number | null;
        };
        /** TraceEntry */
        TraceEntry: {
            characteristic?: string | null;
            count: number;
            domain_order_n: number | null;
            item_n: number;
            name: string;
            outcome: string;
            rule: string | null;
            specification_id: string;
            text: string;
            value?: unknown;
            what: string;
        };
        /** TrialMemberBody */
        TrialMemberBody: {
            absent: boolean;
            fullName: string;
            inHand: number;
            parallelTasks: number;
            userName: string;
        };
        /** TypeFound */
        TypeFound: {
            falloutType: string;
        };
        /** UndoStepBody */
        UndoStepBody: {
            again: boolean;
            assignmentGroup: string | null;
            byHand: boolean;
            name: string;
            note: string | null;
            place: number;
            task: string;
            undo: string | null;
        };
        /** Urgency */
        Urgency: {
            dueAt?: string | null;
            priority?: number | null;
            version?: number | null;
        };
        /** UserBody */
        UserBody: {
            active: boolean;
            apiKeys: number;
            /** Format: date-time */
            createdAt: string;
            email: string | null;
            fullName: string;
            groups: string[];
            hasPassword: boolean;
            lastSignInAt: string | null;
            roles: string[];
            sessions: number;
            userName: string;
            verbs: string[];
        };
        /** UserChange */
        UserChange: {
            active?: boolean | null;
            email?: string | null;
            fullName?: string | null;
            groups?: string[] | null;
            roles?: string[] | null;
        };
        /** UsersBody */
        UsersBody: {
            items: components["schemas"]["UserBody"][];
            next: string | null;
            total: number;
        };
        /** ValuesAndVersion */
        ValuesAndVersion: {
            values?: {
                [key: string]: unknown;
            };
            version?: number | null;
        };
        /** VerbsBody */
        VerbsBody: {
            items: string[];
            total: number;
        };
        /** VersionBody */
        VersionBody: {
            /** Format: date-time */
            changedAt: string;
            publishedRevision: number | null;
            retiredRevision: number | null;
            state: components["schemas"]["SpecificationState"];
            version: number;
        };
        /** VersionOnly */
        VersionOnly: {
            version?: number | null;
        };
        /** WaitingBody */
        WaitingBody: {
            characteristics: string[];
            domainOrder: string;
            mandatory: boolean;
            reason: components["schemas"]["decomposition_model_Reason"];
            relationship: string;
            specification: string;
        };
        /** WaitingBranch */
        WaitingBranch: {
            characteristics: string[];
            domain_order_n: number;
            item_n: number;
            mandatory: boolean;
            reason: components["schemas"]["decomposition_model_Reason"];
            relationship: string;
            specification_id: string;
        };
        /** WatchersBody */
        WatchersBody: {
            watchers: string[];
            watching: boolean;
        };
        /** WaveBody */
        WaveBody: {
            size: number;
            states: {
                [key: string]: number;
            };
            wave: number;
        };
        /** WayBody */
        WayBody: {
            current: boolean;
            executor: string;
            name: string;
            system: string | null;
        };
        /** WeighedView */
        WeighedView: {
            item: string;
            priority: number;
            ranks: {
                [key: string]: number;
            };
            score: number;
        };
        /**
         * WithOpenTasks
         * @description What closing does while tasks are open.
         * @default refuse
         * @enum {string}
         */
        WithOpenTasks: "refuse" | "raiseFallout";
        /** Words */
        Words: {
            at: number[];
            words: unknown[];
        };
        /** WorkBody */
        WorkBody: {
            items: components["schemas"]["WorkLineBody"][];
            next: string | null;
            total: number;
        };
        /** WorkCountBody */
        WorkCountBody: {
            failing: number;
            held: number;
            kind: string;
            oldest: string | null;
            overdue: number;
            stuck: number;
            total: number;
        };
        /** WorkLineBody */
        WorkLineBody: {
            attempt: number;
            /** Format: date-time */
            dueAt: string;
            kind: string;
            lastError: string | null;
            n: number;
            serviceOrder: string;
            worker: string | null;
        };
        /** WorkProfileBody */
        WorkProfileBody: {
            absent: boolean;
            absentFrom: string | null;
            absentUntil: string | null;
            calendar: string | null;
            deputy: string | null;
            fullName: string;
            inHand: number;
            parallelTasks: number;
            skills: string[];
            userName: string;
            verbs: string[];
        };
        /** WorkerBody */
        WorkerBody: {
            held: number;
            inHand: number;
            late: boolean;
            name: string;
            /** Format: date-time */
            seenAt: string;
            /** Format: date-time */
            startedAt: string;
        };
        /** WorklistBody */
        WorklistBody: {
            items: components["schemas"]["WorklistLine"][];
            next: string | null;
            total: number;
        };
        /** WorklistLine */
        WorklistLine: {
            clock: components["schemas"]["TaskClock"] | null;
            customerName: string | null;
            domainOrderName: string;
            /** Format: date-time */
            dueAt: string;
            task: components["schemas"]["TaskBody"];
        };
        /** WorkloadBody */
        WorkloadBody: {
            absent: boolean;
            inHand: number;
            parallelTasks: number;
            userName: string;
        };
        /** WorkloadsBody */
        WorkloadsBody: {
            items: components["schemas"]["WorkloadBody"][];
        };
        /** Reason */
        decomposition_model_Reason: {
            characteristic?: string | null;
            code: components["schemas"]["ReasonCode"];
            relationship?: string | null;
            rule?: string | null;
            text: string;
            value?: unknown;
        };
        /** Reason */
        fallout_wire_Reason: {
            reason: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiAgreementclocksListAgreementClocks: {
        parameters: {
            query: {
                of: string;
                within?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementClocksBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAgreementsListAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementsBody"];
                };
            };
        };
    };
    ApiAgreementsSaveAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAgreements"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementsChanged"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAgreementsNameDeleteAgreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAlltasksListAllTasks: {
        parameters: {
            query?: {
                open?: boolean;
                q?: string;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllTasksBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAlltasksQueryfieldsListAllTaskQueryFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryFieldsBody"];
                };
            };
        };
    };
    ApiApikeysListApiKeys: {
        parameters: {
            query?: {
                user?: string | null;
                search?: string;
                usable?: boolean | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeysBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiApikeysCreateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiApikeysApiKeyIdShowApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                api_key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiApikeysApiKeyIdRevokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                api_key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAppointmentsNumberCancelCallOffAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentCancellation"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAppointmentsNumberConfirmConfirmReservedAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAppointmentsNumberRebookMoveAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentMove"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAssignmentrulesListAssignmentRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentRulesBody"];
                };
            };
        };
    };
    ApiAssignmentrulesTryTryAssignmentRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentTrial"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentTrialBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAssignmentrulesNameSaveAssignmentRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssignmentRule"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentRuleBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAssignmentrulesNameDeleteAssignmentRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAttachmentsNumberDownloadAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAttachmentsNumberRemoveAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAttachmentsNumberRestoreRestoreAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAuditSearchAudit: {
        parameters: {
            query?: {
                by?: string | null;
                people?: boolean;
                verb?: string[] | null;
                record?: string | null;
                from?: string | null;
                to?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiAuditVerbsListAuditVerbs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerbsBody"];
                };
            };
        };
    };
    ApiCalendarsListCalendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarsBody"];
                };
            };
        };
    };
    ApiCalendarsNameSaveCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCalendar"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiCalendarsNameDeleteCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiCallbacksSystemTakeCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                system: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiCatalogImportImportCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
        };
    };
    ApiCatalogpartsPartListCatalogParts: {
        parameters: {
            query?: {
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path: {
                part: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogPartsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiCatalogpartsPartPartIdShowCatalogPart: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                part: string;
                part_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiCatalogpartsPartPartIdRetireRetireCatalogPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                part: string;
                part_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDashboardShowDashboard: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainordersNumberShowDomainOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainordersNumberCloseShowClosing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingPreview"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainordersNumberCloseCloseByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosingByHand"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedByHand"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainordersNumberWhyExplainDomainOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standstill"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsListSystems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainSystemsBody"];
                };
            };
        };
    };
    ApiDomainsystemsNameShowSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainSystemBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsNameSaveSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLimits"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainSystemBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsNameChangeSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedLimits"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainSystemBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsNameForecastForecastSystem: {
        parameters: {
            query?: {
                rate?: number;
                until?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForecastBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsNameHoldHoldSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainSystemBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDomainsystemsNameReleaseReleaseSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelease"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDurationpoliciesListDurationPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DurationPoliciesBody"];
                };
            };
        };
    };
    ApiDurationpoliciesSaveDurationPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDurationPolicies"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DurationPoliciesBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiDurationpoliciesNameDeleteDurationPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksListEnrichmentTasks: {
        parameters: {
            query?: {
                state?: string[] | null;
                order?: string | null;
                assignee?: string | null;
                mine?: boolean;
                myGroups?: boolean;
                group?: string[] | null;
                unassigned?: boolean;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberShowEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberAssignAssignEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentAssignBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberCompleteCompleteEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentCompleteBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberHoldHoldEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentHoldBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberResumeResumeEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEnrichmenttasksNumberStartStartEnrichmentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEventsListEvents: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                serviceOrder?: string | null;
                kind?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiEventsStreamStreamEvents: {
        parameters: {
            query?: {
                after?: string | null;
                serviceOrder?: string | null;
            };
            header?: {
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutanalyticsShowFalloutAnalytics: {
        parameters: {
            query?: {
                since?: string | null;
                until?: string | null;
                falloutType?: string | null;
                group?: string | null;
                specification?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutAnalyticsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsListFalloutCampaigns: {
        parameters: {
            query?: {
                state?: components["schemas"]["CampaignState"] | null;
                group?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsDraftFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberShowFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberApproveApproveFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberDiscardDiscardFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberPausePauseFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberRecordsListFalloutCampaignRecords: {
        parameters: {
            query?: {
                state?: components["schemas"]["CampaignRecordState"] | null;
                wave?: number | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignRecordsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberResumeResumeFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberStartStartFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcampaignsNumberStopStopFalloutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopReason"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcategoriesListFalloutCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutCategoriesBody"];
                };
            };
        };
    };
    ApiFalloutcategoriesAddFalloutCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFalloutCategory"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutCategoryBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutcategoriesCategoryChangeFalloutCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FalloutCategoryChange"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutCategoryBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutclassificationClassifyFalloutText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToClassify"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassificationBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutgroupsListGroupsOfFallouts: {
        parameters: {
            query?: {
                state?: "open" | "resolved" | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutGroupsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutgroupsNumberShowGroupOfFallouts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutGroupDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutgroupsNumberRunbookShowFalloutGroupRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunbookBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutroutingrulesShowFalloutRoutingRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRulesBody"];
                };
            };
        };
    };
    ApiFalloutroutingrulesSaveFalloutRoutingRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoutingRules"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRulesBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutroutingrulesTryTryFalloutRoutingRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoutingTrial"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingTrialBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFallouttypesListFalloutTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutTypesBody"];
                };
            };
        };
    };
    ApiFallouttypesAddFalloutType: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FalloutTypeBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutTypeBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsListFallouts: {
        parameters: {
            query?: {
                state?: components["schemas"]["FalloutState"][] | null;
                open?: boolean;
                falloutType?: string | null;
                category?: string | null;
                group?: string[] | null;
                mine?: boolean;
                assignee?: string | null;
                unassigned?: boolean;
                serviceOrder?: string | null;
                task?: string | null;
                signature?: string | null;
                q?: string;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsQueryfieldsListFalloutQueryFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryFieldsBody"];
                };
            };
        };
    };
    ApiFalloutsNumberShowFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberAskinformationAskFalloutInformation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InformationAsked"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberAssignAssignFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FalloutAssignment"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberCancelCancelFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["fallout_wire_Reason"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberCloseCloseFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberFileFileFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FiledUnder"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberNoteNoteFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberReassigntaskReassignTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FalloutAssignment"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberReclassifyReclassify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypeFound"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberReroutePreviewRerouting: {
        parameters: {
            query?: {
                to?: string | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReroutePreview"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberResolveResolveFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChosenRemedy"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberResumeResumeFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InformationGiven"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberRollbackPreviewRollBack: {
        parameters: {
            query?: {
                to?: string | null;
                /** @description What comes after the work was taken back. */
                afterwards?: components["schemas"]["AfterUndo"];
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollBackPreview"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberRunbookShowFalloutRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunbookBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberUnwatchUnwatchFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchersBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberWatchWatchFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchersBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiFalloutsNumberWatchersListFalloutWatchers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchersBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsListGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupsBody"];
                };
            };
        };
    };
    ApiGroupsCreateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNameDeleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNameAppointmentofferShowAppointmentOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentOfferBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNameAppointmentofferSaveAppointmentOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppointmentOffer"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentOfferBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNameMembersSetMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Members"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNamePushSetPushRouting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushChoice"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupWorkBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiGroupsNameWorkShowGroupWork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupWorkBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiHoldsNumberReleaseReleaseOrderHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldRelease"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiHomeShowHome: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiInboxShowInbox: {
        parameters: {
            query?: {
                unread?: boolean;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiInboxReadMarkInboxRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadMark"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiInventorySearchInventory: {
        parameters: {
            query?: {
                kind?: components["schemas"]["InventoryKind"] | null;
                state?: components["schemas"]["InventoryState"] | null;
                customer?: string | null;
                specification?: string | null;
                search?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryListBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiInventoryNumberShowInventoryItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiInventoryNumberAsofShowInventoryItemAsOf: {
        parameters: {
            query: {
                at: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardyalertsListAlerts: {
        parameters: {
            query?: {
                order?: string | null;
                task?: string | null;
                level?: components["schemas"]["JeopardyLevel"][] | null;
                cause?: components["schemas"]["JeopardyCause"] | null;
                owner?: string | null;
                mine?: boolean;
                unowned?: boolean;
                acknowledged?: boolean | null;
                cleared?: boolean;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardyalertsNumberAcknowledgeAcknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledgement"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardyalertsNumberOwnOwnAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwner"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardypoliciesListJeopardyPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JeopardyPoliciesBody"];
                };
            };
        };
    };
    ApiJeopardypoliciesNameSaveJeopardyPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JeopardyPolicy"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JeopardyPolicy"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardypoliciesNameDeleteJeopardyPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiJeopardythresholdsShowThresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThresholdsBody"];
                };
            };
        };
    };
    ApiJeopardythresholdsSaveThresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThresholdsBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThresholdsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiMilestonesNumberShowMilestone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MilestoneView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiMilestonesNumberReachReachMilestone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MilestoneBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MilestoneView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiMilestonesNumberReopenReopenMilestone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MilestoneBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MilestoneView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNeedsattentionListNeedsAttention: {
        parameters: {
            query?: {
                flag?: components["schemas"]["Flag"][] | null;
                kind?: string | null;
                serviceOrder?: string | null;
                customer?: string | null;
                search?: string;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeedsAttention"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotesNumberTakeNoteBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotesNumberChangeNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteText"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotesNumberVersionsShowNoteVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationpreferenceShowNotificationPreference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceBody"];
                };
            };
        };
    };
    ApiNotificationpreferenceSaveNotificationPreference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPreference"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationrulesListNotificationRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationRulesBody"];
                };
            };
        };
    };
    ApiNotificationrulesNameShowNotificationRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationRuleBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationrulesNameSaveNotificationRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNotificationRule"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationRuleBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationrulesNameDeleteNotificationRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationrulesNameSendagainSendRuleAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentAgain"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationrulesNameTestTestNotificationRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTrial"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationsListNotifications: {
        parameters: {
            query?: {
                state?: components["schemas"]["NotificationState"] | null;
                rule?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiNotificationsNumberSendagainSendNotificationAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksListOrderTasks: {
        parameters: {
            query?: {
                state?: string[] | null;
                stage?: components["schemas"]["OrderStage"] | null;
                order?: string | null;
                assignee?: string | null;
                mine?: boolean;
                myGroups?: boolean;
                group?: string[] | null;
                unassigned?: boolean;
                late?: boolean;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberShowOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberAssignAssignOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderTaskAssignBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberCompleteCompleteOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderTaskCompleteBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberHoldHoldOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderTaskHoldBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberResumeResumeOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderTaskBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiOrdertasksNumberStartStartOrderTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderTaskBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPeopleListPeople: {
        parameters: {
            query?: {
                /** @description One right. A command names the one it needs; roles bundle them. */
                permission?: components["schemas"]["Permission"];
                group?: string | null;
                search?: string;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPeopleWorkloadListWorkloads: {
        parameters: {
            query: {
                userName: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkloadsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsListPlanSpecifications: {
        parameters: {
            query?: {
                specification?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSpecificationsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsCreatePlanSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdShowPlanSpecification: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdDeletePlanDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdArchiveArchivePlanSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdCloneClonePlanSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloneOf"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdPublishPublishPlanSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPlanspecificationsPlanIdRetireRetirePlanSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPreferencesShowPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
        };
    };
    ApiPreferencesChangeOwnPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiPriorityfactorsListPriorityFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriorityFactorList"];
                };
            };
        };
    };
    ApiPriorityfactorsReplacePriorityFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriorityFactorsBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriorityFactorList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiRecordsNumberAttachmentsListAttachments: {
        parameters: {
            query?: {
                inside?: boolean;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiRecordsNumberAttachmentsAttachFile: {
        parameters: {
            query?: {
                /** @description the file's name; must be there */
                name?: string;
                customerVisible?: boolean;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        /** @description the file itself */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiRejectionreasonsListRejectionReasons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionReasonList"];
                };
            };
        };
    };
    ApiRolesListRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesBody"];
                };
            };
        };
    };
    ApiServiceordersListOrders: {
        parameters: {
            query?: {
                after?: string | null;
                search?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersCaptureOrder: {
        parameters: {
            query?: {
                draft?: boolean;
            };
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersApproveApproveOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveManyBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResults"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersDryrunTryServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRunRequest"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersImportImportRows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersImportcsvImportCsv: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportCsvBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersQueryfieldsListOrderQueryFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryFieldsBody"];
                };
            };
        };
    };
    ApiServiceordersRecalculatepriorityRecalculatePriority: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecalculateBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecalculatedList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersRejectRejectOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectManyBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResults"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberShowOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberDeleteOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberEditOrder: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberAbandonAbandonOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberAppointmentsListOrderAppointments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberApproveApproveOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberCancelRequestCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancellationRequestBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberCancellationPreviewCancellation: {
        parameters: {
            query?: {
                items?: number[] | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationPreview"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberCancellationDecideDecideCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancellationDecisionBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberCancellationsListCancellations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberDocumentShowDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberDomainordersListDomainOrders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainOrdersBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberEnrichmentHoldHoldEnrichment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrichmentHoldBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberEnrichmentResumeResumeEnrichment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberEnrichmenttasksListEnrichmentOfOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentTaskList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberHistoryShowHistory: {
        parameters: {
            query?: {
                limit?: number;
                after?: string | null;
                text?: string | null;
                by?: string | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberHoldsListOrderHolds: {
        parameters: {
            query?: {
                item?: number | null;
                domainOrder?: string | null;
                task?: string | null;
                everything?: boolean;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberHoldsPlaceOrderHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrderHold"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberInvestigationAssignAssignInvestigation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvestigationBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvestigationView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsRejectRejectItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectItemsBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsDeleteItem: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                number: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsContactsAddContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsContactsContactIdEditContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                item: string;
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsContactsContactIdRemoveContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                item: string;
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberItemsCopyCopyItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CopyView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberMilestonesListMilestonesOfOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MilestoneList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberNotesListNotes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberNotesAddNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberOrdertasksListTasksOfOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskList"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanShowPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanMakePlanAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanApplicationsShowPlanApplications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanApplicationsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanBranchesShowBranches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BranchesBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanBranchesAcceptAcceptProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalDecision"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BranchesBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanBranchesDismissDismissProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalDecision"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BranchesBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanChangesShowPlanChanges: {
        parameters: {
            query: {
                /** @description The `cursor` of the answer before. */
                after: string;
                /** @description The version of the plan that the caller has. */
                version: number;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanColumns"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanColumnsShowPlanColumns: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string | null;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanColumns"] | null;
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanDatesShowPlanDates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDates"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanHistoryShowPlanHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateHistory"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanTasksAddPlanTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlanTask"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPlanVersionsShowPlanVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberPredictionShowPrediction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPrediction"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberRejectRejectOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberReopenReopenOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberReportedeventsReportEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportedEvent"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedEventBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberResubmitSubmitOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberReviewReviewOrder: {
        parameters: {
            query?: {
                preview?: boolean;
                items?: number[] | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberSubmitSubmitOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceOrderDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberValidaterelateditemsValidateRelatedItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewView"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiServiceordersNumberWhyExplainServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standstill"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSessionShowSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
        };
    };
    ApiSessionOpenSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSessionCloseSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": null;
                };
            };
        };
    };
    ApiSpecificationsListSpecifications: {
        parameters: {
            query?: {
                kind?: components["schemas"]["SpecificationKind"][] | null;
                state?: components["schemas"]["SpecificationState"][] | null;
                orderable?: boolean | null;
                q?: string | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecificationsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSpecificationsSpecificationIdShowSpecification: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecificationBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSpecificationsSpecificationIdArchiveArchiveSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSpecificationsSpecificationIdPublishPublishSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiSpecificationsSpecificationIdRetireRetireSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksListTasks: {
        parameters: {
            query?: {
                mine?: boolean;
                assignee?: string | null;
                group?: string[] | null;
                unassigned?: boolean;
                q?: string;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorklistBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksBulkActOnTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkTasksBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskResults"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNextShowNextTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextTaskBody"];
                };
            };
        };
    };
    ApiTasksNextTakeNextTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextTaskBody"];
                };
            };
        };
    };
    ApiTasksQueryfieldsListTaskQueryFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryFieldsBody"];
                };
            };
        };
    };
    ApiTasksSelectionShowSelection: {
        parameters: {
            query?: {
                mine?: boolean;
                assignee?: string | null;
                group?: string[] | null;
                unassigned?: boolean;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelectionBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberShowTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberAppointmentShowTaskAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAppointmentBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberAppointmentBookTaskAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppointment"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberAskinformationAskInformation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberAssignAssignTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assignment"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberAssignmentShowAssignmentReason: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentReason"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberCompleteCompleteTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValuesAndVersion"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberDependenciesAddTaskDependency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDependency"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberDependenciesRemoveRemoveTaskDependency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OldDependency"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberFalloutsRaiseFallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFallout"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FalloutDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberMoveMovePlanTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPlace"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberNeededoutputsShowNeededOutputs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeededOutputs"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberNoteNoteTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTaskNote"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberOverridestartOverrideTaskStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanEditBase"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberRecordShowTaskRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberReleaseReleaseTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionOnly"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberRequestsListRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberRescheduleShowStartOutlook: {
        parameters: {
            query?: {
                start?: string | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartOutlookBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberRescheduleRescheduleTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskStart"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberResumeResumeTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answer"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberSkipSkipPlanTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskSkip"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberStartStartTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionOnly"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberTimeslotsListTimeSlots: {
        parameters: {
            query?: {
                from?: string | null;
                until?: string | null;
                assignmentGroup?: string | null;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeSlotsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberUrgencySetTaskUrgency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Urgency"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberValuesSetTaskValues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValuesAndVersion"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiTasksNumberWhyExplainTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standstill"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersListUsers: {
        parameters: {
            query?: {
                search?: string;
                role?: components["schemas"]["Role"] | null;
                group?: string | null;
                active?: boolean | null;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersCreateUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersUserNameShowUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersUserNameDeactivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersUserNameChangeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersUserNamePasswordSetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiUsersUserNameSessionsEndSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsListSavedViews: {
        parameters: {
            query?: {
                list?: components["schemas"]["ListKind"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsCreateSavedView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSavedView"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsDefaultSetDefaultView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefaultView"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsDefaultForgetDefaultView: {
        parameters: {
            query: {
                /** @description The lists that can be saved as views. */
                list: components["schemas"]["ListKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsRoledefaultSetRoleDefault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDefaultView"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsRoledefaultForgetRoleDefault: {
        parameters: {
            query: {
                /** @description What a person is, as the trade calls it. */
                role: components["schemas"]["Role"];
                /** @description The lists that can be saved as views. */
                list: components["schemas"]["ListKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsViewIdChangeSavedView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewChange"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewsBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiViewsViewIdDeleteSavedView: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                view_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiWorkListMachineWork: {
        parameters: {
            query?: {
                kind?: string | null;
                worker?: string | null;
                held?: boolean;
                overdue?: boolean;
                stuck?: boolean;
                failing?: boolean;
                limit?: number;
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiWorkprofilesUserNameShowWorkProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkProfileBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiWorkprofilesUserNameSaveWorkProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorkProfile"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkProfileBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    ApiWorkprofilesUserNameAbsenceSaveAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAbsence"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkProfileBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    HealthLiveLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    HealthReadyReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    TmfApiAppointmentV4ListTmfAppointments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiAppointmentV4CreateAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    TmfApiAppointmentV4NumberShowTmfAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiAppointmentV4NumberDeleteAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiAppointmentV4NumberPatchAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiAppointmentV4SearchtimeslotSearchTimeSlot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    TmfApiProductinventoryV4ListProducts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiProductinventoryV4NumberShowProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiResourcecatalogV4ResourcespecificationListResourceSpecifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiResourcecatalogV4ResourcespecificationCreateResourceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    TmfApiResourcecatalogV4ResourcespecificationSpecificationIdShowResourceSpecification: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiResourcecatalogV4ResourcespecificationSpecificationIdDeleteResourceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiResourcecatalogV4ResourcespecificationSpecificationIdPatchResourceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiResourceinventorymanagementV4ListResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiResourceinventorymanagementV4NumberShowResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServicecatalogmanagementV4ServicespecificationListServiceSpecifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiServicecatalogmanagementV4ServicespecificationCreateServiceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdShowServiceSpecification: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdDeleteServiceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServicecatalogmanagementV4ServicespecificationSpecificationIdPatchServiceSpecification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                specification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceinventoryV4ListServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiServiceinventoryV4OnboardService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceinventoryV4NumberShowService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceinventorymanagementV4ListServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiServiceinventorymanagementV4OnboardService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceinventorymanagementV4NumberShowService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4CancelserviceorderListCancelServiceOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiServiceorderingV4CancelserviceorderCreateCancelServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4CancelserviceorderNumberShowCancelServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4HubListSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionBody"][];
                };
            };
        };
    };
    TmfApiServiceorderingV4HubSubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubscription"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionBody"];
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4HubSubscriptionUnsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscription: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4ListServiceOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    TmfApiServiceorderingV4CreateServiceOrder: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4NumberShowServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4NumberDeleteServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
    TmfApiServiceorderingV4NumberPatchServiceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Bad request syntax or unsupported method */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                        extra?: null | {
                            [key: string]: unknown;
                        } | unknown[];
                        status_code: number;
                    };
                };
            };
        };
    };
}
