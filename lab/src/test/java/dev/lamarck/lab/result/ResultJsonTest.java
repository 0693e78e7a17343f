package dev.lamarck.lab.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import org.junit.jupiter.api.Test;

public class ResultJsonTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ResultJson.class.getResourceAsStream("lamarck.result-1.schema.json"));

    /** Messages of the schema's validator about a document; empty when it conforms. */
    public static Set<ValidationMessage> violations(JsonNode document) {
        return SCHEMA.validate(document);
    }

    @Test
    void conformsToItsSchema() throws Exception {
        assertThat(violations(new ObjectMapper().readTree(ResultJson.write(Results.full())))).isEmpty();
        assertThat(violations(new ObjectMapper().readTree(ResultJson.write(Results.bare())))).isEmpty();
    }

    @Test
    void schemaRefusesWhatIsMissingOrUnknown() throws Exception {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(ResultJson.write(Results.bare()));
        assertThat(violations(document.deepCopy().without("outcome"))).isNotEmpty();
        assertThat(violations(document.deepCopy().put("surprise", 1))).isNotEmpty();
        assertThat(violations(document.deepCopy().put("hostName", "allowed"))).isEmpty();
    }

    @Test
    void keysStandInTheOrderOfTheDocumentation() {
        ObjectNode document = ResultJson.tree(Results.full());
        assertThat(document.fieldNames()).toIterable().containsExactly("schema", "job", "outcome", "exitStatus",
                "instructions", "cycles", "stateHash", "variants", "measures", "series", "histograms", "footprint", "claims",
                "hostSeconds");
        assertThat(document.get("cycles").asLong()).isEqualTo(300);
        assertThat(ResultJson.tree(Results.bare()).get("cycles").isNull()).isTrue();
    }

    @Test
    void csvHasOneRowForEachSampleAndCounter() {
        String key = Results.full().job().key();
        assertThat(ResultCsv.write(Results.full()).lines()).contains(
                "experiment,variant,seed,measure,value,unit,published,publishedUnit,jobKey",
                "\"a \"\"load\"\", quoted\",,7,latency,2.5,cycles,44.1,us," + key,
                "\"a \"\"load\"\", quoted\",,8,latency,3,cycles,44.1,us," + key,
                "\"a \"\"load\"\", quoted\",generic,7,issueCycles,100,cycles,,," + key)
                .hasSize(1 + 2 + 8);
    }

    @Test
    void numbersHaveNoExponent() {
        assertThat(ResultCsv.number(1e12)).isEqualTo("1000000000000");
        assertThat(ResultCsv.number(0.000001)).isEqualTo("0.000001");
    }
}
