package dev.lamarck.lab.doctor;

/** One thing looked at on the host. {@code remedy} is empty when nothing needs mending. */
public record Finding(String subject, State state, String detail, String remedy) {

    /** How it stands with the subject. */
    public enum State {
        OK("ok"),
        /** Lamarck works; something optional is lacking. */
        ABSENT("absent"),
        /** Lamarck does not work. */
        MISSING("MISSING");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail, "");
    }
}
