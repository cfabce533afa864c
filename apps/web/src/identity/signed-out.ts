const listeners = new Set<() => void>();

/** Tells whoever listens that the session is over and cannot be renewed. */
export function announceSignedOut(): void {
  for (const listener of listeners) listener();
}

/** Returns the function that stops listening. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
