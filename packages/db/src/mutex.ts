/** First come, first served. `run` holds the lock until its function has settled. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<TResult>(task: () => Promise<TResult>): Promise<TResult> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
