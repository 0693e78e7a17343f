package dev.lamarck.toolchain.ir;

/** What an instruction names besides operands and constant; its op says which kind. */
public sealed interface Detail permits Access, Comparison, FieldRef, MethodRef, TypeRef, SymbolRef, StringLiteral {}
