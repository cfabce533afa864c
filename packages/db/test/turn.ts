/** Lets everything that is ready to run do so, timers aside. */
export const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
