package dev.lamarck.hardware.cpu;

/** Everything less frequent: the instruction word goes to the unit that its opcode belongs to. */
final class UnitOperation extends Operation {
    private final int opcode;
    private final int word;

    UnitOperation(int opcode, int word) {
        this.opcode = opcode;
        this.word = word;
    }

    @Override
    void execute(ProcessorState s, Interpreter interpreter) {
        interpreter.executeInUnit(opcode, word);
    }
}
