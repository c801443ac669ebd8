/* What the processor has and the system lets programs use. */
#include "glissade_native.h"
#include "kernels.h"

#if defined(__x86_64__) || defined(_M_X64)

#if defined(_MSC_VER)
#include <intrin.h>
static void cpuid(uint32_t leaf, uint32_t subleaf, uint32_t registers[4])
{
    __cpuidex((int *)registers, (int)leaf, (int)subleaf);
}

static uint64_t enabled_state(void)
{
    return _xgetbv(0);
}
#else
#include <cpuid.h>
static void cpuid(uint32_t leaf, uint32_t subleaf, uint32_t registers[4])
{
    __cpuid_count(leaf, subleaf, registers[0], registers[1], registers[2], registers[3]);
}

static uint64_t enabled_state(void)
{
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return ((uint64_t)high << 32) | low;
}
#endif

enum { EAX, EBX, ECX, EDX };

static int has(uint32_t bits, int bit)
{
    return (int)((bits >> bit) & 1);
}

uint32_t processor_features(void)
{
    uint32_t r[4];
    cpuid(0, 0, r);
    if (r[EAX] < 7)
        return 0;
    cpuid(1, 0, r);
    if (!has(r[ECX], 27)) /* OSXSAVE: without it there is no xgetbv */
        return 0;
    /* SSE, AVX, mask registers, upper halves of zmm0-15, zmm16-31: all must be saved when threads change. */
    if ((enabled_state() & 0xE6) != 0xE6)
        return 0;
    cpuid(7, 0, r);
    if (r[EAX] < 1 || !has(r[EBX], 16) || !has(r[EBX], 17) || !has(r[EBX], 30) || !has(r[EBX], 31)) /* F, DQ, BW, VL */
        return 0;
    cpuid(7, 1, r);
    return has(r[EAX], 5) ? GLISSADE_AVX512_BF16 : 0;
}

#elif defined(__aarch64__) && defined(__linux__)

#include <sys/auxv.h>

#ifndef HWCAP2_BF16
#define HWCAP2_BF16 (1UL << 14)
#endif

uint32_t processor_features(void)
{
    return (getauxval(AT_HWCAP2) & HWCAP2_BF16) != 0 ? GLISSADE_ARM_BF16 : 0;
}

#else

uint32_t processor_features(void)
{
    return 0;
}

#endif
