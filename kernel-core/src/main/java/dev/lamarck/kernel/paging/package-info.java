/**
 * What happens when memory runs short. A thread of its own, {@link dev.lamarck.kernel.paging.PageOut}, keeps some pages free: below the low watermark of
 * {@link dev.lamarck.kernel.mm.Pages} it moves the hands of {@link dev.lamarck.kernel.mm.PageScanner} until there are as many as the high one says. What
 * it finds unused goes to {@link dev.lamarck.kernel.mm.Swap}, or is forgotten if a file has it. Where that does not help,
 * {@link dev.lamarck.kernel.paging.OutOfMemory} says who has to end. A kernel without this package has {@link dev.lamarck.kernel.mm.Pager} itself in its
 * place. Start reading at {@link dev.lamarck.kernel.paging.PageOut#run}; the walk of one page is in {@code docs/kernel/memory.md}.
 */
package dev.lamarck.kernel.paging;
