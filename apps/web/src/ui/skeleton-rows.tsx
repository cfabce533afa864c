import { Loading } from "./loading.tsx";
import { Skeleton } from "./skeleton.tsx";

const WIDTHS = ["w-3/5", "w-2/5", "w-1/2", "w-1/3", "w-2/3"];

/** A list that is on its way. */
export function SkeletonRows({ what, rows = 4 }: { what: string; rows?: number }) {
  return (
    <Loading what={what}>
      <ul className="divide-line divide-y">
        {Array.from({ length: rows }, (_, index) => (
          <li key={index} className="flex items-center gap-4 px-5 py-4.5">
            <Skeleton className={`h-4 ${WIDTHS[index % WIDTHS.length] ?? ""}`} />
            <Skeleton className="ml-auto h-4 w-16" />
          </li>
        ))}
      </ul>
    </Loading>
  );
}
