import { ChecklistType, type ContentCategory, CreateCategoryInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { CHECKLIST_TYPES } from "../checklists/checklist-types.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import type { Content } from "./use-content.ts";

const CategoryForm = CreateCategoryInput.pick({ type: true }).extend({
  name: z.string().trim().min(1, { error: "Give the category a name." }).max(200),
  description: z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? null : value),
    CreateCategoryInput.shape.description.unwrap(),
  ),
});
type CategoryForm = z.infer<typeof CategoryForm>;
const FIELDS = ["name", "description"] as const;
const TYPES = ChecklistType.options.map((value) => ({
  value,
  label: CHECKLIST_TYPES[value].title,
  hint: CHECKLIST_TYPES[value].description,
}));

export interface CategoryDialogProps {
  content: Content;
  /** Left out for a new one. */
  category?: ContentCategory | undefined;
  onClose: () => void;
}

export function CategoryDialog({ content: { saveCategory }, category, onClose }: CategoryDialogProps) {
  const form = useForm<z.input<typeof CategoryForm>, unknown, CategoryForm>({
    resolver: zodResolver(CategoryForm),
    defaultValues: {
      name: category?.name ?? "",
      description: category?.description ?? "",
      type: category?.type ?? "foundational",
    },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((input) =>
    saveCategory.mutate(category ? { id: category.id, ...input } : { ...input, icon: null }, {
      onSuccess: onClose,
      onError: (error) => void showIssues({ form, error, fields: FIELDS, reasons: {} }),
    }),
  );
  return (
    <Dialog isOpen onClose={onClose} title={category ? "Change the category" : "New category"}>
      <form noValidate className="space-y-5" onSubmit={(event) => void submit(event)}>
        {saveCategory.error && Object.keys(errors).length === 0 && <FormFailure error={saveCategory.error} />}
        <Field label="Name" error={errors.name?.message} {...form.register("name")} />
        <TextArea label="What it is about" isOptional error={errors.description?.message} {...form.register("description")} />
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => <ChoiceCards label="Kind" value={field.value} options={TYPES} onChange={field.onChange} />}
        />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" isBusy={saveCategory.isPending}>
            {category ? "Keep the changes" : "Add the category"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
