/**
 * What can be measured of a program, in terms of points and snippets: a metric says at which points of a function it needs
 * code, and in which order they must be spliced so that no reading is ever wrong.
 */
package dev.lamarck.instrumentation.metric;
