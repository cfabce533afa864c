import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/text-area.tsx";

const focusOnce = (area: HTMLTextAreaElement | null) => area?.focus();

export interface NoteFormProps {
  /** What the note is about. */
  title: string;
  notes: string | null;
  onSave: (notes: string | null) => void;
  onCancel: () => void;
}

/** Writes, changes or removes the note of an item. Ctrl+Enter keeps it, Escape leaves it as it was. */
export function NoteForm({ title, notes, onSave, onCancel }: NoteFormProps) {
  const [text, setText] = useState(notes ?? "");
  const save = () => onSave(text.trim() === "" ? null : text);
  return (
    <form
      className="mt-2 space-y-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextArea
        label={`Note on ${title}`}
        // It appears because somebody asked to write.
        ref={focusOnce}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small">
          Keep the note
        </Button>
        <Button variant="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
