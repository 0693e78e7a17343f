#include "show.h"
/* calls: rt_sigaction */

/* Behind siginfo_t in a signal's frame (struct rt_signal_frame): the registers, then where the floating-point state is, whose fsr follows 64 single registers. */
static sigjmp_buf back;
static volatile int signal_, code_, type_; static volatile uint32_t word_, there_;
static void caught(int signal, siginfo_t *info, void *context) {
  char *frame = (char *)info; uint64_t pc = *(uint64_t *)(frame + 128 + 136); char *state = *(char **)(frame + 128 + 160);
  signal_ = signal; code_ = info->si_code; there_ = pc == (uint64_t)info->si_addr; word_ = *(uint32_t *)info->si_addr; type_ = *(uint64_t *)(state + 256) >> 14 & 7;
  siglongjmp(back, 1);
}
#define TRY(...) do { if (sigsetjmp(back, 1) == 0) { __VA_ARGS__; printf("%s: none\n", #__VA_ARGS__); } else \
  printf("%s: signal %d code %d %s ftt %d\n", #__VA_ARGS__, signal_, code_, there_ ? "here" : "ELSEWHERE", type_); fflush(stdout); } while (0)
#define QUAD(operation) do { volatile double kept = 1.5; TRY(asm volatile(operation)); printf("%08x\n", word_); HOLDS(kept == 1.5); } while (0)

static volatile double zero = 0, one = 1, three = 3, huge = 1e308, tiny = 1e-300, sink;
static void trapOn(uint64_t exceptions) { uint64_t fsr = exceptions << 23; asm volatile("ldx %0, %%fsr" :: "m"(fsr)); }

int main(void) {
  struct sigaction action = { .sa_sigaction = caught, .sa_flags = SA_SIGINFO };
  sigaction(SIGFPE, &action, 0); sigaction(SIGILL, &action, 0); sigaction(SIGTRAP, &action, 0);
  puts("-- quad operations");
  QUAD("faddq %f0, %f4, %f8"); QUAD("fsubq %f0, %f4, %f8"); QUAD("fmulq %f0, %f4, %f8"); QUAD("fdivq %f0, %f4, %f8"); QUAD("fsqrtq %f0, %f4"); QUAD("fdmulq %f0, %f4, %f8"); QUAD("fmovq %f0, %f4");
  QUAD("fnegq %f0, %f4"); QUAD("fabsq %f0, %f4"); QUAD("fcmpq %fcc0, %f0, %f4"); QUAD("fcmpeq %fcc0, %f0, %f4"); QUAD("fitoq %f0, %f4"); QUAD("fxtoq %f0, %f4"); QUAD("fdtoq %f0, %f4"); QUAD("fqtoi %f4, %f0");
  QUAD("fqtox %f4, %f0"); QUAD("fqtod %f4, %f0"); QUAD("fqtos %f4, %f0"); QUAD("fmovqne %xcc, %f0, %f4"); QUAD("fmovrqz %g0, %f0, %f4");
  puts("-- exceptions that are trapped");
  TRY(trapOn(2); sink = one / zero); TRY(trapOn(16); sink = zero / zero); TRY(trapOn(8); sink = huge * huge); TRY(trapOn(4); sink = tiny * tiny); TRY(trapOn(1); sink = one / three);
  TRY(trapOn(0); sink = one / zero); HOLDS(sink > huge); CHILD(signal(SIGFPE, SIG_DFL); trapOn(2); sink = one / zero); CHILD(signal(SIGILL, SIG_DFL); asm volatile("faddq %f0, %f4, %f8"));
  puts("-- traps by number");
  trapOn(0); TRY(asm volatile("ta 0")); TRY(asm volatile("ta 1")); TRY(asm volatile("ta 2")); TRY(asm volatile("ta 5")); TRY(asm volatile("ta 0x50"));
  return 0;
}
