import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Kbd } from "./kbd.tsx";

/** How long typing must pause before it is searched for. */
const PAUSE_MS = 250;

export interface SearchFieldProps {
  label: string;
  /** `Search by name` unless told. */
  placeholder?: string;
  /** What is searched for now. */
  value: string;
  onSearch: (text: string) => void;
}

/** Searches while one types; `/` goes there from anywhere on the screen. */
export function SearchField({ label, placeholder = "Search by name", value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Changed from outside, by a button or the browser's history.
  if (value !== known) {
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  const search = (next: string, wait = 0) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      onSearch(next.trim());
    }, wait);
  };
  // Whoever goes on to something else, such as a link, must not be called back by the search a moment later.
  const searchNow = () => {
    if (timer.current === 0) return;
    clearTimeout(timer.current);
    timer.current = 0;
    onSearch(text.trim());
  };
  return (
    <search className="relative block w-full sm:w-80">
      <Search aria-hidden className="text-muted pointer-events-none absolute top-1/2 left-3.5 size-4 -translate-y-1/2" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => search(event.target.value, PAUSE_MS)}
        onBlur={searchNow}
        onKeyDown={(event) => {
          if (event.key === "Enter") search(text);
          if (event.key === "Escape") search("");
        }}
        className="border-line-strong bg-surface placeholder:text-muted hover:border-muted block min-h-11 w-full rounded-lg border pr-12 pl-10 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      <div className="absolute inset-y-0 right-1 flex items-center">
        {text === "" ? (
          <span aria-hidden className="hidden pr-2 lg:block">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <button
            type="button"
            aria-label="Clear the search"
            onClick={() => {
              search("");
              input.current?.focus();
            }}
            className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 place-items-center rounded-md"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
      </div>
    </search>
  );
}
