// Campaigns: one remedy for many fallouts; what is asked of them.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Campaign, CampaignDetail, CampaignRecord, FalloutAnalytics, FalloutGroupDetail } from "@/api/types";

const LIVE = 2000;

export function useFalloutGroup(number: string) {
  return useQuery({
    queryKey: ["fallouts", "group", number],
    queryFn: ({ signal }) => api.get<FalloutGroupDetail>(`/api/falloutGroups/${number}`, undefined, signal),
  });
}

export function useCampaigns(group?: string) {
  return useQuery({
    queryKey: ["fallouts", "campaigns", group ?? ""],
    queryFn: ({ signal }) => api.get<{ items: Campaign[] }>("/api/falloutCampaigns", group ? { group } : {}, signal),
    refetchInterval: (query) => (query.state.data?.items.some(moves) ? LIVE : false),
  });
}

/** Something about it still changes by itself. */
export function moves(campaign: Campaign): boolean {
  return campaign.state === "running" || !campaign.settled;
}

export function useCampaign(number: string) {
  return useQuery({
    queryKey: ["fallouts", "campaign", number],
    queryFn: ({ signal }) => api.get<CampaignDetail>(`/api/falloutCampaigns/${number}`, undefined, signal),
    refetchInterval: (query) => (query.state.data && moves(query.state.data.campaign) ? LIVE : false),
  });
}

export function useCampaignRecords(number: string, state: string, live: boolean) {
  return useQuery({
    queryKey: ["fallouts", "campaign", number, "records", state],
    queryFn: ({ signal }) =>
      api.get<{ items: CampaignRecord[]; next: string | null }>(`/api/falloutCampaigns/${number}/records`, { limit: 200, ...(state ? { state } : {}) }, signal),
    refetchInterval: live ? LIVE : false,
  });
}

export function useFalloutAnalytics(query: Record<string, string>) {
  return useQuery({
    queryKey: ["fallouts", "analytics", query],
    queryFn: ({ signal }) => api.get<FalloutAnalytics>("/api/falloutAnalytics", query, signal),
  });
}

/** Asks one thing of a campaign and shows the answer. */
export function useCampaignCall(number: string) {
  const client = useQueryClient();
  return async (verb: string, body: Record<string, unknown> = {}): Promise<void> => {
    try {
      client.setQueryData(["fallouts", "campaign", number], await api.post<CampaignDetail>(`/api/falloutCampaigns/${number}/${verb}`, body));
    } finally {
      await client.invalidateQueries({ queryKey: ["fallouts"] });
    }
  };
}
