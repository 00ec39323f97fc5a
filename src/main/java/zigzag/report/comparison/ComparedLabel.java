package zigzag.report.comparison;

/**
 * One of the things compared: a label and the optimizer and initializer it stands for.
 *
 * @param place in the user's order, from 0
 * @param style the number of its colour and dashes in every chart
 */
public record ComparedLabel(String label, String optimizer, String init, int place, int style) {}
