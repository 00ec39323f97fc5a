package zigzag.report;

/**
 * One of the things compared: a label and the optimizer and initializer it stands for.
 *
 * @param style the number of its colour and dashes in every chart: its place in the user's order
 */
record ComparedLabel(String label, String optimizer, String init, int style) {}
