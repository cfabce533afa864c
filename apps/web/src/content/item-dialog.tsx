import { type ContentCategory, type ContentItem, CreateItemInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { FormFailure } from "../identity/form-failure.tsx";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import type { Content } from "./use-content.ts";

const emptyAsNull = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);
/** What the form holds: empty text where the schema has null. */
const ItemForm = CreateItemInput.extend({
  title: z.string().trim().min(1, { error: "Say what is to be done." }).max(200),
  description: z.preprocess(emptyAsNull, CreateItemInput.shape.description.unwrap()),
  guidanceLink: z.preprocess(
    emptyAsNull,
    z
      .url({ protocol: /^https?$/, error: "Enter an address such as https://example.com/how-to." })
      .max(2000)
      .nullable(),
  ),
});
type ItemForm = z.infer<typeof ItemForm>;
const FIELDS = ["title", "description", "guidanceLink"] as const;
const NONE = "none";

export interface ItemDialogProps {
  content: Content;
  categories: readonly ContentCategory[];
  category: ContentCategory;
  /** Left out for a new one. */
  item?: ContentItem | undefined;
  onClose: () => void;
}

export function ItemDialog({ content: { saveItem }, categories, category, item, onClose }: ItemDialogProps) {
  const form = useForm<z.input<typeof ItemForm>, unknown, ItemForm>({
    resolver: zodResolver(ItemForm),
    defaultValues: {
      categoryId: category.id,
      parentItemId: item?.parentItemId ?? null,
      title: item?.title ?? "",
      description: item?.description ?? "",
      guidanceLink: item?.guidanceLink ?? "",
      isCritical: item?.isCritical ?? false,
    },
  });
  const { errors } = form.formState;
  const categoryId = useWatch({ control: form.control, name: "categoryId" });
  const parents = (categories.find(({ id }) => id === categoryId)?.items ?? []).filter(
    ({ id, parentItemId, archivedAt }) => id !== item?.id && parentItemId === null && archivedAt === null,
  );
  const submit = form.handleSubmit((input) =>
    saveItem.mutate(item ? { id: item.id, ...input } : input, {
      onSuccess: onClose,
      onError: (error) => void showIssues({ form, error, fields: FIELDS, reasons: {} }),
    }),
  );
  return (
    <Dialog isOpen onClose={onClose} title={item ? "Change the item" : `New item in ${category.name}`}>
      <form noValidate className="space-y-5" onSubmit={(event) => void submit(event)}>
        {saveItem.error && Object.keys(errors).length === 0 && <FormFailure error={saveItem.error} />}
        <Field label="What is to be done" error={errors.title?.message} {...form.register("title")} />
        <TextArea
          label="Why, and what counts as done"
          isOptional
          error={errors.description?.message}
          {...form.register("description")}
        />
        <Field
          label="Where it is explained"
          isOptional
          type="url"
          inputMode="url"
          placeholder="https://"
          error={errors.guidanceLink?.message}
          {...form.register("guidanceLink")}
        />
        <div className="flex flex-wrap gap-2">
          <Controller
            control={form.control}
            name="categoryId"
            render={({ field }) => (
              <Select
                label="Category"
                value={field.value}
                options={categories
                  .filter(({ archivedAt }) => archivedAt === null)
                  .map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(value) => {
                  field.onChange(value);
                  form.setValue("parentItemId", null);
                }}
              />
            )}
          />
          <Controller
            control={form.control}
            name="parentItemId"
            render={({ field }) => (
              <Select
                label="Part of"
                value={field.value ?? NONE}
                options={[{ value: NONE, label: "nothing else" }, ...parents.map(({ id, title }) => ({ value: id, label: title }))]}
                onChange={(value) => field.onChange(value === NONE ? null : value)}
              />
            )}
          />
        </div>
        <Controller
          control={form.control}
          name="isCritical"
          render={({ field }) => (
            <SwitchField
              label="Critical"
              hint="Counted apart: without it little else pays off."
              isOn={field.value ?? false}
              onChange={field.onChange}
            />
          )}
        />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" isBusy={saveItem.isPending}>
            {item ? "Keep the changes" : "Put it on the checklist"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
