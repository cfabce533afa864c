const AT = new Date("2026-01-02T03:04:05.678Z");

/** What a restaurant needs to be stored. */
export function aRestaurant<TValues extends object>(values: TValues) {
  return { name: "Trattoria", createdAt: AT, updatedAt: AT, ...values };
}

export function aTask<TValues extends object>(values: TValues) {
  return { title: "Open an account", isComplete: false, createdAt: AT, updatedAt: AT, ...values };
}

export function aCampaign<TValues extends object>(values: TValues) {
  return { type: "sms", status: "draft", name: "Spring", createdAt: AT, updatedAt: AT, ...values } as const;
}
