package dev.lamarck.lab.report;

import dev.lamarck.lab.compare.Comparison;
import dev.lamarck.lab.compare.MeasureComparison;
import dev.lamarck.lab.compare.SetupComparison;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A comparison as JUnit XML: a test case for each measure and for the outcomes of each setup, an error for what has no partner. */
public final class ComparisonJunit {
    private static final String SUITE = "lamarck compare";

    private final XMLStreamWriter xml;

    private ComparisonJunit(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String of(Comparison comparison) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new ComparisonJunit(xml).suite(comparison);
            xml.flush();
        } catch (XMLStreamException impossible) {
            throw new AssertionError("a string can be written to", impossible);
        }
        return text.append('\n').toString();
    }

    private void suite(Comparison comparison) throws XMLStreamException {
        List<SetupComparison> setups = comparison.setups();
        long worse = setups.stream().flatMap(setup -> setup.measures().stream()).filter(MeasureComparison::isWorse).count()
                + setups.stream().filter(setup -> !setup.outcomes().isEmpty()).count();
        long cases = setups.stream().mapToLong(setup -> setup.measures().size() + 1).sum() + comparison.unpaired().size();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", SUITE);
        xml.writeAttribute("tests", Long.toString(cases));
        xml.writeAttribute("failures", Long.toString(worse));
        xml.writeAttribute("errors", Integer.toString(comparison.unpaired().size()));
        for (SetupComparison setup : setups) {
            setup(setup);
        }
        for (String line : comparison.unpaired()) {
            testCase("pairing", line, "error", line);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void setup(SetupComparison setup) throws XMLStreamException {
        String name = setup.setup().text();
        for (MeasureComparison measure : setup.measures()) {
            testCase(name, measure.id(), measure.isWorse() ? "failure" : null, "%s is better, median %s, worst %s at %s, tolerance %s".formatted(
                    measure.better().label(), ComparisonText.percent(measure.medianChange()),
                    ComparisonText.percent(measure.size(measure.worst())), measure.worst().place(), ComparisonText.percent(measure.tolerance())));
        }
        String changes = String.join("; ", setup.outcomes().stream()
                .map(change -> "seed " + change.seed() + ": " + change.before() + ", now " + change.after()).toList());
        testCase(name, "outcome", changes.isEmpty() ? null : "failure", changes);
    }

    /** With a fault of this element's name, or without one. */
    private void testCase(String setup, String name, String fault, String message) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", setup);
        xml.writeAttribute("name", name);
        if (fault != null) {
            xml.writeStartElement(fault);
            xml.writeAttribute("message", message);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
