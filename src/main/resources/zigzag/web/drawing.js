/** Makes the view; its show(values) draws what the address says. */
export function drawingView(section, options, looks) {
  return {
    async show(values) {},
    hide() {},
  };
}
