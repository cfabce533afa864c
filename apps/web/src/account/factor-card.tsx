import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { factorQuery } from "../identity/factor-query.ts";
import { useMe } from "../identity/me-context.ts";
import { withProof } from "../identity/proof.ts";
import { formatDate } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { showToast } from "../ui/toast.tsx";
import { BackupCodeList } from "./backup-code-list.tsx";
import { CodeForm } from "./code-form.tsx";
import { FactorSetup } from "./factor-setup.tsx";

type Open =
  | { kind: "setup"; uri: string; secret: string }
  | { kind: "codes"; codes: string[] }
  | { kind: "renew" }
  | { kind: "disable" };

const TITLES: Record<Open["kind"], string> = {
  setup: "Set up your app",
  codes: "Your backup codes",
  renew: "New backup codes",
  disable: "Turn the second factor off",
};

/** The second factor: off, on, or on the way. */
export function FactorCard() {
  const me = useMe();
  const queryClient = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery(factorQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["secondFactor"] });
  const begin = useMutation({
    mutationFn: () => withProof(() => api.secondFactor.begin.mutate()),
    onSuccess: (setup) => setOpen({ kind: "setup", ...setup }),
    onError: (failure) => showFailure("The second factor stays off", failure),
  });
  const showCodes = ({ codes }: { codes: string[] }) => {
    setOpen({ kind: "codes", codes });
    return refresh();
  };
  const confirm = useMutation({
    mutationFn: (code: string) => withProof(() => api.secondFactor.confirm.mutate({ code })),
    onSuccess: showCodes,
  });
  const renew = useMutation({
    mutationFn: (code: string) => withProof(() => api.secondFactor.renewBackupCodes.mutate({ code })),
    onSuccess: showCodes,
  });
  const disable = useMutation({
    mutationFn: (code: string) => withProof(() => api.secondFactor.disable.mutate({ code })),
    onSuccess() {
      setOpen(null);
      showToast({ title: "The second factor is off", description: "Your password alone opens the account now." });
      return refresh();
    },
  });
  const isBlocked = me.impersonator !== null;
  const close = () => setOpen(null);

  return (
    <Card title="Second factor" aside={data && (data.totpSince ? <Badge tone="good">On</Badge> : <Badge tone="warn">Off</Badge>)}>
      <div className="px-5 pb-5">
        {!data &&
          (error ? (
            <ErrorState error={error} what="the second factor" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the second factor" rows={1} />
          ))}
        {data && data.totpSince === null && (
          <>
            <p className="text-muted mb-4">
              With a code of an app on your phone besides the password, a stolen password opens nothing.
            </p>
            <Button disabled={isBlocked} isBusy={begin.isPending} onClick={() => begin.mutate()}>
              Turn it on
            </Button>
          </>
        )}
        {data?.totpSince && (
          <>
            <p className="text-muted mb-4">
              {`An authenticator app, since ${formatDate(data.totpSince)}. `}
              {data.backupCodesLeft === 0
                ? "No backup code is left: make new ones."
                : `${data.backupCodesLeft} backup ${data.backupCodesLeft === 1 ? "code is" : "codes are"} left.`}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button variant="secondary" disabled={isBlocked} onClick={() => setOpen({ kind: "renew" })}>
                New backup codes
              </Button>
              <Button variant="danger" disabled={isBlocked} onClick={() => setOpen({ kind: "disable" })}>
                Turn it off
              </Button>
            </div>
          </>
        )}
      </div>
      {open && (
        <Dialog isOpen onClose={close} title={TITLES[open.kind]}>
          {open.kind === "setup" && (
            <FactorSetup uri={open.uri} secret={open.secret}>
              <CodeForm label="The code it shows" submitLabel="Turn it on" action={confirm} />
            </FactorSetup>
          )}
          {open.kind === "codes" && <BackupCodeList codes={open.codes} onDone={close} />}
          {open.kind === "renew" && (
            <>
              <p className="text-muted mb-4">The old ones stop working.</p>
              <CodeForm label="A code of your app" submitLabel="Make new ones" action={renew} />
            </>
          )}
          {open.kind === "disable" && (
            <>
              <p className="text-muted mb-4">Your password alone will open the account. Devices that were excused are forgotten.</p>
              <CodeForm label="A code of your app, or a backup code" submitLabel="Turn it off" action={disable} />
            </>
          )}
        </Dialog>
      )}
    </Card>
  );
}
