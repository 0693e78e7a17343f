package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.network.PcapFile;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.world.World;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --pcap FILE}. */
final class CaptureOption {
    @Option(names = "--pcap", paramLabel = "FILE", description = "Write what the network interface sends and receives, for tcpdump or tshark.")
    private Path file;

    /** A capture that lasts until it is closed; of nothing, if none was asked for. */
    final class Capture implements AutoCloseable {
        private final OutputStream to;

        private Capture(Machine machine) {
            to = file == null ? OutputStream.nullOutputStream() : open();
            if (file != null) {
                PcapFile pcap = new PcapFile(to, machine.media().wallClockSeconds(), machine.configuration().number(ConfigurationKey.CLOCK_HERTZ));
                machine.observeNetwork((cycle, frame) -> capture(pcap, cycle, frame));
            }
        }

        private void capture(PcapFile pcap, long cycle, byte[] frame) {
            try {
                pcap.passed(cycle, frame);
            } catch (UncheckedIOException e) {
                throw unwritable(e.getCause());
            }
        }

        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    Capture begin(World world) {
        return new Capture(world.machine());
    }

    private OutputStream open() {
        try {
            return new BufferedOutputStream(Files.newOutputStream(file));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private BadInput unwritable(IOException why) {
        return BadInput.unwritable("--pcap " + file, why);
    }
}
