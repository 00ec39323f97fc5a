// What all pages share: their elements, their data and how they come to their end.
import {charts} from './chart.js';
import {sample} from './looks.js';

const root = document.documentElement;

window.addEventListener('error', event => {
  root.dataset.error = event.message;
});

export const find = id => document.getElementById(id);
export const make = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);

/** Puts a picture of its style into each element of the template that asks for one. */
export function showSamples(options) {
  for (const span of document.querySelectorAll('.sampled')) span.append(sample(Number(span.dataset.style), options));
}

/** Calls draw with the data of the page. */
export function start(draw) {
  draw(JSON.parse(find('data').textContent));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const {plot} of charts) plot.redraw();
  });
  root.dataset.ready = String(charts.size);
}
