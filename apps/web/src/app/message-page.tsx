import { type ReactNode, useContext } from "react";
import { MeContext } from "../identity/me-context.ts";
import { LogoMark } from "../ui/logo.tsx";

export interface MessagePageProps {
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

/** A screen that only has something to say, inside the shell or alone. */
export function MessagePage({ title, children, actions }: MessagePageProps) {
  const Frame = useContext(MeContext) ? "div" : "main";
  return (
    <Frame className="mx-auto flex min-h-[70dvh] max-w-xl flex-col justify-center px-6 py-16">
      <title>{`${title} · Causeway`}</title>
      <LogoMark className="mb-6 size-11" />
      <h1 className="text-3xl">{title}</h1>
      <div className="text-muted mt-3">{children}</div>
      <div className="mt-7 flex flex-wrap gap-3">{actions}</div>
    </Frame>
  );
}
