package dev.lamarck.workloads.experiment;

import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;

import dev.lamarck.workloads.hazard.Hazards;
import dev.lamarck.workloads.hazard.Schedule;
import dev.lamarck.workloads.hazard.Way;
import dev.lamarck.workloads.world.History;
import dev.lamarck.workloads.world.HostTime;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both hazards of splicing, on one processor: a thread asleep inside the replaced instructions, a thread running through between two stores. A preemption is
 * forced at every instruction of a call and before every step of the splice, in all combinations, for every word of the function where the way of splicing
 * can be used at all. Interleavings are of instructions, so time plays no part: the machine runs in functional mode, and the seed changes nothing.
 */
public final class SpliceHazards implements Replayable {
    @Override
    public String name() {
        return "splice-hazards";
    }

    @Override
    public String question() {
        return "Why must a splice into a running kernel be one instruction, stored by one store?";
    }

    @Override
    public String source() {
        return "KernInst, slides \"Code Splicing Hazards\": one instruction only";
    }

    @Override
    public List<MeasureDefinition> measures() {
        return List.of(
                new MeasureDefinition("singleInstructionSchedules", "schedules", NONE, "tried with the splicer's own splice"),
                new MeasureDefinition("singleInstructionFailures", "schedules", LOWER, "in which the victim came to harm or was counted wrongly"),
                new MeasureDefinition("twoInstructionSchedules", "schedules", NONE, "tried with a branch and its delay slot, stored in either order"),
                new MeasureDefinition("twoInstructionFailures", "schedules", NONE, "in which the victim came to harm"),
                new MeasureDefinition("delaySlotSchedules", "schedules", NONE, "tried with the one word in a delay slot"),
                new MeasureDefinition("delaySlotFailures", "schedules", NONE, "in which the victim came to harm"));
    }

    @Override
    public Result run(Setting setting) {
        Hazards hazards = new Hazards(job(setting));
        hazards.playAll(setting.progress());
        Map<String, Measure> measures = new LinkedHashMap<>();
        for (MeasureDefinition definition : measures()) {
            measures.put(definition.id(), Measure.sum(definition.unit(), definition.better(), List.of((double) count(definition.id(), hazards))));
        }
        List<Claim> claims = claims(hazards);
        boolean allHold = claims.stream().allMatch(Claim::holds);
        return new Result(hazards.job(), Outcome.EXITED, allHold ? 0 : 1, hazards.story(), hazards.bootInstructions(), null, hazards.hash(),
                List.of(), measures, List.of(), List.of(), Map.of(), List.of(), claims, History.NONE, HostTime.sinceProcessStart());
    }

    private static Job job(Setting setting) {
        return Hazards.job(setting.job(), setting.kernels());
    }

    private static long count(String id, Hazards hazards) {
        return switch (id) {
            case "singleInstructionSchedules" -> hazards.schedules(Way.SINGLE);
            case "singleInstructionFailures" -> hazards.failures(Way.SINGLE);
            case "twoInstructionSchedules" -> hazards.schedules(Way.TWO_FORWARD) + hazards.schedules(Way.TWO_BACKWARD);
            case "twoInstructionFailures" -> hazards.failures(Way.TWO_FORWARD) + hazards.failures(Way.TWO_BACKWARD);
            case "delaySlotSchedules" -> hazards.schedules(Way.DELAY_SLOT);
            case "delaySlotFailures" -> hazards.failures(Way.DELAY_SLOT);
            default -> throw new AssertionError(id);
        };
    }

    private static List<Claim> claims(Hazards hazards) {
        return List.of(
                new Claim("the single-instruction splice survives every schedule, at every instruction where the splicer makes one",
                        hazards.schedules(Way.SINGLE) > 0 && hazards.failures(Way.SINGLE) == 0),
                new Claim("the splicer makes one at every instruction but in delay slots", hazards.isSpliceableExceptInSlots()),
                new Claim("the two-instruction splice is seen to fail, whichever word is stored first",
                        hazards.failures(Way.TWO_FORWARD) > 0 && hazards.failures(Way.TWO_BACKWARD) > 0),
                new Claim("the splice in a delay slot is seen to fail", hazards.failures(Way.DELAY_SLOT) > 0));
    }

    @Override
    public String scheduleForm() {
        return "WAY:WORD:POSITION:STEP, as two-instruction:2:0:15";
    }

    @Override
    public Optional<List<String>> replay(Setting setting, String schedule) {
        return Schedule.parse(schedule).flatMap(named -> new Hazards(job(setting)).replay(named));
    }
}
