import Bowser from "bowser";

export interface Device {
  /** Such as `Chrome on Linux`. */
  name: string;
  isHandheld: boolean;
}

/** What a person would call the device of a User-Agent header. */
export function describeDevice(userAgent: string | null): Device {
  if (userAgent === null || userAgent === "") return { name: "Unknown device", isHandheld: false };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const isHandheld = platform.type === "mobile" || platform.type === "tablet";
  // Programs name themselves in the first word: `curl/8.5.0`.
  const program = browser.name || userAgent.split(/[\s/]/, 1)[0] || "Unknown device";
  const system = platform.model && platform.vendor === "Apple" ? platform.model : os.name;
  return { name: system ? `${program} on ${system}` : program, isHandheld };
}
