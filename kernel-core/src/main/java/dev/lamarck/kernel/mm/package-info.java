/**
 * Physical pages, page tables and address spaces. {@link dev.lamarck.kernel.mm.Pages} owns every free page of RAM and
 * counts the references of the others; a page is known by its address in the direct map. An {@link
 * dev.lamarck.kernel.mm.AddressSpace} is a list of segments, which say what ought to be where, and a page table,
 * which says what is: pages come by fault, are shared by {@code fork} and copied on the first write. The kernel never
 * touches a user address: {@link dev.lamarck.kernel.mm.UserMemory} finds the page in the table, faulting it in, and
 * copies through the direct map, so that the kernel takes no page fault at all and any in kernel mode is a bug. Pages
 * for user addresses are chosen so that both addresses have the same D-cache colour.
 */
package dev.lamarck.kernel.mm;
