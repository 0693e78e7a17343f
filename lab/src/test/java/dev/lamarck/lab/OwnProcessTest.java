package dev.lamarck.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnProcessTest {
    private static final String PROPERTY = "lamarck.translate.options";
    private final String before = System.getProperty(PROPERTY);

    @BeforeEach
    void saysWhereTheFlagsAre() {
        System.setProperty(PROPERTY, "/there/translate.options");
    }

    @AfterEach
    void putsBack() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void theTranslatorHasFlagsOfItsOwn() {
        assertThat(OwnProcess.command(List.of("bench", "--engine", "translate", "--measure", "sieve"))).contains("@/there/translate.options");
        assertThat(OwnProcess.command(List.of("boot", "--engine=translate"))).contains("@/there/translate.options");
    }

    @Test
    void theInterpreterHasNot() {
        assertThat(OwnProcess.command(List.of("bench", "--engine", "interpret", "--measure", "translate"))).doesNotContain("@/there/translate.options");
    }

    @Test
    void norDoesTheTranslatorWithoutALauncher() {
        System.clearProperty(PROPERTY);

        assertThat(OwnProcess.command(List.of("boot", "--engine", "translate"))).noneMatch(argument -> argument.startsWith("@"));
    }
}
