package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the manual (UltraSPARC-I user's manual 13.5.8 and 13.5.10). */
class GraphicsAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, ff, 80", "1, 1, 7f, c0", "1, 2, 3f, e0", "1, 3, 1f, f0", "1, 4, 0f, f8", "1, 5, 07, fc", "1, 6, 03, fe", "1, 7, 01, ff",
        "2, 0, 0f, 08", "2, 2, 07, 0c", "2, 4, 03, 0e", "2, 6, 01, 0f", "4, 0, 03, 02", "4, 4, 01, 03"})
    void edges(int elementBytes, long address, String left, String right) {
        long line = 0x1000;
        assertThat(GraphicsAddresses.edge(elementBytes, false, line + address, line + 64)).isEqualTo(Long.parseLong(left, 16));
        assertThat(GraphicsAddresses.edge(elementBytes, false, line, line + address)).isEqualTo(Long.parseLong(right, 16));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, ff, 01", "1, 3, f8, 0f", "1, 7, 80, ff", "2, 0, 0f, 01", "2, 4, 0c, 07", "4, 0, 03, 01", "4, 4, 02, 03"})
    void littleEndianEdges(int elementBytes, long address, String left, String right) {
        long line = 0x1000;
        assertThat(GraphicsAddresses.edge(elementBytes, true, line + address, line + 64)).isEqualTo(Long.parseLong(left, 16));
        assertThat(GraphicsAddresses.edge(elementBytes, true, line, line + address)).isEqualTo(Long.parseLong(right, 16));
    }

    /** A line that ends before it begins within one doubleword has no element there. */
    @Test
    void emptyLine() {
        assertThat(GraphicsAddresses.edge(1, false, 0x1005, 0x1004)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "800, 0, 1", "1000, 0, 2", "2000, 0, 20", "10000, 0, 100", "20000, 0, 0", "20000, 1, 20000",
        "200000000, 0, 4", "800000000, 0, 200", "8000000000, 2, 80000",
        "80000000000000, 0, 10", "100000000000000, 0, 2000", "1000000000000000, 0, 20000", "1000000000000000, 5, 8000000"})
    void arrays(String point, long size, String address) {
        assertThat(GraphicsAddresses.array(Long.parseUnsignedLong(point, 16), size)).isEqualTo(Long.parseLong(address, 16));
    }
}
