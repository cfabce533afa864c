import { DragDropProvider } from "@dnd-kit/react";
import { isSortable, useSortable } from "@dnd-kit/react/sortable";
import { clsx } from "clsx";
import { GripVertical } from "lucide-react";
import type { ReactNode } from "react";

export interface SortableListProps<TItem extends { id: string }> {
  label: string;
  items: readonly TItem[];
  /** What an item is called, for its handle. */
  nameOf: (item: TItem) => string;
  /** The whole new order. */
  onReorder: (ids: string[]) => void;
  className?: string;
  children: (item: TItem) => ReactNode;
}

/** A list whose order is changed by dragging its handles, or by keyboard: Enter takes an item up, arrows move it, Enter puts it down. */
export function SortableList<TItem extends { id: string }>(props: SortableListProps<TItem>) {
  const { label, items, nameOf, onReorder, className, children } = props;
  return (
    <DragDropProvider
      onDragEnd={({ operation: { source }, canceled }) => {
        if (canceled || !isSortable(source) || source.initialIndex === source.index) return;
        const ids = items.map(({ id }) => id);
        const [moved] = ids.splice(source.initialIndex, 1);
        if (moved !== undefined) onReorder(ids.toSpliced(source.index, 0, moved));
      }}
    >
      <ul aria-label={label} className={className}>
        {items.map((item, index) => (
          <SortableRow key={item.id} id={item.id} index={index} name={nameOf(item)}>
            {children(item)}
          </SortableRow>
        ))}
      </ul>
    </DragDropProvider>
  );
}

function SortableRow({ id, index, name, children }: { id: string; index: number; name: string; children: ReactNode }) {
  const { ref, handleRef, isDragSource } = useSortable({ id, index });
  return (
    <li
      ref={ref}
      className={clsx("bg-surface flex items-start", isDragSource && "shadow-float relative z-10 rounded-lg opacity-90")}
    >
      <button
        ref={handleRef}
        type="button"
        aria-label={`Move ${name}`}
        className="text-muted hover:bg-ink/8 hover:text-ink mt-1.5 ml-1.5 grid size-9 shrink-0 cursor-grab touch-none place-items-center rounded-lg"
      >
        <GripVertical aria-hidden className="size-4.5" />
      </button>
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}
