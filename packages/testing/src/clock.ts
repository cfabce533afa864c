/** A clock that stands still until it is turned. Starts at a fixed instant, so that a failure can be repeated. */
export interface TestClock {
  (): Date;
  advance(milliseconds: number): void;
}

export function createTestClock(start = new Date("2026-03-02T09:30:00.000Z")): TestClock {
  let now = start.getTime();
  const clock = () => new Date(now);
  return Object.assign(clock, {
    advance(milliseconds: number) {
      now += milliseconds;
    },
  });
}
