/**
 * What a form says, as the API takes it: fields by name. Inputs with data-list make one list,
 * without its empty ones. A time goes out as it came in, one of the person's own clock; one that
 * is as it was stays away, since inputs know no seconds.
 */
export function values(form) {
  const json = {};
  for (const { name, type, value, checked, dataset } of form.elements) {
    if (!name || type === "hidden" || type === "submit") continue;
    if ("list" in dataset) json[name] = [...(json[name] ?? []), value].filter(Boolean);
    else if (type === "datetime-local") {
      if (value !== dataset.was) json[name] = value || null;
    } else if (type !== "radio") json[name] = value;
    else if (checked) json[name] = Number(value);
  }
  return json;
}
