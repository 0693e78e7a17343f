package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/** Writes instructions that are PLAIN. */
final class InstructionEmitter {
    private final Emission emission;
    final ConditionEmitter conditions;
    final UnitEmitter units;
    private final ArithmeticEmitter arithmetic;
    private final MemoryEmitter memory;

    InstructionEmitter(Emission emission) {
        this.emission = emission;
        conditions = new ConditionEmitter(emission);
        arithmetic = new ArithmeticEmitter(emission, conditions);
        memory = new MemoryEmitter(emission);
        units = new UnitEmitter(emission, conditions);
    }

    /** The one at the emission's place. */
    void emit() {
        int word = emission.word();
        int opcode = Opcode.of(word);
        if (!arithmetic.emit(opcode, word) && !memory.emit(opcode, word)) {
            units.emit(opcode, word);
        }
    }
}
