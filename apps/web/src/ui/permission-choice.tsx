import type { Permission } from "@causeway/contract";
import { clsx } from "clsx";

export interface PermissionChoiceProps {
  label: string;
  permissions: readonly Permission[];
  chosen: readonly Permission[];
  isDisabled?: boolean;
  error?: string | undefined;
  onChange: (chosen: Permission[]) => void;
}

/** Permissions to tick, by what they are about. */
export function PermissionChoice({ label, permissions, chosen, isDisabled = false, error, onChange }: PermissionChoiceProps) {
  const groups = Map.groupBy(permissions, (permission) => permission.split(":")[0] ?? "");
  const toggle = (permission: Permission, isOn: boolean) =>
    onChange(isOn ? [...chosen, permission] : chosen.filter((each) => each !== permission));
  return (
    <fieldset disabled={isDisabled}>
      <legend className="mb-2 font-semibold">{label}</legend>
      <div className="border-line max-h-[min(22rem,45dvh)] overflow-y-auto rounded-lg border px-4 py-1">
        {[...groups].map(([subject, members]) => (
          <div key={subject} className="border-line grid gap-x-4 py-2 not-last:border-b sm:grid-cols-[7rem_1fr]">
            <span className="text-sm leading-8 font-medium first-letter:uppercase">{subject.replace("-", " ")}</span>
            <div className="grid grid-cols-[5rem_1fr] gap-x-4">
              {members.map((permission) => (
                <label
                  key={permission}
                  className={clsx("inline-flex min-h-8 items-center gap-2 text-sm", columnOf(permission, members))}
                >
                  <input
                    type="checkbox"
                    className="accent-primary size-4.5 shrink-0"
                    checked={chosen.includes(permission)}
                    onChange={(event) => toggle(permission, event.target.checked)}
                  />
                  {verbOf(permission)}
                </label>
              ))}
            </div>
          </div>
        ))}
      </div>
      {error && <p className="text-bad mt-1.5 text-sm font-medium">{error}</p>}
    </fieldset>
  );
}

/** One's own on the left, everybody's beside it; where there is nothing of everybody's, all in a row. */
function columnOf(permission: Permission, members: readonly Permission[]): string | undefined {
  if (!members.some((each) => each.endsWith("-any"))) return undefined;
  return permission.endsWith("-any") ? "col-start-2" : "col-start-1";
}

/** `read-any` is everybody's. */
function verbOf(permission: Permission): string {
  const [, verb = ""] = permission.split(":");
  return verb.endsWith("-any") ? `${verb.slice(0, -"-any".length)}, everybody's` : verb;
}
