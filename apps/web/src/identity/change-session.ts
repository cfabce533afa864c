import type { Me } from "@causeway/contract";
import type { QueryClient } from "@tanstack/react-query";
import { sessionQuery } from "./session.ts";
import { announceToTabs } from "./tabs.ts";

export interface ChangeSessionOptions {
  queryClient: QueryClient;
  me: Me | null;
  /** Goes to a screen of the new session. */
  leave: () => Promise<void>;
}

/** Makes this page somebody else's: nothing that the one before saw stays in its memory. */
export async function changeSession({ queryClient, me, leave }: ChangeSessionOptions): Promise<void> {
  const isOther = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== sessionQuery.queryKey[0];
  await queryClient.cancelQueries({ predicate: isOther });
  queryClient.setQueryData(sessionQuery.queryKey, me);
  announceToTabs();
  await leave();
  queryClient.removeQueries({ predicate: isOther, type: "inactive" });
  await queryClient.invalidateQueries({ predicate: isOther });
}
