import { useSyncExternalStore } from "react";

export interface Store<TValue> {
  get(): TValue;
  set(value: TValue): void;
  subscribe(listener: () => void): () => void;
}

/** A value outside React that components can follow with `useStore`. */
export function createStore<TValue>(initial: TValue): Store<TValue> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useStore<TValue>(store: Store<TValue>): TValue {
  return useSyncExternalStore(store.subscribe, store.get);
}
