import type { RefusalRule, RepairRule } from "@causeway/contract";
import { Badge } from "../ui/badge.tsx";

/** One rule: what is wrong with a value, and what becomes of it. */
export function RuleLine({ rule }: { rule: RepairRule | RefusalRule }) {
  const becomes = "becomes" in rule ? rule.becomes : null;
  return (
    <li className="flex items-baseline gap-x-2 text-sm" title={rule.reason}>
      <Badge tone={becomes === null ? "mark" : "warn"}>{becomes === null ? "quarantined" : "repaired"}</Badge>
      <span className="text-muted min-w-0 flex-1 break-words">
        {rule.meaning}
        {becomes !== null && (
          <>
            {"; becomes "}
            <span className="text-ink">{becomes}</span>
          </>
        )}
      </span>
    </li>
  );
}
