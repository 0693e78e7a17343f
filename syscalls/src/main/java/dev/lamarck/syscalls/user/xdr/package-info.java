/**
 * External data representation (RFC 4506), as Sun's library does it: one routine a type serves to encode, to decode and to free, and asks the stream at
 * each step which of them it is to do and whether there is room. A routine takes the value and returns it: the same when encoding, what came when
 * decoding, nothing when freeing. A failure stays with the stream ({@link dev.lamarck.syscalls.user.xdr.Xdr#isWell}) and everything after it does
 * nothing. What is decoded and not given beforehand is made by {@code new} and freed by the routine that made it, with the stream's operation set to
 * free. Interpreted on purpose: this is what the experiments with Sun's RPC specialize.
 *
 * <p>Composite types are classes that are an {@link dev.lamarck.syscalls.user.xdr.XdrValue}: a structure codes its fields one after the other, a union
 * its discriminant and then the arm, a list {@code present} before each element. There is no floating point here; its bits go as integers.
 */
package dev.lamarck.syscalls.user.xdr;
