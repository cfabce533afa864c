import type { TokenWindow } from "@causeway/contract";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { DailyFigure } from "../ui/daily-figure.tsx";
import { Figures } from "../ui/figures.tsx";
import { describeEnd, describeUse } from "./describe-window.ts";

const SERIES = [
  { key: "accepted", label: "On old routes", color: "var(--series-1)" },
  { key: "exchanged", label: "Exchanged for a session", color: "var(--series-2)" },
  { key: "closed", label: "Too late", color: "var(--mark)" },
] as const;

/** One old system's window, running down. */
export function TokenWindowCard({ window }: { window: TokenWindow }) {
  const week = window.daily.slice(-7);
  const isUnused =
    !window.hasSecret &&
    window.daily.every(({ accepted, exchanged, closed, refused }) => accepted + exchanged + closed + refused === 0);
  const setting = (name: string) => <code className="figures">{`LEGACY_${window.system.toUpperCase()}_${name}`}</code>;
  const total = (key: "accepted" | "closed" | "refused") => week.reduce((sum, day) => sum + day[key], 0);
  return (
    <Card
      title={window.title}
      aside={<Badge tone={window.isOpen ? (window.until === null ? "warn" : "good") : "neutral"}>{describeEnd(window)}</Badge>}
    >
      <div className="space-y-2 px-5 pb-4">
        {isUnused ? (
          <p>
            Nobody&apos;s old token is honoured: the server does not know the key it was signed with. Set {setting("SECRET")} and{" "}
            {setting("TOKENS_UNTIL")}, and people stay signed in.
          </p>
        ) : (
          <p>{describeUse(window)}</p>
        )}
        {window.isSecretShort && (
          <p className="text-warn text-sm">
            Its key is shorter than 256 bits and could be guessed: tokens are checked with it, none is signed. Close this window
            soon.
          </p>
        )}
        {window.isOpen && window.until === null && (
          <p className="text-warn text-sm">No last day is set: {setting("TOKENS_UNTIL")}</p>
        )}
      </div>
      {!isUnused && (
        <>
          <Figures
            figures={[
              { label: "Sessions exchanged", current: window.exchangedSessions, note: "since the beginning" },
              { label: "On old routes", current: total("accepted"), note: "in the last 7 days" },
              { label: "Too late", current: total("closed"), note: "after the window, in the last 7 days" },
              { label: "Refused", current: total("refused"), note: "run out, forged or used up, in the last 7 days" },
            ]}
          />
          <DailyFigure title="Old tokens by day" days={window.daily} series={SERIES} marked={7} />
        </>
      )}
    </Card>
  );
}
