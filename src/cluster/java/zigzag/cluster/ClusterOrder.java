package zigzag.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import zigzag.archive.Json;
import zigzag.data.Provenance;
import zigzag.experiment.comparison.TrainingOrder;

/**
 * What an executor is sent: JSON, so that it can be of another Java, and no class of this program
 * is serialized.
 *
 * @param data where the data came from, with the sums that they must have there, too
 */
record ClusterOrder(TrainingOrder training, Provenance data) {
  String json() {
    ObjectNode json = Json.fields(this);
    return json.toString();
  }

  static ClusterOrder read(String json) {
    String place = "a training's order";
    ObjectNode object = Json.parse(place, json.getBytes(StandardCharsets.UTF_8));
    return Json.bind(place, object, ClusterOrder.class);
  }
}
