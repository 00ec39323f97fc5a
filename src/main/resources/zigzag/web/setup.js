/** Makes the form that starts a training; its show(values) fills it in as the address says. */
export function settingUp(section, options) {
  return {
    async show(values) {},
  };
}
