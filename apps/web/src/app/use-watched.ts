import { useEffect, useEffectEvent, useState } from "react";
import { useStore } from "../lib/create-store.ts";
import { useIsPageVisible } from "../lib/use-is-page-visible.ts";
import { connection, noteFailure } from "./connection.ts";

export interface WatchHandlers<TValue> {
  onData(value: TValue): void;
  onConnectionStateChange(change: { state: string }): void;
  onError(error: unknown): void;
}

export interface WatchOptions<TValue> {
  /** What is watched; another text starts anew, null watches nothing. */
  topic: string | null;
  subscribe(handlers: WatchHandlers<TValue>): { unsubscribe(): void };
  onValue(value: TValue): void;
}

/**
 * Follows a subscription while the page is seen and the server is there. Returns whether it does so right now. Hidden tabs let
 * go of their connection: over HTTP/1.1 a browser has six of them for all tabs together.
 */
export function useWatched<TValue>({ topic, subscribe, onValue }: WatchOptions<TValue>): boolean {
  const isVisible = useIsPageVisible();
  const isUp = useStore(connection) === "up";
  const [isLive, setIsLive] = useState(false);
  const begin = useEffectEvent(subscribe);
  const receive = useEffectEvent(onValue);
  useEffect(() => {
    if (topic === null || !isVisible || !isUp) return;
    const subscription = begin({
      onData(value) {
        receive(value);
        setIsLive(true);
      },
      onConnectionStateChange: ({ state }) => {
        if (state !== "pending") setIsLive(false);
      },
      // Once the server is back, `isUp` changes and it starts again.
      onError(error) {
        setIsLive(false);
        noteFailure(error);
      },
    });
    return () => {
      subscription.unsubscribe();
      setIsLive(false);
    };
  }, [topic, isVisible, isUp]);
  return isLive;
}
