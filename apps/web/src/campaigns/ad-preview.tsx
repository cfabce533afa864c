import type { AdCopy } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { Image } from "lucide-react";
import { fileQuery } from "./queries.ts";

export interface AdPreviewCardProps {
  businessName: string;
  copy: AdCopy;
  promoCode: string | null;
  pictureFileId: string | null | undefined;
}

/** An ad roughly as people will see it. */
export function AdPreviewCard({ businessName, copy, promoCode, pictureFileId }: AdPreviewCardProps) {
  const { data: file } = useQuery({ ...fileQuery(pictureFileId ?? ""), enabled: Boolean(pictureFileId) });
  return (
    <article aria-label="The ad" className="border-line bg-surface shadow-float overflow-hidden rounded-xl border">
      <header className="flex items-center gap-3 px-4 py-3">
        <span aria-hidden className="bg-shallow font-display grid size-9 place-items-center rounded-full font-semibold">
          {businessName.slice(0, 1)}
        </span>
        <p className="min-w-0">
          <span className="block truncate font-semibold">{businessName}</span>
          <span className="text-muted block text-sm">Sponsored</span>
        </p>
      </header>
      <p className="px-4 pb-3 break-words whitespace-pre-line">{copy.text}</p>
      {file ? (
        <img src={file.url} alt="" className="aspect-[1.91] w-full object-cover" />
      ) : (
        <p className="bg-sunken text-muted grid place-items-center gap-2 py-8 text-sm">
          <Image aria-hidden className="size-6" />
          Without a picture
        </p>
      )}
      <footer className="bg-sunken px-4 py-3">
        <p className="font-semibold break-words">{copy.headline}</p>
        {promoCode && (
          <p className="text-muted text-sm">
            Code <span className="figures text-ink font-semibold">{promoCode}</span>
          </p>
        )}
      </footer>
    </article>
  );
}
