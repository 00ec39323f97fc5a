package zigzag.report;

import org.junit.jupiter.api.Test;

class RunReportTest {
  @Test
  void placeholder() throws Exception {
    java.nio.file.Path folder = java.nio.file.Path.of("/tmp/report-sample/adam-he-128");
    SampleRun.write(folder);
    RunReport.write(folder);
  }
}
