/** What a training is told, and its JSON. */
package zigzag.training.settings;
