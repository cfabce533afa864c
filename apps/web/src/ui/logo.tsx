/** The mark: a road over water from shore to shore. */
export function LogoMark({ className }: { className?: string }) {
  return <img src="/favicon.svg" alt="" width={32} height={32} className={className} />;
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark className="size-8" />
      <span className="font-display text-xl font-bold tracking-tight">Causeway</span>
    </span>
  );
}
