package dev.lamarck.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void theJdkThatRunsTheTestsWillDo() {
        assertThat(Doctor.examine()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo("JDK");
            assertThat(finding.state()).isEqualTo(Finding.State.OK);
        });
    }

    @Test
    void everyLackComesWithTheCommandThatMendsIt() {
        Finding finding = Doctor.referee(new Doctor.Referee("no-such-program", "nothing", "no-such-package"), "/usr/bin");
        assertThat(finding.state()).isEqualTo(Finding.State.ABSENT);
        assertThat(finding.remedy()).isEqualTo("sudo apt-get install no-such-package");
    }
}
