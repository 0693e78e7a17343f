package dev.lamarck.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.DiskMechanics.Geometry;
import org.junit.jupiter.api.Test;

class DiskMechanicsTest {
    /** Ten sectors of 100 cycles a track, two tracks a cylinder, a hundred cylinders. */
    private static final Geometry TURNING = new Geometry(50, 0, 1000, 10, 20, 300, 3300);

    private final DiskMechanics disk = new DiskMechanics(TURNING, 2000);

    @Test
    void aFlatDiskTakesTheSameEverywhere() {
        DiskMechanics flat = new DiskMechanics(Geometry.flat(1000, 10), 2000);
        assertThat(flat.cycles(0, 0, 1)).isEqualTo(1010);
        assertThat(flat.cycles(77, 1999, 8)).isEqualTo(1080);
    }

    @Test
    void aSectorIsReadWhenItComesRound() {
        assertThat(disk.cycles(0, 3, 1)).as("it comes at 300").isEqualTo(400);
        assertThat(disk.cycles(400, 4, 1)).as("missed while the command started").isEqualTo(1100);
        assertThat(disk.cycles(0, 1, 8)).as("one wait, then sector after sector").isEqualTo(900);
    }

    @Test
    void theArmTakesItsTime() {
        long near = disk.cycles(0, 20, 1);
        assertThat(near).as("seek 300 after 50, sector 0 at 1000").isEqualTo(1100);
        assertThat(disk.cycles(0, 20, 1)).as("the arm is there").isEqualTo(1100);
        disk.setCylinder(0);
        assertThat(disk.cycles(0, 2000 - 20, 1)).as("98 cylinders away, sector 0").isGreaterThan(3000).isLessThan(4300);
        assertThat(disk.cylinder()).isEqualTo(99);
    }

    @Test
    void aTransferOverACylindersEndMovesTheArm() {
        assertThat(disk.cycles(0, 19, 2)).isEqualTo(900 + 200 + 300);
        assertThat(disk.cylinder()).isEqualTo(1);
    }
}
