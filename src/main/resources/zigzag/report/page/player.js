/**
 * Makes a button move a slider to its end, and back to its start first if it is there.
 * show: draws a place of the slider; stride: how far it moves at a time; delay: the milliseconds between.
 */
export function player(button, slider, show, stride, delay) {
  let timer = null;
  const here = () => Number(slider.value);
  const last = Number(slider.max);
  const playing = is => {
    button.textContent = is ? 'Pause' : 'Play';
    button.setAttribute('aria-pressed', String(is));
  };
  function stop() {
    clearInterval(timer);
    timer = null;
    playing(false);
  }
  function move(place) {
    slider.value = place;
    show(here());
  }
  button.addEventListener('click', () => {
    if (timer !== null) {
      stop();
      return;
    }
    move(here() >= last ? 0 : here());
    playing(true);
    timer = setInterval(() => {
      move(here() + stride);
      if (here() >= last) stop();
    }, delay);
  });
  slider.addEventListener('input', () => {
    stop();
    show(here());
  });
}
