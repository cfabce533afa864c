import type { Contact } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";

/** What is done with one customer at a time. */
export function useContactActions() {
  const queryClient = useQueryClient();
  const options = {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["contacts"] }),
    onError: (error: unknown) => showFailure("That was not kept", error),
  };
  const optOut = useMutation({ mutationFn: (id: string) => api.contacts.optOut.mutate({ id }), ...options });
  const optIn = useMutation({ mutationFn: (id: string) => api.contacts.optIn.mutate({ id }), ...options });
  const remove = useMutation({ mutationFn: (id: string) => api.contacts.delete.mutate({ id }), ...options });
  return {
    optOut(contact: Contact) {
      optOut.mutate(contact.id);
      showToast({
        id: "contact",
        title: "No more messages",
        description: contact.name,
        action: { label: "Undo", run: () => optIn.mutate(contact.id) },
      });
    },
    optIn: (contact: Contact) => optIn.mutate(contact.id),
    remove: (contact: Contact) => remove.mutate(contact.id),
  };
}

export type ContactActions = ReturnType<typeof useContactActions>;
