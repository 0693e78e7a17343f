package dev.lamarck.syscalls.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private HostedProcess process;

    @BeforeEach
    void start() {
        process = HostedProcess.start();
    }

    private String output() {
        return process.output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenAppearsAtTheEndOfItsLine() {
        Output.STANDARD.text("n = ").decimal(-42).text(", ").hexadecimal(0xCAFE);
        assertThat(output()).isEmpty();
        Output.STANDARD.line();
        assertThat(output()).isEqualTo("n = -42, cafe\n");
    }

    @Test
    void moreThanTheBufferIsWrittenInOrder() {
        byte[] much = new byte[5000];
        Arrays.fill(much, (byte) 'x');
        much[4999] = 'y';
        Output.STANDARD.text("a").bytes(much, 0, much.length).line();
        assertThat(output()).hasSize(5002).startsWith("ax").endsWith("xy\n");
    }

    @Test
    void shortWritesAreContinued() {
        process.largestWrite = 3;
        Output.STANDARD.text("seven digits: 1234567").line();
        assertThat(output()).isEqualTo("seven digits: 1234567\n");
    }

    private String line(Input input, byte[] buffer) {
        int length = input.line(buffer);
        return length < 0 ? null : new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    private void type(String text) {
        process.input.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesDoNotDependOnHowTheyArrive() {
        type("one\ntw");
        type("o\n");
        type("\nlast");
        Input input = new Input(0);
        byte[] buffer = new byte[100];
        assertThat(line(input, buffer)).isEqualTo("one");
        assertThat(line(input, buffer)).isEqualTo("two");
        assertThat(line(input, buffer)).isEmpty();
        assertThat(line(input, buffer)).isEqualTo("last");
        assertThat(line(input, buffer)).isNull();
    }

    @Test
    void whatDoesNotFitIsDropped() {
        type("abcdef\nghi\n");
        Input input = new Input(0);
        byte[] buffer = new byte[3];
        assertThat(line(input, buffer)).isEqualTo("abc");
        assertThat(line(input, buffer)).isEqualTo("ghi");
    }
}
