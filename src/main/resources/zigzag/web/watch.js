/** Makes the view of one training; its show(values) begins to watch the one that the address names, its hide() ends that. */
export function watching(section, options) {
  return {
    async show(values) {},
    hide() {},
  };
}
