import type { Me } from "@causeway/contract";
import { createContext, useContext } from "react";

export const MeContext = createContext<Me | null>(null);

/** Who is signed in, on screens that only signed-in people see. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe is for screens inside the shell");
  return me;
}
