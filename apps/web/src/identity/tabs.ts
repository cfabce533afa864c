/** All tabs of a browser share one session by its cookies, so each has to know when it changes. */
const channel = new BroadcastChannel("causeway.session");

export function announceToTabs(): void {
  channel.postMessage("changed");
}

/** Calls back when another tab signed in, signed out or acts for somebody else. Returns the function that stops it. */
export function onChangeInOtherTab(listener: () => void): () => void {
  channel.addEventListener("message", listener);
  return () => channel.removeEventListener("message", listener);
}
