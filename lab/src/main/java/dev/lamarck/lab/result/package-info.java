/**
 * Results as data: {@code lamarck.result/1} as JSON, one row a sample as CSV, and the directory that {@code --out} writes.
 *
 * <p>Every written byte but those of fields whose name begins with {@code host} is a function of the job: no timestamps, no
 * absolute paths, keys in a fixed order, numbers in one notation. The JSON Schema is the resource
 * {@code lamarck.result-1.schema.json} of this package.
 */
package dev.lamarck.lab.result;
