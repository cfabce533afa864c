import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { Button } from "../ui/button.tsx";

const Demo = z.object({ accounts: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })) });

const NAMES: Record<string, string> = { restaurant: "a restaurant", admin: "the administrator" };

/** Only a server with demo data knows this address. */
async function listDemoAccounts({ signal }: { signal: AbortSignal }) {
  const answer = await fetch("/demo", { signal, headers: { accept: "application/json" } });
  const demo = answer.ok ? Demo.safeParse(await answer.json()) : null;
  return demo?.success ? demo.data.accounts : [];
}

export interface DemoAccountsProps {
  isBusy: boolean;
  onChoose: (account: { email: string; password: string }) => void;
}

/** On a demo server: the way in without typing. Elsewhere nothing. */
export function DemoAccounts({ isBusy, onChoose }: DemoAccountsProps) {
  const { data: accounts = [] } = useQuery({ queryKey: ["demo"], queryFn: listDemoAccounts, staleTime: Infinity });
  if (accounts.length === 0) return null;
  return (
    <section aria-labelledby="demo" className="border-line mt-10 border-t pt-5">
      <h2 id="demo" className="font-sans text-sm font-semibold tracking-normal">
        This is a demo. Look around as
      </h2>
      <div className="mt-3 flex flex-wrap gap-2">
        {accounts.map(({ email, password, role }) => (
          <Button
            key={email}
            variant="secondary"
            size="small"
            isBusy={isBusy}
            title={email}
            onClick={() => onChoose({ email, password })}
          >
            {NAMES[role] ?? role}
          </Button>
        ))}
      </div>
    </section>
  );
}
