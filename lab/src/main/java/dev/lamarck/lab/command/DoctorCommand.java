package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.doctor.Doctor;
import dev.lamarck.lab.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What this host lacks, and the command that mends it. */
@Command(name = "doctor", description = "Check the host: JDK, memory, terminal, optional referees.",
        footer = {"", "Exit status 1 when something required is missing.", "", "Examples:", "  lamarck doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = Doctor.examine();
        for (Finding finding : findings) {
            out.printf("%-24s %-8s %s%n", finding.subject(), finding.state().label(), finding.detail());
            if (finding.state() != Finding.State.OK) {
                out.printf("%-24s mend: %s%n", "", finding.remedy());
            }
        }
        boolean usable = findings.stream().noneMatch(finding -> finding.state() == Finding.State.MISSING);
        return usable ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
