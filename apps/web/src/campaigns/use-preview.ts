import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

/** How long typing must pause before the server is asked. */
const PAUSE_MS = 500;

/**
 * What would become of a form, asked for whenever it rests. `input` is null while it is not filled in far enough; what was shown
 * last stays until the next one is there.
 */
export function usePreview<TInput, TPreview>(input: TInput | null, ask: (input: TInput) => Promise<TPreview>) {
  const [shown, setShown] = useState<{ preview: TPreview; at: number }>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ask,
    onSuccess: (preview) => setShown({ preview, at: Date.now() }),
  });
  const send = useEffectEvent(() => {
    if (input !== null) mutate(input);
  });
  const text = JSON.stringify(input);
  useEffect(() => {
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return {
    preview: shown?.preview,
    askedAt: shown?.at ?? 0,
    isPending,
    error: input === null ? null : error,
    again: () => (input === null ? undefined : mutate(input)),
  };
}
