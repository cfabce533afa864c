import type { UserDetail } from "@causeway/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { withProof } from "../identity/proof.ts";
import { can } from "../identity/session.ts";
import { formatDateTime, formatNumber } from "../lib/format.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { Select } from "../ui/select.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { showToast } from "../ui/toast.tsx";
import { rolesQuery } from "./roles-query.ts";

/** One account, and what an administrator may do to it. */
export function UserPage() {
  const { userId } = useParams({ from: "/shell/admin/users/$userId" });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["users", "get", userId],
    queryFn: ({ signal }) => api.users.get.query({ id: userId }, { signal }),
  });
  const above = <BackLink to="/admin/users">Users</BackLink>;
  if (!data)
    return (
      <Page title="User" above={above} isNarrow>
        <Panel>
          {error ? (
            <ErrorState error={error} what="the user" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the user" rows={4} />
          )}
        </Panel>
      </Page>
    );
  return (
    <Page title={data.email} above={above} isNarrow description={data.displayName ?? undefined}>
      <div className="space-y-6">
        <Facts user={data} />
        {data.canManage && <Management user={data} />}
      </div>
    </Page>
  );
}

function Facts({ user }: { user: UserDetail }) {
  const when = (date: Date | null, otherwise: string) => (date ? formatDateTime(date) : otherwise);
  const rows: [string, ReactNode][] = [
    ["Role", user.role],
    ["Account", user.disabledAt ? `closed ${formatDateTime(user.disabledAt)}` : `open since ${formatDateTime(user.createdAt)}`],
    ["Address", user.emailVerifiedAt ? `confirmed ${formatDateTime(user.emailVerifiedAt)}` : "not confirmed"],
    ["Password", when(user.passwordChangedAt, "never changed here")],
    ["Second factor", user.hasSecondFactor ? "on" : "off"],
    ["Last here", when(user.lastSeenAt, "never")],
    ["Open sessions", formatNumber(user.openSessions)],
    [
      "Restaurants",
      user.restaurants.length === 0
        ? "none"
        : user.restaurants.map(({ id, name }) => (
            <Link
              key={id}
              to="/restaurants/$restaurantId"
              params={{ restaurantId: id }}
              className="text-primary mr-3 underline-offset-3 hover:underline"
            >
              {name}
            </Link>
          )),
    ],
  ];
  return (
    <Card
      title="Account"
      aside={
        <Link to="/admin/audit" search={{ subjectId: user.id }} className="text-primary underline-offset-3 hover:underline">
          What happened to it
        </Link>
      }
    >
      <dl className="divide-line border-line divide-y border-t">
        {rows.map(([name, value]) => (
          <div key={name} className="flex flex-wrap gap-x-6 px-5 py-2.5">
            <dt className="text-muted w-36">{name}</dt>
            <dd className="min-w-0 flex-1 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const COMMANDS = {
  disable: {
    label: "Close the account",
    done: "The account is closed",
    question: "All sessions end at once, and nobody gets in until it is opened again. Nothing is deleted.",
    run: (id: string) => api.users.disable.mutate({ id }),
  },
  enable: {
    label: "Open the account again",
    done: "The account is open",
    question: "Its owner can sign in again.",
    run: (id: string) => api.users.enable.mutate({ id }),
  },
  endSessions: {
    label: "Sign out everywhere",
    done: "Signed out everywhere",
    question: "Every browser and device has to sign in again.",
    run: (id: string) => api.users.endSessions.mutate({ id }),
  },
  resetFactor: {
    label: "Take the second factor off",
    done: "The second factor is off",
    question: "For somebody who has lost phone and backup codes. Be sure who asks you for this.",
    run: (id: string) => api.secondFactor.reset.mutate({ userId: id }),
  },
} as const;
type Command = keyof typeof COMMANDS;

function Management({ user }: { user: UserDetail }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const { data: roles } = useQuery({ ...rolesQuery, enabled: can(me, "role:manage") });
  const settled = () => queryClient.invalidateQueries({ queryKey: ["users"] });
  const command = useMutation({
    mutationFn: (name: Command) => withProof<unknown>(() => COMMANDS[name].run(user.id)),
    onSuccess: (_, name) => showToast({ title: COMMANDS[name].done, description: user.email }),
    onSettled: settled,
    onError: (error) => showFailure("Nothing was changed", error),
  });
  const setRole = useMutation({
    mutationFn: (role: string) => withProof(() => api.users.setRole.mutate({ id: user.id, role })),
    onSuccess: (_, role) => showToast({ title: `Now ${role}`, description: user.email }),
    onSettled: settled,
    onError: (error) => showFailure("The role stays", error),
  });
  const commands: Command[] = [
    user.disabledAt ? "enable" : "disable",
    ...(user.openSessions > 0 ? (["endSessions"] as const) : []),
    ...(user.hasSecondFactor ? (["resetFactor"] as const) : []),
  ];
  return (
    <Card title="What you may do">
      <div className="flex flex-wrap items-center gap-2 px-5 pb-5">
        {roles && (
          <Select
            label="Role"
            value={user.role}
            options={roles.items.map(({ key }) => ({ value: key, label: key }))}
            onChange={(role) => role !== user.role && setRole.mutate(role)}
          />
        )}
        {commands.map((name) => (
          <ConfirmDialog
            key={name}
            trigger={
              <Button variant={name === "enable" ? "secondary" : "danger"} isBusy={command.isPending && command.variables === name}>
                {COMMANDS[name].label}
              </Button>
            }
            title={`${COMMANDS[name].label}?`}
            confirmLabel={COMMANDS[name].label}
            isDangerous={name !== "enable"}
            onConfirm={() => command.mutate(name)}
          >
            {COMMANDS[name].question}
          </ConfirmDialog>
        ))}
      </div>
    </Card>
  );
}
