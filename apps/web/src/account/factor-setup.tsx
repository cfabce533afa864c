import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Copyable } from "../ui/copyable.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Always dark on light: cameras do not read it the other way round. */
async function drawCode(uri: string): Promise<string> {
  const { toString } = await import("qrcode");
  const svg = await toString(uri, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

/** What the authenticator app needs: a picture to scan, or a secret to type. */
export function FactorSetup({ uri, secret, children }: { uri: string; secret: string; children: ReactNode }) {
  const { data: picture } = useQuery({ queryKey: ["qr", uri], queryFn: () => drawCode(uri), staleTime: Infinity, gcTime: 0 });
  return (
    <div className="space-y-5">
      <p className="text-muted">Scan this with an authenticator app, then type the code that it shows.</p>
      {picture ? (
        <img src={picture} alt="A QR code for the authenticator app" className="mx-auto size-52 rounded-lg bg-white" />
      ) : (
        <Skeleton className="mx-auto size-52 rounded-lg" />
      )}
      <p className="text-muted text-center text-sm">
        Or type it: <Copyable text={secret} what="secret" />
      </p>
      {children}
    </div>
  );
}
