package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Value;
import java.util.List;
import java.util.Map;

/**
 * A point of an activation in one context. {@code values} are those that live into it, {@code parameters} the dynamic ones among them, in the order of the residual
 * block's parameters.
 */
record Variant(Activation activation, Point point, Block residual, Map<Value, Abstract> values, List<Value> parameters, Written written) {}
