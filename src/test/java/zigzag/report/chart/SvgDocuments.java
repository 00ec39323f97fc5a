package zigzag.report.chart;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads the SVGs that the charts write, as a browser would: strictly, and with nothing fetched. */
public final class SvgDocuments {
  private static final Pattern COMMAND = Pattern.compile("([A-Za-z])([^A-Za-z]*)");
  private static final Pattern NUMBER = Pattern.compile("-?(\\d+\\.?\\d*|\\.\\d+)");

  private SvgDocuments() {}

  public static Document parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError("not XML: " + svg, e);
    }
  }

  public static List<Element> elements(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The content of all text elements, in order. */
  public static List<String> texts(Document document) {
    return elements(document, "text").stream().map(Element::getTextContent).toList();
  }

  /** The paths of the curves within the axes, in the order they are drawn. */
  public static List<Element> curves(Document document) {
    return elements(document, "path").stream()
        .filter(path -> path.getParentNode().getNodeName().equals("svg"))
        .filter(path -> path.getParentNode() != document.getDocumentElement())
        .filter(path -> path.hasAttribute("stroke-width"))
        .toList();
  }

  /** The points of a path of M and l commands, one list for each M. */
  public static List<List<double[]>> strokes(String path) {
    List<List<double[]>> strokes = new ArrayList<>();
    double x = 0;
    double y = 0;
    Matcher command = COMMAND.matcher(path);
    while (command.find()) {
      List<Double> numbers =
          NUMBER.matcher(command.group(2)).results().map(r -> Double.valueOf(r.group())).toList();
      switch (command.group(1)) {
        case "M" -> {
          x = numbers.get(0);
          y = numbers.get(1);
          strokes.add(new ArrayList<>(List.of(new double[] {x, y})));
        }
        case "l" -> {
          x += numbers.get(0);
          y += numbers.get(1);
          strokes.get(strokes.size() - 1).add(new double[] {x, y});
        }
        case "h", "z" -> {}
        default -> throw new AssertionError("unexpected command in " + path);
      }
    }
    return strokes;
  }
}
